import { setTimeout as sleep } from 'node:timers/promises';
import { postmasterPid } from './postgres-folders.ts';

/*
 * node leash.ts DATA_FOLDER...
 * A process of its own that outlives the demo by a moment: when the demo is gone, however it went,
 * it ends the PostgreSQL servers that have no leash themselves.
 */

const PATIENCE_MS = 8000;
const STEP_MS = 100;

process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.stdin.on('end', () => void endAll(process.argv.slice(2))).resume();

async function endAll(folders: readonly string[]): Promise<void> {
  signalAll(folders, 'SIGINT');
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    if (folders.every((folder) => postmasterPid(folder) === undefined)) return;
    await sleep(STEP_MS);
  }
  signalAll(folders, 'SIGQUIT');
}

function signalAll(folders: readonly string[], signal: NodeJS.Signals): void {
  for (const folder of folders) {
    const pid = postmasterPid(folder);
    try {
      if (pid !== undefined) process.kill(pid, signal);
    } catch {
      // Gone in the meantime, which is what we want.
    }
  }
}
