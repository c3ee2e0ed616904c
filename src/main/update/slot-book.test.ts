import { describe, expect, test } from 'vitest';
import type { BuildSlot, SlotBook } from '../../contracts/build-slots.ts';
import {
  beginStart,
  failedBuilds,
  foldersToKeep,
  isSame,
  leaveBuild,
  newBook,
  putInPlace,
  sayWell,
  shellSlot,
  whyRefused,
} from '../../contracts/slot-book.ts';

const slot = (version: string, of = 'a'): BuildSlot => ({
  version,
  hash: of.repeat(86),
  folder: `b-${version}`,
});
const OLD = slot('0.1.0');
const NEW = slot('0.2.0', 'b');
const SHELL = '0.0.9';
const whole = (_one: BuildSlot): boolean => true;
const start = (book: SlotBook, isWhole = whole) => beginStart(book, SHELL, 'hang', isWhole);
const fresh = putInPlace({ ...newBook(SHELL), now: OLD, next: NEW });

describe('UPD6 which build starts', () => {
  test('what the installer brought, until another is put in its place', () => {
    expect(start(newBook(SHELL)).now).toEqual(shellSlot(SHELL));
    expect(start(newBook(SHELL))).toEqual(newBook(SHELL));
  });

  test('what an installer brought since is what it is, by its own version', () => {
    const before = newBook('0.0.8');
    expect(start(before).now).toEqual(shellSlot(SHELL));
    expect(start({ ...before, now: OLD }).now).toEqual(OLD);
  });

  test('a new build has two starts to say that it is well; then the one before is back', () => {
    const first = start(fresh);
    expect(first).toMatchObject({ now: NEW, before: OLD, trial: { starts: 1 } });
    const second = start(first);
    expect(second).toMatchObject({ now: NEW, trial: { starts: 2 } });
    const third = start(second);
    expect(third).toMatchObject({ now: OLD, before: null, trial: null });
    expect(third.failed).toEqual({ version: '0.2.0', hash: NEW.hash, why: 'hang' });
    expect(start(third)).toEqual(third);
  });

  test('UPD7 the builds that failed before are remembered, each once and no more than fifty', () => {
    let book = newBook(SHELL);
    for (let n = 0; n < 60; n += 1) {
      const bad = { ...slot(`0.${n}.0`), hash: String(n).padStart(86, 'a') };
      book = leaveBuild({ ...book, now: bad }, SHELL, 'crash');
    }
    book = leaveBuild(
      { ...book, now: { ...slot('0.59.0'), hash: '59'.padStart(86, 'a') } },
      SHELL,
      'hang',
    );
    const all = failedBuilds(book);
    expect(all.map(({ version }) => version).slice(0, 3)).toEqual(['0.59.0', '0.58.0', '0.57.0']);
    expect(all[0]?.why).toBe('hang');
    expect(book.failed_before).toHaveLength(50);
    expect(whyRefused(book, { ...slot('0.57.0'), hash: '57'.padStart(86, 'a') })).toBe('crash');
    expect(whyRefused(book, NEW)).toBeUndefined();
  });

  test('back to the installer’s build: the one it brought since, by its own version', () => {
    const book = {
      ...newBook('0.0.8'),
      now: NEW,
      before: shellSlot('0.0.8'),
      trial: { starts: 2 },
    };
    expect(start(book).now).toEqual(shellSlot(SHELL));
  });

  test('one that said it is well stays, however often it is started', () => {
    let book = sayWell(start(fresh));
    for (let i = 0; i < 5; i += 1) book = start(book);
    expect(book).toMatchObject({ now: NEW, before: OLD, failed: null });
  });

  test('one whose files are gone is left at once, and with nothing before the installer’s is there', () => {
    const gone = (one: BuildSlot): boolean => one.folder !== NEW.folder;
    expect(start(fresh, gone)).toMatchObject({ now: OLD, failed: { why: 'damaged' } });
    const alone = start({ ...newBook(SHELL), now: NEW }, gone);
    expect(alone.now).toEqual(shellSlot(SHELL));
  });

  test('the way back to what ran here is no trial: starts that are cut short do not undo it', () => {
    let back = putInPlace({ ...sayWell(fresh), next: OLD });
    for (let i = 0; i < 3; i += 1) back = start(back);
    expect(back).toMatchObject({ now: OLD, before: NEW, trial: null, failed: null });
    expect(foldersToKeep(back)).toEqual([OLD.folder, NEW.folder]);
  });
});

test('UPD5 the installer’s build is the published one of its version', () => {
  expect(isSame(shellSlot('0.2.0'), NEW)).toBe(true);
  expect(isSame(shellSlot('0.1.0'), NEW)).toBe(false);
  expect(isSame({ ...NEW, hash: 'c'.repeat(86) }, NEW)).toBe(false);
});
