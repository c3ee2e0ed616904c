import { chownSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../../demo/demo-error.ts';
import { postgresAccount } from '../../region/postgres-binaries.ts';
import { logIn } from './archive-log.ts';
import type { OpenBackup } from './backup-manifest.ts';
import { archivedName, chainBehind, lastOf } from './log-segments.ts';
import { unsealFile } from './sealed-file.ts';

/** Up to which moment a backup and the log behind it hold everything, ms since 1970. */
export function wholeUntil(backup: OpenBackup): number {
  return Math.max(backup.manifest.ended_ms, ...chainOf(backup).map(({ wholeMs }) => wholeMs));
}

function chainOf({ dir, manifest }: OpenBackup) {
  const log = logIn(dir);
  return chainBehind(lastOf(manifest.files), existsSync(log) ? readdirSync(log) : []);
}

/** Puts the archived log into a restored data folder: PostgreSQL replays it when it starts. */
export async function restoreLog(backup: OpenBackup, dataDir: string): Promise<void> {
  for (const one of chainOf(backup)) {
    const name = archivedName(one);
    const from = path.join(logIn(backup.dir), `${name}.sealed`);
    const to = path.join(dataDir, 'pg_wal', one.segment);
    try {
      await unsealFile(from, to, `log/${name}`, backup.key);
    } catch (error) {
      throw new DemoError(`${from} is damaged: ${String(error)}`);
    }
    own(to);
  }
}

/** Settings under which PostgreSQL stops its replay at a moment and goes on from there. */
export function stopAt(dataDir: string, untilMs: number): Readonly<Record<string, string>> {
  const signal = path.join(dataDir, 'recovery.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  own(signal);
  return {
    // All there is lies in the folder already; PostgreSQL wants a command nevertheless.
    restore_command: 'exit 1',
    // Zones by letter are not known yet where PostgreSQL reads this.
    recovery_target_time: new Date(untilMs).toISOString().replace('T', ' ').replace('Z', '+00'),
    recovery_target_action: 'promote',
    recovery_target_timeline: 'current',
  };
}

function own(at: string): void {
  const account = postgresAccount();
  if (account !== undefined) chownSync(at, account.uid, account.gid);
}
