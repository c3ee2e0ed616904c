import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { badInput, DemoError } from '../../demo/demo-error.ts';

const KEY_BYTES = 32;

/**
 * The key all backups of a region are sealed with: 32 random bytes as hex in a file of its owner
 * alone. Made where it is missing. It must not lie among the backups: who finds those would find it.
 */
export function backupKey(file: string, backupsDir: string): Buffer {
  const inside = path.relative(path.resolve(backupsDir), path.resolve(file));
  if (!inside.startsWith('..')) throw badInput(`the key ${file} lies inside the backups`);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readBackupKey(file);
}

/** Reads the key; refuses a file that others may read. */
export function readBackupKey(file: string): Buffer {
  if (!existsSync(file)) throw new DemoError(`there is no backup key at ${file}`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new DemoError(`others may read the backup key: chmod 600 ${file}`);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES) throw new DemoError(`${file} is no backup key`);
  return key;
}

/** Every backup has a key of its own, so that no nonce is ever used twice under one key. */
export function keyOfBackup(key: Uint8Array, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.from(salt, 'hex'), 'evertill-backup-1', 32));
}
