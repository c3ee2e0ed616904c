import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { BUNDLE_NEEDS } from '../../contracts/build-bundle.ts';
import type { SlotBook } from '../../contracts/build-slots.ts';
import { stateFolder } from '../state-folder.ts';
import { launchTill } from './launch-till.ts';

const homes: string[] = [];
const said = globalThis as { ran?: string };

afterEach(() => {
  delete said.ran;
  for (const home of homes.splice(0)) rmSync(home, { recursive: true });
});

/** A machine whose till runs 0.2.0, with this as its main, and came from 0.1.0. */
function machine(main: string, trial: SlotBook['trial'], isFull = false, isPackaged = true) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'till-launch-'));
  homes.push(home);
  const env = { EVERTILL_STATE_DIR: home, HOME: home, XDG_STATE_HOME: home };
  const at = { env, appData: path.join(home, 'app'), userData: path.join(home, 'user') };
  const folder = path.join(stateFolder(at), 'builds');
  const mains: Record<string, string> = { '0.1.0': "globalThis.ran = '0.1.0'", '0.2.0': main };
  for (const [version, text] of Object.entries(mains))
    for (const name of BUNDLE_NEEDS) {
      const file = path.join(folder, version, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, name.endsWith('main.cjs') ? text : '{}');
    }
  const slot = (version: string) => ({ version, hash: 'h'.repeat(86), folder: version });
  const book = { now: slot('0.2.0'), before: slot('0.1.0'), trial, next: null, failed: null };
  const file = path.join(folder, 'book.json');
  writeFileSync(file, JSON.stringify({ v: 1, ...book, sequence: {} }));
  // What is written beside it first cannot be.
  if (isFull) mkdirSync(`${file}.new`);
  const app = {
    isPackaged,
    requestSingleInstanceLock: () => true,
    getPath: (name: string) => (name === 'appData' ? at.appData : at.userData),
    getAppPath: () => home,
    getVersion: () => '0.0.9',
    relaunch: () => undefined,
    quit: () => undefined,
  } as unknown as App;
  return {
    start: () => launchTill(app, env, () => void (said.ran = 'installer')),
    book: () => JSON.parse(readFileSync(file, 'utf8')) as SlotBook,
  };
}

test('UPD6 peers-50 a build that was well and no longer loads is left for the build before', () => {
  const { start, book } = machine('this is { no JavaScript', null);
  start();
  expect(said.ran).toBeUndefined();
  expect(book()).toMatchObject({ now: { version: '0.1.0' }, failed: { why: 'damaged' } });
  start();
  expect(said.ran).toBe('0.1.0');
});

test('UPD6 a build on trial whose starts cannot be counted does not run: the build before does', () => {
  const { start, book } = machine("throw new Error('no')", { starts: 0 }, true);
  start();
  expect(said.ran).toBe('0.1.0');
  expect(book()).toMatchObject({ now: { version: '0.2.0' }, trial: { starts: 0 } });
});

test('UPD6 where neither loads and nothing can be written, what the installer brought runs', () => {
  machine("throw new Error('no')", null, true).start();
  expect(said.ran).toBe('installer');
});

test('UPD6 an empty file is no build: a power cut leaves those', () => {
  const { start, book } = machine('', null);
  start();
  expect(said.ran).toBe('0.1.0');
  expect(book()).toMatchObject({ failed: { why: 'damaged' } });
});

test('UPD6 a till that nobody packed runs its own code', () => {
  machine("globalThis.ran = '0.2.0'", null, false, false).start();
  expect(said.ran).toBe('installer');
});
