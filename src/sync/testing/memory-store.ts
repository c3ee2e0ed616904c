import type { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
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
  PendingRow,
  ShelvedRow,
  ShiftRow,
  SiteMemory,
  StoreSnapshot,
  StreamRow,
  TrainingRow,
  ZRow,
} from '../core/ports.ts';
import { isShelvable, shelfPlace, shelvedAfter } from '../core/shelving.ts';

/** What is on the disk of a simulated till; survives its crashes. */
export type MemoryDisk = {
  streams: Map<string, StreamRow>;
  ops: Map<string, OpRow[]>;
  docs: Map<string, DocRow>;
  trainingDocs: Map<string, DocRow>;
  training: TrainingRow | undefined;
  kept: Map<string, unknown>;
  pending: Map<string, PendingRow>;
  parked: Map<string, ParkedRow>;
  basket: unknown;
  shift: ShiftRow | undefined;
  drawers: Map<string, ShiftRow>;
  zs: Map<string, ZRow>;
  sites: Map<string, SiteMemory>;
  shelf: Map<string, ShelvedRow>;
};

export function emptyDisk(): MemoryDisk {
  return {
    streams: new Map(),
    ops: new Map(),
    docs: new Map(),
    trainingDocs: new Map(),
    training: undefined,
    kept: new Map(),
    pending: new Map(),
    parked: new Map(),
    basket: undefined,
    shift: undefined,
    drawers: new Map(),
    zs: new Map(),
    sites: new Map(),
    shelf: new Map(),
  };
}

const key = (stream: string, seq: number): string => `${stream}/${seq}`;

/** Reference LocalStore; the Dexie one must pass the same contract suite. */
export class MemoryStore implements LocalStore {
  private readonly disk: MemoryDisk;

  constructor(disk: MemoryDisk = emptyDisk()) {
    this.disk = disk;
  }

  async load(): Promise<StoreSnapshot> {
    const d = this.disk;
    return {
      streams: [...d.streams.values()],
      pending: [...d.pending.values()],
      parked: [...d.parked.values()],
      basket: d.basket,
      shift: d.shift,
      drawers: [...d.drawers.values()],
      training: d.training,
      sites: [...d.sites.values()],
    };
  }

  async commit(tx: CommitTx): Promise<'committed' | 'moved' | 'gone'> {
    const d = this.disk;
    const stored = d.streams.get(tx.stream.id);
    const expected = stored === undefined ? 0 : stored.headSeq;
    if (tx.op.seq !== expected + 1) return 'moved';
    if (stored !== undefined && stored.headOpId !== tx.op.prev) return 'moved';
    const { shelf } = tx;
    const there = shelf && d.shelf.get(shelfPlace(shelf));
    if (shelf !== undefined && !isShelvable(shelf, there)) return 'gone';
    // Moved by the sync loop and by forgetting alone; a commit must not set them back.
    const { released = 0, firstAvailable = tx.stream.firstAvailable } = stored ?? {};
    d.streams.set(tx.stream.id, { ...tx.stream, released, firstAvailable });
    d.ops.set(tx.stream.id, [...(d.ops.get(tx.stream.id) ?? []), { ...tx.op }]);
    if (tx.doc !== undefined) d.docs.set(tx.doc.docId, tx.doc);
    if (tx.trainingDoc !== undefined) d.trainingDocs.set(tx.trainingDoc.docId, tx.trainingDoc);
    if (tx.training !== undefined) d.training = tx.training ?? undefined;
    if (tx.kept !== undefined) d.kept.set(tx.kept.name, tx.kept.value);
    const copied = tx.copied && d.docs.get(tx.copied.docId);
    if (copied && tx.copied) d.docs.set(copied.docId, { ...copied, copies: tx.copied.count });
    for (const table of [d.docs, d.trainingDocs]) {
      const sealed = tx.sealed && table.get(tx.sealed.docId);
      if (sealed && tx.sealed) table.set(sealed.docId, { ...sealed, seal: tx.sealed.seal });
    }
    if (tx.clearBasket) d.basket = undefined;
    if (shelf !== undefined) {
      const after = shelvedAfter(shelf, there);
      if (after === undefined) d.shelf.delete(shelfPlace(shelf));
      else d.shelf.set(after.parkId, after);
      if ('take' in shelf && shelf.open !== undefined) d.basket = shelf.open;
    }
    if (tx.shift !== undefined) d.shift = tx.shift ?? undefined;
    if (tx.drawer !== undefined && 'closed' in tx.drawer) d.drawers.delete(tx.drawer.closed);
    else if (tx.drawer !== undefined) d.drawers.set(tx.drawer.shiftId, tx.drawer);
    if (tx.z !== undefined) d.zs.set(tx.z.zId, tx.z);
    const copiedZ = tx.copied && d.zs.get(tx.copied.docId);
    if (copiedZ && tx.copied) d.zs.set(copiedZ.zId, { ...copiedZ, copies: tx.copied.count });
    const adjustedZ = tx.adjusted && d.zs.get(tx.adjusted.z_id);
    if (adjustedZ && tx.adjusted) d.zs.set(adjustedZ.zId, withAdjusted(adjustedZ, tx.adjusted));
    d.pending.set(key(tx.op.stream, tx.op.seq), tx.pending);
    return 'committed';
  }

