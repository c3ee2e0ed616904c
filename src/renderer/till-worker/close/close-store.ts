import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { CountDraft } from '../../shared/close-api.ts';

const NAME = 'count';

/** A count under way. `after`: how many counts of the shift were declared when it was begun. */
export type CountUnderWay = CountDraft & { shiftId: string; after: number };

/** The one count under way, in the till's strict database: what was keyed is there after a kill. */
export class CloseStore {
  private readonly db: Pick<TillDb, 'one'>;

  constructor(db: Pick<TillDb, 'one'>) {
    this.db = db;
  }

  /** That of another shift is none. */
  async load(shiftId: string): Promise<CountUnderWay | undefined> {
    // Written by `put` alone.
    const row = (await this.db.one.get(NAME))?.value as CountUnderWay | undefined;
    return row?.shiftId === shiftId ? row : undefined;
  }

  async put(row: CountUnderWay): Promise<void> {
    await this.db.one.put({ name: NAME, value: row });
  }
}
