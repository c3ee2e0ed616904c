import { parseJson } from '../../../../src/contracts/parse.ts';
import { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import type { Db } from '../../db/pool.ts';
import { currentRows } from './read-changes.ts';

/** The store's profile as a till gets it; undefined where head office has not written one. */
export async function storeProfile(db: Db, store: string): Promise<StoreProfile | undefined> {
  const [row] = await currentRows(db, 'store', store, 1);
  return row?.op === 'put' && row.v !== null ? parseJson(StoreProfile, row.v) : undefined;
}
