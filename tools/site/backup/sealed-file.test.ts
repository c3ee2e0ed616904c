import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupKey, keyOfBackup, readBackupKey } from './backup-key.ts';
import { faultsOf } from './check-backup.ts';
import { sealBytes, sealFile, unsealBytes, unsealFile } from './sealed-file.ts';

const key = randomBytes(32);
let dir = '';
const at = (name: string): string => path.join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-sealed-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('BK2 what was sealed comes back byte for byte, large, small and empty, and shows nothing', async () => {
  const noise = randomBytes(3_000_000);
  for (const bytes of [Buffer.alloc(0), Buffer.from('EUR 12.30'), Buffer.concat([noise, noise])]) {
    writeFileSync(at('p'), bytes);
    const sealed = await sealFile(at('p'), at('s'), 'base/1', key);
    const opened = await unsealFile(at('s'), at('o'), 'base/1', key);
    expect(opened).toEqual(sealed);
    expect(readFileSync(at('o')).equals(bytes)).toBe(true);
    expect(bytes.length > 0 && readFileSync(at('s')).includes(bytes.subarray(0, 9))).toBe(false);
  }
});

test('BK2 a large file is refused as a small one is, however late the damage', async () => {
  writeFileSync(at('p'), randomBytes(2_500_000));
  await sealFile(at('p'), at('s'), 'base/1', key);
  const bad = readFileSync(at('s'));
  bad.writeUInt8(bad.readUInt8(bad.length - 20) ^ 1, bad.length - 20);
  writeFileSync(at('bad'), bad);
  await expect(unsealFile(at('bad'), at('o'), 'base/1', key)).rejects.toThrow();
  await expect(unsealFile(at('s'), at('o'), 'base/2', key)).rejects.toThrow();
  await expect(sealFile(at('gone'), at('s2'), 'base/1', key)).rejects.toThrow('ENOENT');
});

test('BK2 a flipped bit, another name, another key and a cut file are refused', async () => {
  await sealBytes(Buffer.from('a row of money'), at('s'), 'base/1', key);
  const good = readFileSync(at('s'));
  for (const place of [0, 13, good.length - 1]) {
    const bad = Buffer.from(good);
    bad.writeUInt8(bad.readUInt8(place) ^ 1, place);
    writeFileSync(at('bad'), bad);
    await expect(unsealBytes(at('bad'), 'base/1', key)).rejects.toThrow();
  }
  writeFileSync(at('bad'), good.subarray(0, 20));
  await expect(unsealBytes(at('bad'), 'base/1', key)).rejects.toThrow('cut short');
  await expect(unsealBytes(at('s'), 'base/2', key)).rejects.toThrow();
  await expect(unsealBytes(at('s'), 'base/1', keyOfBackup(key, '00'))).rejects.toThrow();
  expect((await unsealBytes(at('s'), 'base/1', key)).toString()).toBe('a row of money');
});

test('BK3 the key is made once, for its owner alone, and never among the backups', () => {
  const file = at('keys/backup.key');
  const made = backupKey(file, at('backups'));
  expect(backupKey(file, at('backups')).equals(made)).toBe(true);
  chmodSync(file, 0o644);
  expect(() => readBackupKey(file)).toThrow('others may read');
  expect(() => backupKey(at('backups/in/backup.key'), at('backups'))).toThrow('inside the backups');
});

test('BK4 a copy that holds less than was there, or more, is at fault', () => {
  const was = { s: { contiguous: 5, op_id: 'x', ops: 5 } };
  const then = { s: { contiguous: 9, op_id: 'y', ops: 9 } };
  const held = (ops: number, op = 'z') => ({ s: { contiguous: ops, op_id: op, ops } });
  const faults = (state: ReturnType<typeof held> | object) =>
    faultsOf(state as ReturnType<typeof held>, { before: was, after: then });
  expect(faults(held(7))).toEqual([]);
  expect(faults(held(5, 'x'))).toEqual([]);
  expect(faults(held(4))).toEqual(['stream s has 4 ops up to 4, 5 up to 5 were there']);
  expect(faults(held(5, 'other'))).toEqual(['stream s ends in another op']);
  expect(faults(held(10))).toEqual(['stream s holds ops that were never there']);
  expect(faults({})).toEqual(['stream s is missing']);
});
