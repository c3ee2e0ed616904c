import {
  BUNDLE_NEEDS,
  BuildBundle,
  LARGEST_BUNDLE_BYTES,
} from '../../../contracts/build-bundle.ts';
import type { BuildFile, BuildWord, BuildHeldUp } from '../../../contracts/build-feed.ts';
import type { BuildSlot, SlotBook } from '../../../contracts/build-slots.ts';
import { decideBuild, wordToObey } from '../../../contracts/decide-build.ts';
import { parseJson } from '../../../contracts/parse.ts';
import { newBook, putInPlace, sayWell } from '../../../contracts/slot-book.ts';
import { fromBase64url } from '../../../domain/oplog/base64url.ts';
import type { UpdatePort, UpdateState } from '../../shared/update-port.ts';
import type { BuildBook } from './build-book.ts';
import { isWholeIn, keepBuild, pruneBuilds, wholeFolders } from './build-caches.ts';
import { VainFetches } from './vain-fetches.ts';

export type BuildsPorts = {
  /** Version of the page that runs. */
  build: string;
  book: BuildBook;
  ask: (book: SlotBook, build: string, trouble: BuildTrouble) => Promise<BuildWord[]>;
  fetchFile: (file: BuildFile) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Only runs forward, ms. */
  clock: () => number;
};

/** What stands between this till and the build that it is told. */
export type BuildTrouble = { refuses: string | undefined; heldUp: BuildHeldUp | undefined };

export type BrowserBuilds = UpdatePort & {
  /** Asks, and fetches where it must; one look at a time. */
  look(): Promise<void>;
  /** The page is open for work (UPD6). */
  well(): Promise<void>;
};

/**
 * Brings the build that head office says to a till in a browser (UPD10): its pages into a cache of their own,
 * beside those that run, which stay for the way back. It is put in place when the page says that nobody is
 * in a sale, by the service worker at the start that follows. The outbox is not touched by any of it.
 */
export function browserBuilds({ build, book, ask, fetchFile, clock }: BuildsPorts): BrowserBuilds {
  let state: UpdateState = 'none';
  let refuses: string | undefined;
  const vain = new VainFetches(clock);
  let looking: Promise<void> | undefined;
  let isWell = false;
  const listeners = new Set<() => void>();
  const become = (next: UpdateState): void => {
    state = next;
    for (const tell of listeners) tell();
  };
  /** What the page that runs is, by the book; undefined: the worker gave another than the book names. */
  const mine = (found: SlotBook | undefined): SlotBook | undefined => {
    const held = found ?? newBook(build);
    return held.now.version === build ? held : undefined;
  };

  async function nextBy(held: SlotBook, word: BuildWord): Promise<BuildSlot | null> {
    const wanted = decideBuild(held, word, isWholeIn(await wholeFolders(held)));
    refuses = wanted.do === 'refuse' ? word.version : undefined;
    vain.wants(wanted.do === 'fetch' ? word.file.hash : undefined);
    if (wanted.do === 'install') return wanted.slot;
    if (wanted.do !== 'fetch') return null;
    // What waited was taken back: it is not put in place while another comes.
    await waits(word, null);
    return (await bring(word, fetchFile, vain)) ?? null;
  }

  /** On disk, then told; a build that was put in place meanwhile keeps its place. */
  async function waits({ sequence }: BuildWord, next: BuildSlot | null): Promise<void> {
    const kept = await book.change((now) => {
      const fresh = mine(now);
      return fresh && { ...fresh, sequence, next };
    });
    if (mine(kept) !== undefined) become(next === null ? 'none' : 'ready');
  }

  async function lookOnce(): Promise<void> {
    const held = mine(await book.read());
    if (held === undefined || state === 'in-place') return;
    const word = wordToObey(
      await ask(held, build, { refuses, heldUp: vain.heldUp }),
      held.sequence,
    );
    if (word === undefined) return;
    await waits(word, await nextBy(held, word));
  }

  return {
    state: () => state,
    subscribe(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    putInPlace() {
      let didWait = false;
      const change = book.change((now) => {
        didWait = now !== undefined && now.next !== null;
        return now && putInPlace(now);
      });
      change.then(() => didWait && become('in-place')).catch(() => undefined);
    },
    look() {
      looking ??= lookOnce()
        .catch(() => undefined)
        .finally(() => (looking = undefined));
      return looking;
    },
    async well() {
      if (isWell) return;
      const held = await book.change((now) => mine(now) && now && sayWell(now));
      // Said until it is on disk: a build that is well must not be left for a write that failed.
      isWell = true;
      if (held !== undefined && held.next === null) await pruneBuilds(held);
    },
  };
}

/** Fetched, checked and kept beside what runs; undefined: not now. */
async function bring(
  word: BuildWord,
  fetchFile: BuildsPorts['fetchFile'],
  vain: VainFetches,
): Promise<BuildSlot | undefined> {
  const { hash } = word.file;
  if (vain.rests(hash)) return undefined;
  const bytes = await fetchFile(word.file);
  if (bytes === undefined) return undefined;
  const bundle = await readBundle(bytes);
  if (bundle?.version !== word.version) return vain.note(hash);
  const sign = Array.from(fromBase64url(hash)?.slice(0, 6) ?? [], (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const slot = { version: word.version, hash, folder: `${word.version}-${sign}` };
  const isKept = await keepBuild(bundle, slot).then(
    () => true,
    () => false,
  );
  if (!isKept) return vain.note(hash, 'no-room');
  vain.wants(undefined);
  return slot;
}

/** Unpacked and checked; undefined where it is no build. */
async function readBundle(bytes: Uint8Array<ArrayBuffer>): Promise<BuildBundle | undefined> {
  try {
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const parts: BlobPart[] = [];
    let size = 0;
    for (const reader = plain.getReader(); ;) {
      const { value } = await reader.read();
      if (value === undefined) break;
      size += value.length;
      if (size > LARGEST_BUNDLE_BYTES) return undefined;
      parts.push(value);
    }
    const bundle = parseJson(BuildBundle, await new Blob(parts).text());
    const names = new Set(bundle?.files.map(({ path }) => path));
    return BUNDLE_NEEDS.every((name) => names.has(name)) ? bundle : undefined;
  } catch {
    return undefined;
  }
}
