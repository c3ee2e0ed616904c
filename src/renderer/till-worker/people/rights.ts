import type { Permissions } from '../../../domain/adjust/permissions.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import { permissionsOf } from './permission-rows.ts';

/** Who may do what at this store, from the last good set of rows; safe limits until they are read. */
export class Rights {
  now: Permissions = new Map();
  private readonly db: Pick<TillDb, 'rows'>;
  private readonly store: string;

  constructor(db: Pick<TillDb, 'rows'>, store: string) {
    this.db = db;
    this.store = store;
  }

  async load(): Promise<void> {
    const rows = await this.db.rows.where('ds').equals('permission').toArray();
    this.now = permissionsOf(rows, this.store);
  }
}
