import type { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import type { Db } from '../../db/pool.ts';
import { currentRows } from '../changes/read-changes.ts';
import type { FlagRow, FlagRows } from './flag-edits.ts';

const MOST_STORES = 20_000;

/** What of a store releases look at. */
export type ReleaseStore = Pick<StoreProfile, 'store' | 'groups' | 'format' | 'time_zone'>;

/** The region's stores, as head office has them now. */
export async function readStores(db: Db): Promise<ReleaseStore[]> {
  const rows = await currentRows(db, 'store', undefined, MOST_STORES);
  return rows.flatMap(({ v }) => (v === null ? [] : [JSON.parse(v) as StoreProfile]));
}

/** Every row that the flags of these releases ever had, newest first. */
export async function readFlags(db: Db, states: Iterable<ReleaseState>): Promise<FlagRows> {
  const keys = [...states].flatMap(({ release }) => (release.flags ?? []).map(({ key }) => key));
  const found = await db.query<FlagRow & { k: string }>(
    `SELECT DISTINCT ON (key, hlc, origin) key AS k, value AS v, hlc, origin AS o, author
       FROM all_changes WHERE dataset = 'flag' AND key = ANY ($1)
      ORDER BY key, hlc DESC, origin DESC`,
    [[...new Set(keys)]],
  );
  return Map.groupBy(found.rows, ({ k }) => k);
}

/** Winning ranks of one release by key `<store>/<release>`. */
export async function readRanks(db: Db, release: string): Promise<Map<string, string>> {
  const found = await db.query<{ k: string; v: string }>(
    `SELECT DISTINCT ON (key) key AS k, value AS v FROM all_changes
      WHERE dataset = 'rank' AND key LIKE '%/' || $1 ORDER BY key, hlc DESC, origin DESC`,
    [release],
  );
  return new Map(found.rows.map(({ k, v }) => [k, v]));
}