  async saveBasket(basket: unknown): Promise<void> {
    this.disk.basket = basket;
  }

  async pendingDone(stream: string, seq: number, sig: string | undefined): Promise<void> {
    this.disk.pending.delete(key(stream, seq));
    const op = this.disk.ops.get(stream)?.find((o) => o.seq === seq);
    if (op !== undefined && sig !== undefined) op.sig = sig;
  }

  async readOps(stream: string, from: number, maxOps: number, maxBytes: number): Promise<OpRow[]> {
    const all = this.disk.ops.get(stream) ?? [];
    const first = (all[0]?.seq ?? 1) - 1;
    const out: OpRow[] = [];
    let bytes = 0;
    for (const op of all.slice(Math.max(0, from - 1 - first))) {
      bytes += op.raw.length;
      if (out.length >= maxOps || (out.length > 0 && bytes > maxBytes)) break;
      out.push({ ...op });
    }
    return out[0]?.seq === from ? out : [];
  }

  async release(stream: string, upTo: number): Promise<void> {
    const row = this.disk.streams.get(stream);
    if (row !== undefined && upTo > row.released)
      this.disk.streams.set(stream, { ...row, released: upTo });
  }

  async park(row: ParkedRow): Promise<void> {
    this.disk.parked.set(key(row.stream, row.seq), row);
  }

  async unpark(stream: string, seq: number): Promise<void> {
    this.disk.parked.delete(key(stream, seq));
  }

  async rememberSite(memory: SiteMemory): Promise<void> {
    this.disk.sites.set(memory.site, memory);
  }

  async parked(): Promise<ParkedRow[]> {
    return [...this.disk.parked.values()];
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
    const d = this.disk;
    const known = d.ops.get(stream.id) ?? [];
    const held = new Set(known.map((o) => o.opId));
    const merged = [...known, ...ops.filter((o) => !held.has(o.opId)).map((o) => ({ ...o }))];
    d.ops.set(
      stream.id,
      merged.sort((a, b) => a.seq - b.seq),
    );
    const stored = d.streams.get(stream.id);
    const { released = stream.released, firstAvailable = stream.firstAvailable } = stored ?? {};
    const row = stored !== undefined && stored.headSeq > stream.headSeq ? stored : stream;
    d.streams.set(stream.id, { ...row, released, firstAvailable });
    const heldDocs = [...docs, ...copied].flatMap(({ docId }) => d.docs.get(docId) ?? []);
    for (const doc of mergeDocs(heldDocs, docs, copied)) d.docs.set(doc.docId, doc);
    for (const doc of trained) d.trainingDocs.set(doc.docId, doc);
    for (const z of mergeZs([...d.zs.values()], zs, copied, adjusted)) d.zs.set(z.zId, z);
    for (const one of mergeShelf([...d.shelf.values()], shelved)) d.shelf.set(one.parkId, one);
  }

  async prune(stream: string, below: number): Promise<number> {
    const d = this.disk;
    const row = d.streams.get(stream);
    const parked = [...d.parked.values()].filter((p) => p.stream === stream).map((p) => p.seq);
    const upTo = Math.min(below, ...parked);
    if (row === undefined || upTo <= row.firstAvailable) return row?.firstAvailable ?? below;
    d.ops.set(
      stream,
      (d.ops.get(stream) ?? []).filter((op) => op.seq >= upTo),
    );
    d.streams.set(stream, { ...row, firstAvailable: upTo });
    return upTo;
  }

  async pruneDocs(before: string): Promise<void> {
    const d = this.disk;
    for (const docs of [d.docs, d.trainingDocs])
      for (const doc of docs.values())
        if (doc.businessDate < before && doc.seq < (d.streams.get(doc.stream)?.firstAvailable ?? 0))
          docs.delete(doc.docId);
  }

  async zs(): Promise<ZRow[]> {
    return [...this.disk.zs.values()];
  }

  async setShift(shift: ShiftRow | undefined): Promise<void> {
    this.disk.shift = shift;
  }

  async swapShift(was: string | undefined, shift: ShiftRow | undefined): Promise<boolean> {
    if (this.disk.shift?.shiftId !== was) return false;
    this.disk.shift = shift;
    return true;
  }

  async setDrawers(drawers: readonly ShiftRow[]): Promise<void> {
    this.disk.drawers = new Map(drawers.map((row) => [row.shiftId, row]));
  }

  async addDrawer(drawer: ShiftRow): Promise<boolean> {
    const { drawers, zs } = this.disk;
    const isOver = [...zs.values()].some(({ shiftId }) => shiftId === drawer.shiftId);
    if (isOver || drawers.has(drawer.shiftId)) return false;
    drawers.set(drawer.shiftId, drawer);
    return true;
  }

  async dropDrawer(shiftId: string): Promise<void> {
    this.disk.drawers.delete(shiftId);
  }

  async shelf(): Promise<ShelvedRow[]> {
    return [...this.disk.shelf.values()].filter(({ isGone }) => !isGone);
  }

  async doc(docId: string): Promise<DocRow | undefined> {
    return this.disk.docs.get(docId) ?? this.disk.trainingDocs.get(docId);
  }
}
