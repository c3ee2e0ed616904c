import type { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
import { Dexie } from 'dexie';
import { mergeShelf } from '../core/merge-shelf.ts';
import { mergeDocs } from '../core/merge-docs.ts';
import { mergeZs, withAdjusted } from '../core/merge-zs.ts';
import type {
  CommitTx,
  Copied,
  DocRow,
  LocalStore,
  OpRow,
  ParkedRow,
  ShelvedRow,
  ShiftRow,
  SiteMemory,
  StoreSnapshot,
  StreamRow,
  TrainingRow,
  ZRow,
} from '../core/ports.ts';
import { isShelvable, shelfPlace, shelvedAfter } from '../core/shelving.ts';
import type { TillDb } from './till-db.ts';

/** How many ops a cursor steps over at a time when the byte limit decides the batch. */
const READ_AHEAD = 200;
/** Single rows that are baskets waiting to be recalled. */
const SHELF = 'shelf/';
const TRAINING = 'training';
/** Single rows that are shifts which were closed. */
const Z = 'z/';
/** Single rows that are open shifts of cashiers' own drawers. */
const DRAWER = 'drawer/';

/** LocalStore over IndexedDB. Nothing but Dexie is awaited inside a transaction. */
export class DexieStore implements LocalStore {
  private readonly db: TillDb;

  constructor(db: TillDb) {
    this.db = db;
  }

  async load(): Promise<StoreSnapshot> {
    const { db } = this;
    const [streams, pending, parked, basket, shift, drawers, training, sites] = await Promise.all([
      db.streams.toArray(),
      db.pending.toArray(),
      db.parked.toArray(),
      db.one.get('basket'),
      db.one.get('shift'),
      db.one.where('name').startsWith(DRAWER).toArray(),
      db.one.get(TRAINING),
      db.sites.toArray(),
    ]);
    return {
      streams,
      pending,
      parked,
      basket: basket?.value,
      // Written by `commit` below and by nobody else.
      shift: shift?.value as ShiftRow | undefined,
      drawers: drawers.map(({ value }) => value as ShiftRow),
      training: training?.value as TrainingRow | undefined,
      sites,
    };
  }

  async commit(tx: CommitTx): Promise<'committed' | 'moved' | 'gone'> {
    const { db } = this;
    const { shelf } = tx;
    const tables = [db.streams, db.ops, db.docs, db.trainingDocs, db.pending, db.one];
    return db.transaction('rw', tables, async () => {
      const stored = await db.streams.get(tx.stream.id);
      if (tx.op.seq !== (stored?.headSeq ?? 0) + 1) return 'moved';
      if (stored !== undefined && stored.headOpId !== tx.op.prev) return 'moved';
      const there = shelf && (await db.one.get(SHELF + shelfPlace(shelf)));
      // Written by `shelfRow` alone.
      const row = there?.value as ShelvedRow | undefined;
      if (shelf !== undefined && !isShelvable(shelf, row)) return 'gone';
      const after = shelf && shelvedAfter(shelf, row);
      const opened = shelf !== undefined && 'take' in shelf ? shelf.open : undefined;
      // Moved by the sync loop and by forgetting alone; a commit must not set them back.
      const { released = 0, firstAvailable = tx.stream.firstAvailable } = stored ?? {};
      // Asked for together: each wait for an answer costs a turn of the event loop.
      await Promise.all([
        db.streams.put({ ...tx.stream, released, firstAvailable }),
        db.ops.add(tx.op),
        tx.doc === undefined ? undefined : db.docs.add(tx.doc),
        tx.trainingDoc && db.trainingDocs.add(tx.trainingDoc),
        tx.training && db.one.put({ name: TRAINING, value: tx.training }),
        tx.training === null ? db.one.delete(TRAINING) : undefined,
        tx.kept && db.one.put(tx.kept),
        tx.clearBasket ? db.one.delete('basket') : undefined,
        tx.shift && db.one.put({ name: 'shift', value: tx.shift }),
        tx.shift === null ? db.one.delete('shift') : undefined,
        tx.drawer && this.writeDrawer(tx.drawer),
        tx.z && db.one.put(zRow(tx.z)),
        db.pending.put(tx.pending),
        tx.copied && db.docs.update(tx.copied.docId, { copies: tx.copied.count }),
        tx.copied && this.copyZ(tx.copied),
        tx.sealed && db.docs.update(tx.sealed.docId, { seal: tx.sealed.seal }),
        tx.sealed && db.trainingDocs.update(tx.sealed.docId, { seal: tx.sealed.seal }),
        tx.adjusted && this.adjustZ(tx.adjusted),
        shelf && after === undefined ? db.one.delete(SHELF + shelfPlace(shelf)) : undefined,
        after && db.one.put(shelfRow(after)),
        opened === undefined ? undefined : db.one.put({ name: 'basket', value: opened }),
      ]);
      return 'committed';
    });
  }

  async saveBasket(basket: unknown): Promise<void> {
    if (basket === undefined) await this.db.one.delete('basket');
    else await this.db.one.put({ name: 'basket', value: basket });
  }

  async pendingDone(stream: string, seq: number, sig: string | undefined): Promise<void> {
    const { db } = this;
    await db.transaction('rw', [db.pending, db.ops], async () => {
      await Promise.all([
        db.pending.delete([stream, seq]),
        sig === undefined ? undefined : db.ops.update([stream, seq], { sig }),
      ]);
    });
  }

  async readOps(stream: string, from: number, maxOps: number, maxBytes: number): Promise<OpRow[]> {
    const out: OpRow[] = [];
    let bytes = 0;
    while (out.length < maxOps) {
      const at = from + out.length;
      const chunk = await this.db.ops
        .where('[stream+seq]')
        .between([stream, at], [stream, Dexie.maxKey])
        .limit(Math.min(READ_AHEAD, maxOps - out.length))
        .toArray();
      for (const op of chunk) {
        bytes += op.raw.length;
        const hole = op.seq !== from + out.length;
        if (hole || (out.length > 0 && bytes > maxBytes)) return out;
        out.push(op);
      }
      if (chunk.length === 0) break;
    }
    return out;
  }

  async release(stream: string, upTo: number): Promise<void> {
    const { db } = this;
    await db.transaction('rw', [db.streams], async () => {
      const row = await db.streams.get(stream);
      if (row !== undefined && upTo > row.released)
        await db.streams.update(stream, { released: upTo });
    });
  }

  async park(row: ParkedRow): Promise<void> {
    await this.db.parked.put(row);
  }

  async unpark(stream: string, seq: number): Promise<void> {
    await this.db.parked.delete([stream, seq]);
  }

  async rememberSite(memory: SiteMemory): Promise<void> {
    await this.db.sites.put(memory);
  }

  parked(): Promise<ParkedRow[]> {
    return this.db.parked.toArray();
  }

  async importOps(
    stream: StreamRow,
    ops: readonly OpRow[],
    docs: readonly DocRow[],
    copied: readonly Copied[] = [],
    shelved: readonly ShelvedRow[] = [],
    trained: readonly DocRow[] = [],
    zs: readonly ZRow[] = [],
    adjusted: readonly DeclarationAdjustedBody[] = [],
  ): Promise<void> {
    const { db } = this;
    const tables = [db.streams, db.ops, db.docs, db.trainingDocs, db.one];
    await db.transaction('rw', tables, async () => {
      const stored = await db.streams.get(stream.id);
      // Moved by the sync loop and by forgetting alone; and no copy sets a head back.
      const { released = stream.released, firstAvailable = stream.firstAvailable } = stored ?? {};
      const row = stored !== undefined && stored.headSeq > stream.headSeq ? stored : stream;
      await db.streams.put({ ...row, released, firstAvailable });
      await db.ops.bulkPut([...ops]);
      const ids = [...docs, ...copied].map(({ docId }) => docId);
      const held = (await db.docs.bulkGet(ids)).filter((doc) => doc !== undefined);
      await db.docs.bulkPut(mergeDocs(held, docs, copied));
      await db.trainingDocs.bulkPut([...trained]);
      await db.one.bulkPut(mergeZs(await this.zs(), zs, copied, adjusted).map(zRow));
      if (shelved.length > 0)
        await db.one.bulkPut(mergeShelf(await this.shelfRows(), shelved).map(shelfRow));
    });
  }

  async zs(): Promise<ZRow[]> {
    const rows = await this.db.one.where('name').startsWith(Z).toArray();
    // Written by `zRow` alone.
    return rows.map(({ value }) => value as ZRow);
  }

  async setShift(shift: ShiftRow | undefined): Promise<void> {
    if (shift === undefined) await this.db.one.delete('shift');
    else await this.db.one.put({ name: 'shift', value: shift });
  }

  async swapShift(was: string | undefined, shift: ShiftRow | undefined): Promise<boolean> {
    return this.db.transaction('rw', this.db.one, async () => {
      const row = await this.db.one.get('shift');
      if ((row?.value as ShiftRow | undefined)?.shiftId !== was) return false;
      await this.setShift(shift);
      return true;
    });
  }

  async setDrawers(drawers: readonly ShiftRow[]): Promise<void> {
    await this.db.transaction('rw', this.db.one, async () => {
      await this.db.one.where('name').startsWith(DRAWER).delete();
      await this.db.one.bulkPut(drawers.map(drawerRow));
    });
  }

  async addDrawer(drawer: ShiftRow): Promise<boolean> {
    return this.db.transaction('rw', this.db.one, async () => {
      const known = await this.db.one.get(DRAWER + drawer.shiftId);
      const zs = await this.zs();
      if (known !== undefined || zs.some(({ shiftId }) => shiftId === drawer.shiftId)) return false;
      await this.db.one.put(drawerRow(drawer));
      return true;
    });
  }

  async dropDrawer(shiftId: string): Promise<void> {
    await this.db.one.delete(DRAWER + shiftId);
  }

  private writeDrawer(drawer: NonNullable<CommitTx['drawer']>): PromiseLike<unknown> {
    return 'closed' in drawer
      ? this.db.one.delete(DRAWER + drawer.closed)
      : this.db.one.put(drawerRow(drawer));
  }

  private async copyZ({ docId, count }: Copied): Promise<void> {
    const row = await this.db.one.get(Z + docId);
    if (row !== undefined) await this.db.one.put(zRow({ ...(row.value as ZRow), copies: count }));
  }

  private async adjustZ(body: DeclarationAdjustedBody): Promise<void> {
    const row = await this.db.one.get(Z + body.z_id);
    if (row !== undefined) await this.db.one.put(zRow(withAdjusted(row.value as ZRow, body)));
  }

  async prune(stream: string, below: number): Promise<number> {
    const { db } = this;
    return db.transaction('rw', [db.streams, db.ops, db.parked], async () => {
      const row = await db.streams.get(stream);
      const all: [string, number] = [stream, 0];
      const [parked] = await db.parked
        .where('[stream+seq]')
        .between(all, [stream, below], true, false)
        .limit(1)
        .toArray();
      const upTo = Math.min(below, parked?.seq ?? below);
      if (row === undefined || upTo <= row.firstAvailable) return row?.firstAvailable ?? below;
      await db.ops.where('[stream+seq]').between(all, [stream, upTo], true, false).delete();
      await db.streams.update(stream, { firstAvailable: upTo });
      return upTo;
    });
  }

  async pruneDocs(before: string): Promise<void> {
    const first = new Map((await this.db.streams.toArray()).map((s) => [s.id, s.firstAvailable]));
    for (const table of [this.db.docs, this.db.trainingDocs]) await forget(table, before, first);
  }

  async shelf(): Promise<ShelvedRow[]> {
    return (await this.shelfRows()).filter(({ isGone }) => !isGone);
  }

  private async shelfRows(): Promise<ShelvedRow[]> {
    const rows = await this.db.one.where('name').startsWith(SHELF).toArray();
    // Written by `shelfRow` alone.
    return rows.map(({ value }) => value as ShelvedRow);
  }

  async doc(docId: string): Promise<DocRow | undefined> {
    return (await this.db.docs.get(docId)) ?? this.db.trainingDocs.get(docId);
  }
}

/** Day by day; `first` is the first op that is kept, by stream. */
async function forget(
  table: TillDb['docs'],
  before: string,
  first: ReadonlyMap<string, number>,
): Promise<void> {
  for (let from = ''; ;) {
    const old = await table
      .where('businessDate')
      .between(from, before, true, false)
      .limit(READ_AHEAD)
      .toArray();
    const gone = old.filter((doc) => doc.seq < (first.get(doc.stream) ?? 0));
    await table.bulkDelete(gone.map((doc) => doc.docId));
    const last = old.at(-1)?.businessDate;
    // Kept ones are stepped over day by day; a day that is nothing but kept ones ends it.
    if (last === undefined || (gone.length === 0 && last === from)) return;
    from = last;
  }
}

function zRow(row: ZRow): { name: string; value: ZRow } {
  return { name: Z + row.zId, value: row };
}

function drawerRow(row: ShiftRow): { name: string; value: ShiftRow } {
  return { name: DRAWER + row.shiftId, value: row };
}

function shelfRow(row: ShelvedRow): { name: string; value: ShelvedRow } {
  return { name: SHELF + row.parkId, value: row };
}
