import type { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import type { Db } from '../../db/pool.ts';
import type { BooksDay } from '../books/read-books-day.ts';

export type FiscalExport = {
  /** By name. */
  files: Map<string, string>;
  /** What a reader is to know of it: what of the day stands in the export of another day, what is not signed. */
  notes: string[];
  /** What of the day is in none, or stands in them without something it should have. */
  faults: string[];
};

/**
 * A country's rules behind hooks of one shape (dom-F6.3). These two run at head office, offline from any
 * till: over what the logs hold, whenever somebody asks.
 */
export type FiscalPlugin = {
  /** ISO 3166. */
  readonly country: string;
  /** Name of its export on the command line. */
  readonly format: string;
  /** What the store's profile lacks for it, in words; nothing of it stops an export. */
  selfCheck(profile: StoreProfile): string[];
  /** A store's business day as this country's authorities read it. */
  exportDay(db: Db, day: BooksDay, profile: StoreProfile): Promise<FiscalExport>;
};
