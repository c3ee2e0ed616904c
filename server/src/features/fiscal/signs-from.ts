import type { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import type { Db } from '../../db/pool.ts';
import { SENTINEL_DATE } from '../ops/op-row.ts';

/**
 * The first business date whose documents are to be signed; undefined where none are. Where the profile does
 * not say it, the day on which a till of the store first told of its device: from then on one signs. A
 * store that is to sign and never told of it is to sign all (DSF8).
 */
export async function signsFrom(
  db: Db,
  store: string | undefined,
  { fiscal }: Pick<StoreProfile, 'fiscal'>,
): Promise<string | undefined> {
  if (fiscal === undefined) return undefined;
  if (fiscal.since !== undefined) return fiscal.since;
  return store === undefined ? '' : ((await firstTold(db, store)) ?? '');
}

async function firstTold(db: Db, store: string): Promise<string | undefined> {
  const found = await db.query<{ day: string | null }>(
    `SELECT min(business_date)::text AS day FROM all_ops
      WHERE kind IN ('document-signed', 'signing-outage')
        AND split_part(till_id, '-', 2) = $1 AND business_date <> $2`,
    [store, SENTINEL_DATE],
  );
  return found.rows[0]?.day ?? undefined;
}
