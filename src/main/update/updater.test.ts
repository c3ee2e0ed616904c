import { describe, expect, test } from 'vitest';
import type { BuildWord } from '../../contracts/build-feed.ts';
import type { BuildSlot, SlotBook } from '../../contracts/build-slots.ts';
import type { TillMoment } from './may-install.ts';
import { newBook } from '../../contracts/slot-book.ts';
import { Updater } from './updater.ts';

const closed: TillMoment = { is_free: true, is_signed_in: false, is_shift_open: false, waiting: 0 };
const hash = (sign: string): string => sign.repeat(86);
const word = (version: string, sequence: Record<string, number>): BuildWord => ({
  v: 1,
  region: 'eu',
  site: 'A',
  store: '0417',
  till_id: 'eu-0417-01',
  platform: 'linux',
  nonce: 'n',
  sequence,
  version,
  file: { platform: 'linux', name: 'b', hash: hash(version.at(2) ?? ''), size: 1 },
  manifest: '',
});
const slot = (version: string): BuildSlot => ({
  version,
  hash: hash(version.at(2) ?? ''),
  folder: `b-${version}`,
});

/** A machine that runs 0.1.0, with what head office says and what happened. */
function machine(over: Partial<SlotBook> = {}) {
  const did: string[] = [];
  let at = 0;
  let said: BuildWord[] = [];
  let line: Promise<void> | undefined;
  let isFull = false;
  let kept: string | undefined = 'nobody tidied';
  const told: (string | undefined)[] = [];
  const gone = new Set<string | null>();
  let book: SlotBook = { ...newBook('0.1.0'), ...over };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const updater = new Updater(book, {
    ask: async (_book, refuses) => {
      told.push(refuses);
      return said;
    },
    fetch: async ({ version }, isStale) => {
      did.push(`fetch ${version}`);
      await line;
      if (isStale()) return undefined;
      return version === '0.6.0' ? undefined : slot(version);
    },
    tidy: async (_book, wanted) => void (kept = wanted),
    isWhole: ({ folder }) => !gone.has(folder),
    write(next) {
      if (isFull) throw new Error('the disk is full');
      book = next;
    },
    prune: () => void did.push('prune'),
    well: () => void did.push('well'),
    restart: () => void did.push(`restart ${book.now.version}`),
    now: () => at,
    log,
  });
  return {
    did,
    /** What was said to be refused, question by question. */
    told,
    kept: () => kept,
    updater,
    book: () => book,
    says: (...words: BuildWord[]) => void (said = words),
    pass: (ms: number) => void (at += ms),
    /** Whether the disk takes anything. */
    fill: (full: boolean) => void (isFull = full),
    lose: ({ folder }: BuildSlot) => void gone.add(folder),
    /** Fetching waits until the answer is called. */
    holdLine: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      line = promise;
      return resolve;
    },
  };
}

describe('UPD4 UPD5 a build is fetched at once and put in place at its moment', () => {
  test('forward: fetched in the shift, installed when it is closed and all is sent', async () => {
    const { updater, says, did, book, kept } = machine();
    says(word('0.2.0', { A: 1 }));
    updater.heard({ ...closed, is_shift_open: true, is_signed_in: true, waiting: 3 });
    await updater.look();
    expect(did).toEqual(['well', 'fetch 0.2.0']);
    expect(kept()).toBe(hash('2'));
    updater.heard({ ...closed, waiting: 1 });
    expect(book().now.version).toBe('0.1.0');
    updater.heard(closed);
    expect(did.at(-1)).toBe('restart 0.2.0');
    expect(book()).toMatchObject({ before: { version: '0.1.0' }, trial: { starts: 0 } });
    // It is ending: nothing more is begun.
    updater.heard(closed);
    await updater.look();
    expect(did.filter((one) => one.startsWith('restart'))).toHaveLength(1);
  });

  test('back: to the kept build without fetching, with sales unsent and the shift open', async () => {
    const { updater, says, did } = machine({ now: slot('0.2.0'), before: slot('0.1.0') });
    says(word('0.1.0', { A: 2 }));
    updater.heard({ ...closed, is_shift_open: true, waiting: 9 });
    await updater.look();
    expect(did).toEqual(['well', 'restart 0.1.0']);
  });

  test('a page that is silent is no moment; what is taken back before is not installed', async () => {
    const { updater, says, did, pass, book, kept } = machine();
    says(word('0.2.0', { A: 1 }));
    updater.heard(closed);
    pass(60_000);
    await updater.look();
    expect(did).toEqual(['well', 'fetch 0.2.0']);
    expect(book().next?.version).toBe('0.2.0');
    says(word('0.1.0', { A: 2 }));
    await updater.look();
    expect(book().next).toBeNull();
    expect(kept()).toBeUndefined();
    updater.heard(closed);
    expect(did).toHaveLength(2);
  });

  test('what is taken back while it is fetched is not put in place: the poke is heard behind the fetch', async () => {
    const { updater, says, did, book, holdLine } = machine();
    updater.heard(closed);
    says(word('0.2.0', { A: 1 }));
    const letGo = holdLine();
    const first = updater.look();
    await expect.poll(() => did).toContain('fetch 0.2.0');
    says(word('0.1.0', { A: 2 }));
    const poked = updater.look();
    updater.heard(closed);
    letGo();
    await Promise.all([first, poked]);
    updater.heard(closed);
    expect(did).toEqual(['well', 'fetch 0.2.0']);
    expect(book()).toMatchObject({ now: { version: '0.1.0' }, next: null });
  });

  test('a restart that did not come about is asked for again, and over nobody’s head', async () => {
    const { updater, says, did, pass } = machine();
    says(word('0.2.0', { A: 1 }));
    updater.heard(closed);
    await updater.look();
    const restarts = (): number => did.filter((one) => one.startsWith('restart')).length;
    pass(29_000);
    updater.heard(closed);
    expect(restarts()).toBe(1);
    pass(2000);
    updater.heard({ ...closed, is_signed_in: true });
    expect(restarts()).toBe(1);
    updater.heard(closed);
    expect(restarts()).toBe(2);
    updater.heard(closed);
    expect(restarts()).toBe(2);
  });

  test('what cannot be fetched is asked for again at the next look', async () => {
    const { updater, says, did } = machine();
    says(word('0.6.0', { A: 1 }));
    await updater.look();
    await updater.look();
    expect(did).toEqual(['fetch 0.6.0', 'fetch 0.6.0']);
  });
});

