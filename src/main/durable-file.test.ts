import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeFailure, readIfThere, writeDurably } from './durable-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'durable-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('replaces a file whole, private, and leaves nothing beside it', async () => {
  const file = path.join(folder, 'marker.json');
  expect(await writeDurably(file, 'a long first text')).toEqual({ ok: true });
  expect(await writeDurably(file, new Uint8Array([50]))).toEqual({ ok: true });
  expect(readFileSync(file, 'utf8')).toBe('2');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['marker.json']);
});

test('a failure is a value, and the old file stays', async () => {
  const missing = path.join(folder, 'no-such-folder', 'x');
  expect(await writeDurably(missing, 'x')).toEqual({ ok: false, kind: 'io', detail: 'ENOENT' });
  expect(await readIfThere(missing)).toBeUndefined();
});

test('a full disk is told apart from a broken one', () => {
  const kinds = ['ENOSPC', 'EDQUOT', 'EIO'].map((code) => describeFailure({ code }).kind);
  expect(kinds).toEqual(['disk-full', 'disk-full', 'io']);
});
