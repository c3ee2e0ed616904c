import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IpcAnswer } from '../../contracts/ipc.ts';
import type { MainHost } from '../main-host.ts';
import { registerPaper } from './save-paper.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'paper-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Save = (asked: { name: string; csv?: string }) => Promise<IpcAnswer<'paper.save'>>;

/** Saves a table; the person types these names, one at a time, and then goes away. */
async function saved(...typed: string[]) {
  const offered: string[] = [];
  let save: Save | undefined;
  const host = {
    env: {},
    log: { info: () => undefined, warn: () => undefined },
    ipc: { handle: (_verb: string, handler: Save) => (save = handler) },
    page: {
      askPlace: (name: string) => {
        offered.push(name);
        const next = typed.shift();
        return Promise.resolve(next === undefined ? undefined : path.join(folder, next));
      },
    },
  };
  registerPaper(host as unknown as MainHost);
  return { answer: await save?.({ name: 'z-1', csv: 'table' }), offered };
}

const held = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

test('FILE4 a name without its ending gets it, and the file of that name alone stays', async () => {
  writeFileSync(path.join(folder, 'books.txt'), 'precious');
  const { answer } = await saved('books.txt');
  expect(answer).toEqual({ ok: true, path: path.join(folder, 'books.txt.csv') });
  expect([held('books.txt'), held('books.txt.csv')]).toEqual(['precious', 'table']);
});

test('FILE4 a file that the dialog did not ask about is asked for, and kept by who goes away', async () => {
  writeFileSync(path.join(folder, 'z.csv'), 'precious');
  const { answer, offered } = await saved('z');
  expect(answer).toMatchObject({ ok: false, kind: 'cancelled' });
  expect(offered).toEqual(['z-1.csv', path.join(folder, 'z.csv')]);
  expect(held('z.csv')).toBe('precious');
  expect((await saved('z', 'other.CSV')).answer).toMatchObject({ ok: true });
  expect(readdirSync(folder).toSorted()).toEqual(['other.CSV', 'z.csv']);
});

test('FILE4 what the dialog itself asked about is replaced', async () => {
  writeFileSync(path.join(folder, 'z.csv'), 'old');
  expect((await saved('z.csv')).answer).toMatchObject({ ok: true });
  expect(held('z.csv')).toBe('table');
});
