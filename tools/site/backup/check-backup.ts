import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../region/free-port.ts';
import { postgresServer, STANDING_ALONE } from '../../region/postgres-server.ts';
import type { OpenBackup, Reached } from './backup-manifest.ts';
import { restoreFiles } from './restore-files.ts';
import { reached } from './take-backup.ts';

export type BackupCheck = {
  streams: number;
  ops: number;
  /** One line each; none: the backup can be relied on. */
  faults: string[];
};

/**
 * A backup is one only when it was restored: into a scratch folder, PostgreSQL started on it, cut off
 * from replication, and what it holds compared with what the site held. Leaves nothing behind.
 */
export async function checkBackup(backup: OpenBackup, password: string): Promise<BackupCheck> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-backup-'));
  // PostgreSQL may run as another account.
  chmodSync(dir, 0o755);
  const server = postgresServer({
    dir,
    port: await freePort(),
    password,
    settings: STANDING_ALONE,
  });
  try {
    await restoreFiles(backup, server.dataDir);
    await server.start();
    const held = await reached(server.url);
    return {
      streams: Object.keys(held).length,
      ops: Object.values(held).reduce((sum, { ops }) => sum + ops, 0),
      faults: faultsOf(held, backup.manifest),
    };
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The restored state lies between the two moments, stream by stream. */
export function faultsOf(
  held: Reached,
  { before, after }: { before: Reached; after: Reached },
): string[] {
  const faults: string[] = [];
  for (const [stream, was] of Object.entries(before)) {
    const now = held[stream];
    if (now === undefined) faults.push(`stream ${stream} is missing`);
    else if (now.ops < was.ops || now.contiguous < was.contiguous)
      faults.push(
        `stream ${stream} has ${now.ops} ops up to ${now.contiguous}, ${was.ops} up to ${was.contiguous} were there`,
      );
    else if (now.contiguous === was.contiguous && now.op_id !== was.op_id)
      faults.push(`stream ${stream} ends in another op`);
  }
  for (const [stream, now] of Object.entries(held)) {
    const then = after[stream];
    if (then === undefined || now.ops > then.ops)
      faults.push(`stream ${stream} holds ops that were never there`);
  }
  return faults;
}
