import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { spoolReceipt } from './receipt-spool.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'receipts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('one file a document, the last print counts', async () => {
  const spool = path.join(folder, 'spool');
  await spoolReceipt(spool, 'eu-7-2-000001', 'first');
  expect(await spoolReceipt(spool, 'eu-7-2-000001', 'COPY')).toEqual({ ok: true });
  expect(readdirSync(spool)).toEqual(['eu-7-2-000001.txt']);
  expect(readFileSync(path.join(spool, 'eu-7-2-000001.txt'), 'utf8')).toBe('COPY');
});

test('a document number is never a path', async () => {
  const spool = path.join(folder, 'other');
  await spoolReceipt(spool, '../../etc/passwd', 'x');
  expect(readdirSync(spool)).toEqual(['______etc_passwd.txt']);
});

test('a folder that cannot be made is a value, not a throw', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const result = await spoolReceipt(path.join(folder, 'file', 'spool'), 'a', 'x');
  expect(result).toEqual({ ok: false, kind: 'io', detail: 'ENOTDIR' });
});
