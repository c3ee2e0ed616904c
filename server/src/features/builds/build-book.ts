import { BuildRow, ChampionRow } from '../../../../src/contracts/build-feed.ts';
import type { BuildSequence } from '../../../../src/contracts/build-sequence.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import {
  buildOfStore,
  type BuildChoice,
  type ChampionWord,
} from '../../../../src/domain/release/build-of-store.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { admits } from '../../../../src/domain/release/rank-stores.ts';
import type { Db } from '../../db/pool.ts';
import { currentRows } from '../changes/read-changes.ts';
import { ranksIn } from '../releases/rank-edits.ts';
import { readReleases } from '../releases/read-releases.ts';

/** All that head office ever said of builds, as this site knows it. */
export type BuildBook = {
  /** By version. */
  builds: ReadonlyMap<string, BuildRow>;
  champions: readonly ChampionWord[];
  releases: readonly ReleaseState[];
  sequence: BuildSequence;
};

const CHAMPION = 'champion';

/** Reads it anew. A row that this version cannot read stays out. */
export async function readBuildBook(db: Db): Promise<BuildBook> {
  const found = await db.query<{ k: string; v: string; hlc: number; o: string }>(
    `SELECT DISTINCT ON (key, hlc, origin) key AS k, value AS v, hlc, origin AS o FROM all_changes
      WHERE dataset = 'build' AND value IS NOT NULL ORDER BY key, hlc, origin`,
  );
  const champions = found.rows.flatMap(({ k, v, hlc, o }): ChampionWord[] => {
    const row = k === CHAMPION ? parseJson(ChampionRow, v) : undefined;
    return row === undefined ? [] : [{ hlc, o, build: row.version }];
  });
  const builds = new Map<string, BuildRow>();
  for (const { k, v } of found.rows) {
    const row = k === CHAMPION ? undefined : parseJson(BuildRow, v);
    // The first word on a version stands: its bytes are on tills.
    if (row !== undefined && k === keyOf(row.version) && !builds.has(row.version))
      builds.set(row.version, row);
  }
  const all = await readReleases(db);
  const releases = [...all.values()].filter(({ release }) => release.kind === 'build');
  const steps = releases.flatMap(({ history }) => history);
  return { builds, champions, releases, sequence: newestOf([...champions, ...steps]) };
}

export const keyOf = (version: string): string => `build/${version}`;
export const CHAMPION_KEY = CHAMPION;

/** The champion of the moment: of the newest stamp. */
export function championOf({ champions }: Pick<BuildBook, 'champions'>): string | undefined {
  return buildOfStore(champions, [])?.build;
}

/** Releases of builds that are out now. */
export const outOf = ({ releases }: Pick<BuildBook, 'releases'>): ReleaseState[] =>
  releases.filter(({ status }) => status === 'running' || status === 'paused');

/** The newest settled word is that this build is the champion: no release was done since. */
export function isChampionStill({ champions, releases }: BuildBook, build: string): boolean {
  const done = releases.map((state) => ({ state, isAdmitted: true }));
  const settled = done.filter(({ state }) => state.status === 'done');
  const word = buildOfStore(champions, settled);
  return word?.build === build && word.release === undefined;
}

function newestOf(rows: readonly { hlc: number; o: string }[]): BuildSequence {
  const sequence: Record<string, number> = {};
  for (const { hlc, o } of rows) sequence[o] = Math.max(sequence[o] ?? 0, hlc);
  return sequence;
}

/** What a store should run; undefined where nobody ever said. */
export async function choiceOf(
  db: Db,
  { champions, releases }: BuildBook,
  store: string,
): Promise<BuildChoice | undefined> {
  const rows = releases.length === 0 ? [] : await currentRows(db, 'store', store, 1);
  const profiles = rows.flatMap(({ v }) => (v === null ? [] : [JSON.parse(v) as StoreProfile]));
  return buildOfStore(
    champions,
    releases.map((state) => {
      const rank = ranksIn(state, profiles).find((one) => one.store === store)?.rank;
      return { state, isAdmitted: rank !== undefined && admits(rank, state.percent) };
    }),
  );
}

/** An answer is made from a book of at most this age, ms: thousands of tills ask at one poke. */
const FRESH_MS = 500;

/** A reader that thousands may ask at once. */
export function sharedBook(db: Db, now: () => number): () => Promise<BuildBook> {
  let held: { at: number; book: Promise<BuildBook> } | undefined;
  return () => {
    if (held === undefined || now() - held.at > FRESH_MS || now() < held.at) {
      const book = readBuildBook(db);
      held = { at: now(), book };
      // One that failed is nobody's answer but of those who wait for it.
      book.catch(() => (held = undefined));
    }
    return held.book;
  };
}
