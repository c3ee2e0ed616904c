import { rm } from 'node:fs/promises';
import type { BuildWord } from '../../contracts/build-feed.ts';
import type { BuildSlot } from '../../contracts/build-slots.ts';
import type { Log } from '../log.ts';
import type { BuildShelf } from './build-shelf.ts';
import type { BuildSources } from './build-sources.ts';
import { fetchBuild, type Fetched, type FetchPiece, type FetchPorts } from './fetch-build.ts';
import { unpackBuild } from './unpack-build.ts';

export type BringPorts = Omit<FetchPorts, 'piece'> & {
  /** Where builds are unpacked to. */
  folder: string;
  shelf: BuildShelf;
  sources: Pick<BuildSources, 'begin' | 'end' | 'piece' | 'wrong'>;
  /** Whole files stay, to be given to other tills. */
  shares: boolean;
  /** Waits while somebody is in a sale here, not for ever. */
  calm: (isStale: () => boolean) => Promise<void>;
  log: Log;
};

/** Of two sites and some tills, each may be wrong once. */
const MOST_TRIES = 4;

/** A build that lies unpacked on this machine, fetched where it must; undefined: not now (UPD2, UPD9). */
export async function bringBuild(
  word: Pick<BuildWord, 'version' | 'file'>,
  ports: BringPorts,
  isStale: () => boolean,
): Promise<BuildSlot | undefined> {
  const { folder, shelf, log } = ports;
  const { hash } = word.file;
  const held = await shelf.wholeOf(hash);
  if (held === undefined && !(await fetchWhole(word.file, ports, isStale))) return undefined;
  const from = held ?? (await shelf.wholeOf(hash)) ?? shelf.partOf(hash);
  const slot = await unpackBuild(folder, from, word);
  if (slot === undefined) log.error('update.no-build', { build: word.version });
  if (from === shelf.partOf(hash)) await rm(from);
  return slot;
}

async function fetchWhole(
  file: BuildWord['file'],
  { shelf, sources, shares, calm, log, ...ports }: BringPorts,
  isStale: () => boolean,
): Promise<boolean> {
  for (let n = 0; n < MOST_TRIES; n += 1) {
    sources.begin(file);
    const piece: FetchPiece = async (of, from, to) => {
      await calm(isStale);
      return isStale() ? undefined : sources.piece(of, from, to, isStale);
    };
    let fetched: Fetched = 'stopped';
    try {
      fetched = await fetchBuild(shelf.partOf(file.hash), file, { ...ports, piece });
      // Before it says that it fetches no more: nobody of the store shall begin in between.
      if (fetched === 'whole' && shares) await shelf.keep(file.hash);
    } finally {
      sources.end(fetched !== 'stopped');
    }
    if (fetched === 'whole') return true;
    log.warn('update.not-fetched', { why: fetched });
    if (fetched === 'stopped' || !sources.wrong(file)) return false;
  }
  return false;
}
