import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

export type IdbBackend = 'sqlite' | 'leveldb' | 'both' | 'none';

const SQLITE_HEAD = 'SQLite format 3\0';

/** Which store Chromium keeps this profile's IndexedDB in, told by the files themselves. */
export function idbBackend(profile: string): IdbBackend {
  const below = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.split(path.sep).includes('IndexedDB'),
  );
  const hasLevelDb = below.some((name) => name.endsWith('.indexeddb.leveldb'));
  const hasSqlite = below.some((name) => isSqlite(path.join(profile, name)));
  if (hasLevelDb) return hasSqlite ? 'both' : 'leveldb';
  return hasSqlite ? 'sqlite' : 'none';
}

function isSqlite(file: string): boolean {
  // A running Chromium takes files away between listing and looking.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const head = Buffer.alloc(SQLITE_HEAD.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString('latin1') === SQLITE_HEAD;
}
