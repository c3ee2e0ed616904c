import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { postgresServer } from '../region/postgres-server.ts';

/** Data folders of a region's servers and their standbys, started or not. */
export function postgresFolders(dir: string): string[] {
  return ['postgres-a', 'postgres-b', 'postgres-a-standby', 'postgres-b-standby'].map(
    (name) => postgresServer({ dir: path.join(dir, name), port: 0, password: '' }).dataDir,
  );
}

/** Process id of the postmaster that says it runs on this data folder; undefined where none does. */
export function postmasterPid(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    // The file outlives a killed server, and its number may be another program's by now.
    return commandOf(pid).includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
}
