import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { precacheEntries } from './keep-page-offline.ts';

let folder = '';
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evertill-page-'));
  mkdirSync(path.join(folder, 'assets'));
  write('index.html', 'one');
  write('assets/index-Ab3_-xYz.js', '');
  for (const name of ['sw.js', 'licences.txt', 'assets/index-Ab3_-xYz.js.map']) write(name, '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the whole page is kept, and nothing it can do without', () => {
  const [script, index, ...others] = precacheEntries(folder);
  expect(others).toEqual([]);
  expect(script).toEqual({ url: 'assets/index-Ab3_-xYz.js', revision: null });
  expect(index?.url).toBe('index.html');
});

test('a file that keeps its name says by its revision that it changed', () => {
  const before = precacheEntries(folder)[1]?.revision;
  expect(precacheEntries(folder)[1]?.revision).toBe(before);
  write('index.html', 'two');
  expect(before).toMatch(/^\w{16}$/);
  expect(precacheEntries(folder)[1]?.revision).not.toBe(before);
});
