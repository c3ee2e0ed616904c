import type { MainHost } from './main-host.ts';
import { hasTerminal } from './terminal/terminal-setting.ts';

/** Answers `app.info` and, in unpackaged builds, dies on request at a named point. */
export function registerAppVerbs(host: MainHost): void {
  const crashAt = host.isPackaged ? undefined : host.env['TILL_CRASH_AT'];
  host.ipc.handle('app.info', () => ({
    host: `Electron ${process.versions['electron'] ?? 'unknown'}`,
    build: host.build,
    key_storage: keyStorage(host),
    journal_host: 'file',
    terminal: hasTerminal(host.env),
    ...(crashAt === undefined ? {} : { crash_at: crashAt }),
  }));
  host.ipc.handle('app.crash', ({ point }) => {
    // As hard as a power cut: no handler, no flush, no farewell.
    if (crashAt !== undefined && point === crashAt) process.kill(process.pid, 'SIGKILL');
    return {};
  });
}

/** What seals keys on this machine; only Linux has more than one answer. */
function keyStorage({ safeStorage }: MainHost): string {
  if (process.platform === 'win32') return 'dpapi';
  if (process.platform === 'darwin') return 'keychain';
  return safeStorage.getSelectedStorageBackend();
}
