import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const FOLDERS = ['src', 'server', 'e2e', 'tools'];
/**
 * Complaints of other tills' users about lost or doubled sales (1-18), slow tills (19-27), the end of the
 * day (28-36), stuck queues (37-43), printers (44-46), and builds, flags and data that were pushed to tills
 * (47-54).
 */
const OWED = range(1, 54);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Numbers that stand as `peers-NN` in the titles of tests. */
function named(): Set<number> {
  const found = new Set<number>();
  for (const folder of FOLDERS)
    for (const entry of readdirSync(path.join(PROJECT, folder), { recursive: true })) {
      const file = String(entry);
      if (!/\.(test|spec)\.tsx?$/.test(file) || file.includes('node_modules')) continue;
      const text = readFileSync(path.join(PROJECT, folder, file), 'utf8');
      const titles = text.match(/(?:\b(?:test|it)|\))\(\s*(['"`])[^\n]*?\1/g) ?? [];
      for (const [, number] of titles.join('\n').matchAll(/\bpeers-(\d+)\b/g))
        found.add(Number(number));
    }
  return found;
}

test('each complaint we answer for has a test that carries its number', () => {
  const found = named();
  expect(OWED.filter((number) => !found.has(number))).toEqual([]);
});
