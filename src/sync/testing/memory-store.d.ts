import type {
  CommitTx,
  DocRow,
  LocalStore,
  OpRow,
  ParkedRow,
  PendingRow,
  ShiftRow,
  SiteMemory,
  StoreSnapshot,
  StreamRow,
} from '../core/ports.ts';
/** What is on the disk of a simulated till; survives its crashes. */
export type MemoryDisk = {
  streams: Map<string, StreamRow>;
  ops: Map<string, OpRow[]>;
  docs: Map<string, DocRow>;
  pending: Map<string, PendingRow>;
  parked: Map<string, ParkedRow>;
  basket: unknown;
  shift: ShiftRow | undefined;
  sites: Map<string, SiteMemory>;
};
export declare function emptyDisk(): MemoryDisk;
/** Reference LocalStore; the Dexie one must pass the same contract suite. */
export declare class MemoryStore implements LocalStore {
  private readonly disk;
  constructor(disk?: MemoryDisk);
  load(): Promise<StoreSnapshot>;
  commit(tx: CommitTx): Promise<'committed' | 'moved'>;
  saveBasket(basket: unknown): Promise<void>;
  pendingDone(stream: string, seq: number, sig: string | undefined): Promise<void>;
  readOps(stream: string, from: number, maxOps: number, maxBytes: number): Promise<OpRow[]>;
  release(stream: string, upTo: number): Promise<void>;
  park(row: ParkedRow): Promise<void>;
  unpark(stream: string, seq: number): Promise<void>;
  rememberSite(memory: SiteMemory): Promise<void>;
  parked(): Promise<ParkedRow[]>;
  importOps(stream: StreamRow, ops: readonly OpRow[], docs: readonly DocRow[]): Promise<void>;
  doc(docId: string): Promise<DocRow | undefined>;
}
