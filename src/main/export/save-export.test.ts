import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { saveExport } from './save-export.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'exports-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NAME = 'evertill-export-0417-02-20261121-1705.evertill';

test('EX6 the path is told once the bytes are there, readable by their owner only', async () => {
  const at = path.join(folder, 'new', 'exports');
  const saved = await saveExport(at, NAME, Buffer.from('sealed'));
  expect(saved).toEqual({ ok: true, path: path.join(at, NAME) });
  expect(readFileSync(path.join(at, NAME), 'utf8')).toBe('sealed');
  expect(statSync(path.join(at, NAME)).mode & 0o777).toBe(0o600);
});

test('EX6 a second export of the same minute stands beside the first, whose code is another', async () => {
  const at = path.join(folder, 'twice');
  await saveExport(at, NAME, Buffer.from('one'));
  await saveExport(at, NAME, Buffer.from('two'));
  expect(readdirSync(at).sort()).toEqual([NAME.replace('.ev', '-2.ev'), NAME].sort());
  expect(readFileSync(path.join(at, NAME), 'utf8')).toBe('one');
});

test('EX6 a folder that cannot be made is a refusal with the next step', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const saved = await saveExport(path.join(folder, 'file', 'x'), NAME, Buffer.from('x'));
  expect(saved).toMatchObject({ ok: false, kind: 'io', next: expect.stringContaining('safe') });
});
