import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { BUNDLE_NEEDS } from '../../contracts/build-bundle.ts';
import { SlotBook, type BuildSlot } from '../../contracts/build-slots.ts';
import { parseJson } from '../../contracts/parse.ts';
import { foldersToKeep } from '../../contracts/slot-book.ts';

const BOOK = 'book.json';
/** Left by whoever ends a start that hung; says so to the next one. */
export const HANG_MARK = 'hang';

/** The folder of builds. Read and written at once, not in turns: a start cannot go on before its count is on disk. */
export type SlotStore = {
  readonly folder: string;
  /** Undefined where there is none, or none that can be read: then the installer's build starts. */
  read(): SlotBook | undefined;
  /** On disk when it comes back; throws where it cannot be. */
  write(book: SlotBook): void;
  /** Root of a slot's files. */
  rootOf(slot: BuildSlot): string | undefined;
  isWhole(slot: BuildSlot): boolean;
  /** Takes away what no slot names, downloads apart. */
  prune(book: SlotBook): void;
};

export function openSlotStore(folder: string): SlotStore {
  const rootOf = (slot: BuildSlot): string | undefined =>
    slot.folder === null ? undefined : path.join(folder, slot.folder);
  return {
    folder,
    read() {
      try {
        return parseJson(SlotBook, readFileSync(path.join(folder, BOOK), 'utf8'));
      } catch {
        return undefined;
      }
    },
    write(book) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeNow(path.join(folder, BOOK), `${JSON.stringify(book)}\n`);
    },
    rootOf,
    isWhole(slot) {
      const root = rootOf(slot);
      return root === undefined || BUNDLE_NEEDS.every((name) => hasText(path.join(root, name)));
    },
    prune(book) {
      const keep = new Set(foldersToKeep(book));
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !keep.has(entry.name))
          rmSync(path.join(folder, entry.name), { recursive: true, force: true });
    },
  };
}

/** A power cut leaves files with nothing in them. */
const hasText = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;

function writeNow(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