describe('BLD4 UPD1 which answer is obeyed', () => {
  test('of two sites the one that knows more; none that knows less than was obeyed', async () => {
    const { updater, says, did, book } = machine();
    says(word('0.2.0', { A: 1 }), word('0.1.0', { A: 1, B: 7 }));
    await updater.look();
    expect(did).toEqual([]);
    expect(book().sequence).toEqual({ A: 1, B: 7 });
    says(word('0.2.0', { A: 9 }));
    await updater.look();
    expect(did).toEqual([]);
    says(word('0.3.0', { A: 9, B: 7 }));
    await updater.look();
    expect(did).toEqual(['fetch 0.3.0']);
  });
});

describe('UPD6 UPD7 a start that is well, and a build that was not', () => {
  test('the first word of the page ends the trial and lets old builds go', () => {
    const { updater, did, book } = machine({ now: slot('0.2.0'), trial: { starts: 1 } });
    updater.heard({ ...closed, is_free: false });
    expect(did).toEqual(['well', 'prune']);
    expect(book().trial).toBeNull();
  });

  test('UPD6 well is said until it is on disk', () => {
    const { updater, book, did, fill } = machine({ now: slot('0.2.0'), trial: { starts: 1 } });
    fill(true);
    updater.heard(closed);
    expect(book().trial).toEqual({ starts: 1 });
    fill(false);
    updater.heard(closed);
    expect(book().trial).toBeNull();
    expect(did).toEqual(['well', 'prune']);
  });

  test('UPD5 a kept build whose files are gone, or were damaged here, is fetched again', async () => {
    const failed = { version: '0.1.0', hash: slot('0.1.0').hash, why: 'damaged' } as const;
    const kept = { now: slot('0.2.0'), before: slot('0.1.0'), failed };
    const { updater, says, did, lose } = machine(kept);
    lose(slot('0.1.0'));
    says(word('0.1.0', { A: 2 }));
    await updater.look();
    expect(did).toEqual(['fetch 0.1.0']);
  });

  test('the very bytes that failed here are not fetched again; others are', async () => {
    const failed = { version: '0.2.0', hash: hash('2'), why: 'crash' as const };
    const { updater, says, did } = machine({ failed });
    says(word('0.2.0', { A: 1 }));
    updater.heard(closed);
    await updater.look();
    expect(did).toEqual(['well']);
    says(word('0.3.0', { A: 2 }));
    await updater.look();
    expect(did).toEqual(['well', 'fetch 0.3.0', 'restart 0.3.0']);
  });

  test('UPD7 every build that failed here is refused, not the last one alone, and head office is told of it', async () => {
    const failed = { version: '0.3.0', hash: hash('3'), why: 'crash' as const };
    const first = { version: '0.2.0', hash: hash('2'), why: 'hang' as const };
    const { updater, says, did, told, book } = machine({ failed, failed_before: [first] });
    says(word('0.2.0', { A: 1 }));
    updater.heard(closed);
    await updater.look();
    await updater.look();
    expect(did).toEqual(['well']);
    expect(told).toEqual([undefined, '0.2.0']);
    // A launcher of before writes the last one alone: those in the list stay.
    expect(book().failed_before).toEqual([failed, first]);
    says(word('0.1.0', { A: 2 }));
    await updater.look();
    await updater.look();
    expect(told.slice(2)).toEqual(['0.2.0', undefined]);
  });
});
