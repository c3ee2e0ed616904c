import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 10_000;

/** Backends of a killed postmaster end by themselves; until then a new one refuses the folder. */
export async function orphansGone(dataDir: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS && hasProcessIn(dataDir); waited += 50) await sleep(50);
}

/** Where the machine cannot tell (no /proc), nothing is waited for. */
function hasProcessIn(folder: string): boolean {
  if (!existsSync('/proc/self/cwd')) return false;
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}
