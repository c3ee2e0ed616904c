import { Dexie, type Table } from 'dexie';

/** One immutable segment as it came: gzip of `[[k, v, hlc, o], …]`, named by its hash. */
export type SegmentBlob = { hash: string; ds: string; bytes: Uint8Array };
/** A row newer than the segments. */
export type Delta = { ds: string; k: string; v: string | null; hlc: number; o: string };
export type CatalogueMeta = { name: 'cursor' | 'segments' | 'updated'; value: unknown };

/** Rebuildable data: relaxed durability, a cursor of its own beside its rows (D14). */
export class CatalogueDb extends Dexie {
  declare segments: Table<SegmentBlob, string>;
  declare deltas: Table<Delta, [string, string]>;
  declare meta: Table<CatalogueMeta, string>;

  constructor(name = 'catalogue') {
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({ segments: 'hash', deltas: '[ds+k]', meta: 'name' });
  }
}
