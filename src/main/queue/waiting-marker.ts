import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../durable-file.ts';
import type { Log } from '../log.ts';
import type { MainHost } from '../main-host.ts';
import { stateFolder } from '../state-folder.ts';

/** The Windows uninstaller looks for this very name (src/main/installer.nsh); there only while something waits. */
export const WAITING_FILE = 'waiting.json';

type Waiting = { waiting: number; oldest_ms: number };

/** Answers `queue.waiting`, and keeps beside the journal what an uninstaller must know. */
export function registerQueueMarker(host: MainHost): void {
  const marker = waitingMarker(stateFolder(host), host.log);
  host.ipc.handle('queue.waiting', async (told) => {
    await marker.note(told);
    return {};
  });
}

/** Writes follow each other; where several wait, only the newest is written. */
export function waitingMarker(folder: string, log: Log): { note(told: Waiting): Promise<void> } {
  const file = path.join(folder, WAITING_FILE);
  let due: Waiting | undefined;
  let busy: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const told = due;
    due = undefined;
    if (told === undefined) return;
    try {
      if (told.waiting === 0) return await rm(file, { force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const written = await writeDurably(file, `${JSON.stringify({ v: 1, ...told })}\n`);
      if (!written.ok) log.warn('waiting.not-written', { kind: written.kind });
    } catch (error) {
      log.warn('waiting.not-written', { kind: (error as NodeJS.ErrnoException).code ?? 'unknown' });
    }
  }
  return {
    note(told) {
      due = told;
      busy = busy.then(write);
      return busy;
    },
  };
}
