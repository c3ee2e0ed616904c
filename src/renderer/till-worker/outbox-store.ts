import type { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
import { DexieStore } from '../../sync/adapters/dexie-store.ts';
import type { TillDb } from '../../sync/adapters/till-db.ts';
import type {
  Copied,
  DocRow,
  OpRow,
  ParkedRow,
  ShelvedRow,
  StreamRow,
  ZRow,
} from '../../sync/core/ports.ts';
import type { UnconfirmedSale } from './sync-view.ts';

const CHUNK = 500;

/**
 * The till's store, which also keeps in memory what the sync screen shows: no screen ever
 * queries the outbox, and a sale never waits for one that would.
 */
export class OutboxStore extends DexieStore {
  parkedRows: readonly ParkedRow[] = [];
  /** Sales some required site has not confirmed yet, oldest first. */
  unconfirmed: readonly UnconfirmedSale[] = [];
  private readonly changed: () => void;

  constructor(db: TillDb, changed: () => void) {
    super(db);
    this.changed = changed;
  }

  /** Reads what waits from an earlier life of the till. */
  async recall(streams: readonly StreamRow[]): Promise<void> {
    const sales: UnconfirmedSale[] = [];
    for (const s of streams)
      for (let from = s.released + 1; from <= s.headSeq;) {
        const ops = await this.readOps(s.id, from, CHUNK, Number.MAX_SAFE_INTEGER);
        if (ops.length === 0) break;
        for (const { kind, stream, seq, atMs } of ops)
          if (kind === 'sale') sales.push({ stream, seq, atMs });
        from += ops.length;
      }
    this.unconfirmed = sales;
    this.parkedRows = await this.parked();
  }

  /** A sale was committed: it waits until every required site confirmed it. */
  sold(sale: UnconfirmedSale): void {
    this.unconfirmed = [...this.unconfirmed, sale];
  }

  /** Sales that came back from a site or the journal wait like any other. */
  override async importOps(
    stream: StreamRow,
    ops: readonly OpRow[],
    docs: readonly DocRow[],
    copied: readonly Copied[] = [],
    shelved: readonly ShelvedRow[] = [],
    trained: readonly DocRow[] = [],
    zs: readonly ZRow[] = [],
    adjusted: readonly DeclarationAdjustedBody[] = [],
  ): Promise<void> {
    await super.importOps(stream, ops, docs, copied, shelved, trained, zs, adjusted);
    const { streams } = await this.load();
    const released = streams.find((s) => s.id === stream.id)?.released ?? 0;
    const known = new Set(this.unconfirmed.map((s) => `${s.stream} ${s.seq}`));
    const back = ops.filter(
      (op) => op.kind === 'sale' && op.seq > released && !known.has(`${op.stream} ${op.seq}`),
    );
    if (back.length === 0) return;
    const sales = back.map(({ stream: id, seq, atMs }) => ({ stream: id, seq, atMs }));
    this.unconfirmed = [...this.unconfirmed, ...sales].sort((a, b) => a.atMs - b.atMs);
    this.changed();
  }

  override async release(stream: string, upTo: number): Promise<void> {
    await super.release(stream, upTo);
    this.unconfirmed = this.unconfirmed.filter((s) => s.stream !== stream || s.seq > upTo);
    this.changed();
  }

  override async park(row: ParkedRow): Promise<void> {
    await super.park(row);
    await this.readParked();
  }

  override async unpark(stream: string, seq: number): Promise<void> {
    await super.unpark(stream, seq);
    await this.readParked();
  }

  private async readParked(): Promise<void> {
    this.parkedRows = await this.parked();
    this.changed();
  }
}
