import type { ChangeRow } from '../../contracts/wire.ts';
import type { StreamRow } from '../../sync/core/ports.ts';
import type { TillDb } from '../../sync/adapters/till-db.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Customers } from './customer/customers.ts';
import {
  heldRowsSink,
  PEOPLE,
  PERMISSIONS,
  PROMOTIONS,
  RANKS,
  type HeldSet,
} from './head-office/held-rows.ts';
import { pullChanges } from './head-office/pull-changes.ts';
import { isGenuine } from './head-office/is-genuine.ts';
import { signatureHolds } from './verify-signature.ts';
import type { WireClient } from './wire-client.ts';

export type PullLanePorts = {
  db: TillDb;
  catalogue: Catalogue;
  /** Undefined where the store knows no member cards. */
  customers: Customers | undefined;
  wire: WireClient;
  stream: () => StreamRow;
  siteKeys: ReadonlyMap<string, string>;
  wallMs: () => number;
  rowsChanged: () => void;
};

/** Head-office data for this till: people, flags, rights and promotions first, they are few, then the catalogue, then customers. */
export class PullLane {
  private readonly p: PullLanePorts;
  /** What the site could serve at the last finished pull; anything else means: pull again. */
  private served = '';
  private offered = '';

  constructor(p: PullLanePorts) {
    this.p = p;
  }

  behind(vec: Readonly<Record<string, number>>): boolean {
    this.offered = JSON.stringify(Object.entries(vec).sort(([a], [b]) => (a < b ? -1 : 1)));
    return this.offered !== this.served;
  }

  async pull(site: string): Promise<boolean> {
    const { db, catalogue, customers, wire, wallMs, rowsChanged } = this.p;
    const offered = this.offered;
    const get = (path: string): Promise<Uint8Array | undefined> =>
      wire.get(site, path, this.p.stream());
    const held = (set: HeldSet): Promise<boolean> =>
      pullChanges(
        get,
        heldRowsSink(db, set, (row) => this.genuine(row), rowsChanged),
      );
    if (!(await held(PEOPLE))) return false;
    // Prices do not wait for what an older head office does not know.
    const ranks = await held(RANKS);
    const permissions = await held(PERMISSIONS);
    const promotions = await held(PROMOTIONS);
    const articles = await pullChanges(get, catalogue.sink(wallMs));
    // Last: they may be many, and goods are sold without them.
    const named = customers === undefined || (await pullChanges(get, customers.sink()));
    const ok = ranks && articles && promotions && permissions && named;
    if (ok) this.served = offered;
    return ok;
  }

  private genuine(row: ChangeRow): Promise<boolean> {
    return isGenuine(row, this.p.siteKeys, signatureHolds);
  }
}
