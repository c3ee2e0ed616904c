import { Dexie, type Table } from 'dexie';

/** Some of the customers, a line each (customer-lines.ts). */
export type CustomerRecord = { bucket: number; text: string };
export type CustomerMeta = { name: 'cursor'; value: string };

/** Rebuildable data: relaxed durability, a cursor of its own beside its rows (D14). */
export class CustomerDb extends Dexie {
  declare records: Table<CustomerRecord, number>;
  declare meta: Table<CustomerMeta, string>;

  constructor(name = 'customers') {
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({ records: 'bucket', meta: 'name' });
  }
}
