import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { Enrolled } from '../enrolled.ts';
import { FLAG_ROWS, FlagSet } from './flag-set.ts';

/** The last good set, whatever head office says later. */
export async function openFlags(identity: Enrolled, db: TillDb): Promise<FlagSet> {
  const flags = await FlagSet.open({ storeId: identity.store, tillId: identity.till_id });
  flags.load(await db.rows.where('ds').anyOf(FLAG_ROWS).toArray());
  return flags;
}
