import type { TillSession } from '../identity/till-session.ts';
import type { MainHost } from '../main-host.ts';
import { DAY_TOPIC } from './lan-exchange.ts';
import { openLanServer, type LanAnswerer } from './lan-server.ts';
import { readLanSetting, type LanAddress } from './lan-setting.ts';
import { storeLan } from './store-lan.ts';

/** The store's network for other parts of main. */
export type LanPort = {
  isOn: boolean;
  others: readonly LanAddress[];
  /** Answers a further topic. */
  topic(path: string, answer: LanAnswerer): void;
};

/**
 * Answers `lan.tell` and `lan.ask`. A till that cannot listen (its address is taken, the cable is out at
 * start) can still ask; the others then name it as not heard, and the log says why.
 */
export function registerLan(host: MainHost, session: TillSession): LanPort {
  const setting = readLanSetting(host.env);
  if (!setting.ok) host.log.error('lan.setting', { reason: setting.reason });
  const found = setting.ok ? setting.lan : undefined;
  const lan = storeLan(found?.others ?? [], () => session.current());
  const topics = new Map([[DAY_TOPIC.path, (question: string) => lan.answer(question)]]);
  if (found !== undefined) {
    const server = openLanServer(found.own, topics).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      host.log.error('lan.not-listening', { code });
      return undefined;
    });
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
  return {
    isOn: found !== undefined,
    others: found?.others ?? [],
    topic: (path, answer) => void topics.set(path, answer),
  };
}
