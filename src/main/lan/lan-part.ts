import type { TillSession } from '../identity/till-session.ts';
import type { MainHost } from '../main-host.ts';
import { openLanServer } from './lan-server.ts';
import { readLanSetting } from './lan-setting.ts';
import { storeLan } from './store-lan.ts';

/**
 * Answers `lan.tell` and `lan.ask`. A till that cannot listen (its address is taken, the cable is out at
 * start) can still ask; the others then name it as not heard, and the log says why.
 */
export function registerLan(host: MainHost, session: TillSession): void {
  const setting = readLanSetting(host.env);
  if (!setting.ok) host.log.error('lan.setting', { reason: setting.reason });
  const found = setting.ok ? setting.lan : undefined;
  const lan = storeLan(found?.others ?? [], () => session.current());
  if (found !== undefined) {
    const server = openLanServer(found.own, (question) => lan.answer(question)).catch(
      (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        host.log.error('lan.not-listening', { code });
        return undefined;
      },
    );
    host.onQuit(async () => (await server)?.close());
  }
  host.ipc.handle('lan.tell', (day) => {
    lan.tell(day);
    return {};
  });
  host.ipc.handle('lan.ask', async ({ day }) => ({
    on: found !== undefined,
    heard: await lan.ask(day),
  }));
}
