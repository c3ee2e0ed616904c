import type { ChangeRow } from '../../../contracts/wire.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Customers } from '../customer/customers.ts';
import { signatureHolds } from '../verify-signature.ts';
import {
  DRILLS,
  heldRowsSink,
  PEOPLE,
  PERMISSIONS,
  PROMOTIONS,
  RANKS,
  type HeldSet,
} from './held-rows.ts';
import { isGenuine } from './is-genuine.ts';
import type { PullSink } from './pull-changes.ts';

export type TillSinksPorts = {
  db: TillDb;
  catalogue: Catalogue;
  /** Undefined where the store knows no member cards. */
  customers: Customers | undefined;
  siteKeys: ReadonlyMap<string, string>;
  wallMs: () => number;
  rowsChanged: () => void;
};

/** People, flags, rights and promotions first, they are few; then the catalogue; customers last: they may be many, and goods are sold without them. */
export function tillSinks(p: TillSinksPorts): PullSink[] {
  const genuine = (row: ChangeRow): Promise<boolean> => isGenuine(row, p.siteKeys, signatureHolds);
  const held = (set: HeldSet): PullSink => heldRowsSink(p.db, set, genuine, p.rowsChanged);
  const few = [PEOPLE, RANKS, PERMISSIONS, DRILLS, PROMOTIONS].map(held);
  const named = p.customers === undefined ? [] : [p.customers.sink()];
  return [...few, p.catalogue.sink(p.wallMs), ...named];
}
