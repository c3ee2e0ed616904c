import { Dexie, type Table } from 'dexie';
import type { DocRow, OpRow, ParkedRow, PendingRow, SiteMemory, StreamRow } from '../core/ports.ts';

/** Head-office rows the till database itself needs to sell: staff, flags, store (D14). */
export type HeldRow = {
  ds: string;
  k: string;
  v: string | null;
  hlc: number;
  o: string;
  sig: string | undefined;
};

/** Single rows by name: basket, shift, session, cursor. */
export type OneRow = { name: string; value: unknown };

/**
 * The till database. Every transaction is strict: `complete` means on disk. The cache is
 * off because a stale read of the stream head would fork the stream. Versions are
 * additive only: a build one version back must open a database one version ahead.
 */
export class TillDb extends Dexie {
  declare streams: Table<StreamRow, string>;
  declare ops: Table<OpRow, [string, number]>;
  declare docs: Table<DocRow, string>;
  /** Practised documents: apart, so that nothing that counts sales can meet one (TRN4). */
  declare trainingDocs: Table<DocRow, string>;
  declare pending: Table<PendingRow, [string, number]>;
  declare parked: Table<ParkedRow, [string, number]>;
  declare rows: Table<HeldRow, [string, string]>;
  declare one: Table<OneRow, string>;
  declare sites: Table<SiteMemory, string>;

  constructor(name = 'till') {
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      streams: 'id',
      ops: '[stream+seq]',
      docs: 'docId, businessDate, shiftId',
      pending: '[stream+seq]',
      parked: '[stream+seq]',
      rows: '[ds+k], ds',
      one: 'name',
      sites: 'site',
    });
    // Earlier documents are found by number and by what `findKeys` says of them (FND1). Rows from
    // before get their keys behind the till's back: a start waits for no history.
    this.version(2).stores({ docs: 'docId, businessDate, shiftId, docNo, *finds' });
    this.version(3).stores({ trainingDocs: 'docId, businessDate, shiftId, docNo, *finds' });
  }
}
