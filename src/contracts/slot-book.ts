import type { BuildFault } from './build-feed.ts';
import { MOST_FAILED, type BuildSlot, type FailedBuild, type SlotBook } from './build-slots.ts';

/** Starts that a new build has to say that it is well. */
const MOST_STARTS = 2;

/** What the installer brought. */
export const shellSlot = (version: string): BuildSlot => ({ version, hash: null, folder: null });

export const newBook = (shellVersion: string): SlotBook => ({
  v: 1,
  now: shellSlot(shellVersion),
  before: null,
  trial: null,
  next: null,
  failed: null,
  sequence: {},
});

/** The same bytes; a version never has others, so what the installer brought is told by its version. */
export function isSame(a: BuildSlot, b: BuildSlot): boolean {
  return a.hash === null || b.hash === null ? a.version === b.version : a.hash === b.hash;
}

/**
 * Which build starts now (UPD6). A build on trial is started twice; the third start is the build before.
 * `lastWhy`: what is known of how its start ended. `isWhole`: whether a slot's files are there. Written
 * down before the build runs, so that one that dies at once was counted.
 */
export function beginStart(
  book: SlotBook,
  shellVersion: string,
  lastWhy: BuildFault,
  isWhole: (slot: BuildSlot) => boolean,
): SlotBook {
  if (book.now.folder === null && book.now.version !== shellVersion) {
    // An installer brought another one since.
    const fresh = { ...book, now: shellSlot(shellVersion), trial: null };
    return beginStart(fresh, shellVersion, lastWhy, isWhole);
  }
  const { now, trial } = book;
  if (!isWhole(now)) return leaveBuild(book, shellVersion, 'damaged');
  if (trial === null) return book;
  if (trial.starts >= MOST_STARTS) return leaveBuild(book, shellVersion, lastWhy);
  return { ...book, trial: { starts: trial.starts + 1 } };
}

/** Back to the build before, or to what the installer brought; the one that is left is remembered. */
export function leaveBuild(book: SlotBook, shellVersion: string, why: BuildFault): SlotBook {
  const { version, hash } = book.now;
  const { before } = book;
  // An installer may have brought another one since.
  const isKept = before !== null && before.folder !== null;
  return {
    ...book,
    now: isKept ? before : shellSlot(shellVersion),
    before: null,
    trial: null,
    failed: { version, hash, why },
    failed_before: failedBuilds(book).slice(0, MOST_FAILED),
  };
}

/**
 * Every build that was left again by itself, newest first, each once. A launcher of before writes the last
 * one alone over the one before: who runs keeps that in the list (`rememberFailed`).
 */
export function failedBuilds(book: Pick<SlotBook, 'failed' | 'failed_before'>): FailedBuild[] {
  const all = [...(book.failed === null ? [] : [book.failed]), ...(book.failed_before ?? [])];
  const isFirst = (one: FailedBuild, n: number): boolean =>
    all.findIndex((other) => isSame(slotOf(other), slotOf(one))) === n;
  return all.filter(isFirst);
}

/** The book with the last failure in the list too, where no launcher overwrites it. */
export function rememberFailed(book: SlotBook): SlotBook {
  const all = failedBuilds(book).slice(0, MOST_FAILED);
  return all.length === 0 ? book : { ...book, failed_before: all };
}

const slotOf = ({ version, hash }: FailedBuild): BuildSlot => ({ version, hash, folder: null });

/** Why these bytes are not tried again here; undefined: nothing is against them. */
export function whyRefused(
  book: Pick<SlotBook, 'failed' | 'failed_before'>,
  asked: BuildSlot,
): BuildFault | undefined {
  const found = failedBuilds(book).find((one) => isSame(slotOf(one), asked));
  // Files that were damaged on this disk say nothing of the build.
  return found === undefined || found.why === 'damaged' ? undefined : found.why;
}

/** It runs, its database is open and its screen stands. */
export function sayWell(book: SlotBook): SlotBook {
  return book.trial === null ? book : { ...book, trial: null };
}

/**
 * The one that waited is started from now on; the one that ran is kept. A new one is on trial; one that ran
 * here before was well, and a roll-back that is cut short must not bring back what it took away.
 */
export function putInPlace(book: SlotBook): SlotBook {
  const { now, before, next } = book;
  if (next === null) return book;
  const wasWell = before !== null && isSame(before, next);
  return { ...book, now: next, before: now, trial: wasWell ? null : { starts: 0 }, next: null };
}

/** Folders that no slot names. */
export function foldersToKeep({ now, before, next }: SlotBook): string[] {
  return [now, before, next].flatMap((slot) => slot?.folder ?? []);
}
