import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BUNDLE_NEEDS } from '../../contracts/build-bundle.ts';
import { newBook } from '../../contracts/slot-book.ts';
import { openSlotStore } from './slot-store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const SLOT = { version: '0.2.0', hash: 'h'.repeat(86), folder: '0.2.0-a' };

function fresh() {
  const folder = mkdtempSync(path.join(tmpdir(), 'slot-store-'));
  folders.push(folder);
  return { folder, store: openSlotStore(path.join(folder, 'builds')) };
}

test('UPD6 the book is there as it was written; a damaged one is none, so that the installer’s build starts', () => {
  const { folder, store } = fresh();
  expect(store.read()).toBeUndefined();
  store.write({ ...newBook('0.1.0'), next: SLOT });
  expect(store.read()?.next).toEqual(SLOT);
  for (const text of ['', '{', '{"v":2}', '\0'.repeat(300)]) {
    writeFileSync(path.join(folder, 'builds/book.json'), text);
    expect(store.read()).toBeUndefined();
  }
});

test('UPD6 a slot is whole with all that a start needs; folders that no slot names go', () => {
  const { folder, store } = fresh();
  const lay = (name: string): void => {
    for (const file of BUNDLE_NEEDS) {
      const at = path.join(folder, 'builds', name, file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, '{}');
    }
  };
  expect(store.isWhole(SLOT)).toBe(false);
  expect(store.isWhole({ ...SLOT, folder: null })).toBe(true);
  lay(SLOT.folder);
  lay('0.1.5-b');
  expect(store.isWhole(SLOT)).toBe(true);
  store.prune({ ...newBook('0.1.0'), now: SLOT });
  expect(existsSync(path.join(folder, 'builds/0.1.5-b'))).toBe(false);
  expect(store.isWhole(SLOT)).toBe(true);
  rmSync(path.join(folder, 'builds', SLOT.folder, 'dist/main/main.cjs'));
  expect(store.isWhole(SLOT)).toBe(false);
});
