import type { ChangeRow } from '../../contracts/wire.ts';
import type { StreamRow } from '../../sync/core/ports.ts';
import type { TillDb } from '../../sync/adapters/till-db.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Customers } from './customer/customers.ts';
import {
  DRILLS,
  heldRowsSink,
  PEOPLE,
  PERMISSIONS,
  PROMOTIONS,
  RANKS,
  type HeldSet,
} from './head-office/held-rows.ts';
import type { Get } from './head-office/fetch-snapshots.ts';
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
    const { catalogue, customers, wallMs } = this.p;
    const offered = this.offered;
    const get = this.getFrom(site);
    const held = (set: HeldSet): Promise<boolean> => this.held(get, set);
    if (!(await held(PEOPLE))) return false;
    // Prices do not wait for what an older head office does not know.
    const ranks = await held(RANKS);
    const permissions = await held(PERMISSIONS);
    const drills = await held(DRILLS);
    const promotions = await held(PROMOTIONS);
    const articles = await pullChanges(get, catalogue.sink(wallMs));
    // Last: they may be many, and goods are sold without them.
    const named = customers === undefined || (await pullChanges(get, customers.sink()));
    const ok = ranks && drills && articles && promotions && permissions && named;
    if (ok) this.served = offered;
    return ok;
  }

  /** The store's line drill alone: in one, a till asks for nothing else (LD3). */
  async lookForDrill(site: string): Promise<boolean> {
    return this.held(this.getFrom(site), DRILLS);
  }

  private getFrom(site: string): Get {
    return (path) => this.p.wire.get(site, path, this.p.stream());
  }

  private held(get: Get, set: HeldSet): Promise<boolean> {
    const { db, rowsChanged } = this.p;
    const accept = (row: ChangeRow): Promise<boolean> => this.genuine(row);
    return pullChanges(get, heldRowsSink(db, set, accept, rowsChanged));
  }

  private genuine(row: ChangeRow): Promise<boolean> {
    return isGenuine(row, this.p.siteKeys, signatureHolds);
  }
}
