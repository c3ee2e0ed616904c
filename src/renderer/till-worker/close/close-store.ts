import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { CountDraft } from '../../shared/close-api.ts';

const NAME = 'count';

/** A count under way. `after`: how many counts of the shift were declared when it was begun. */
export type CountUnderWay = CountDraft & { shiftId: string; after: number };

/** The count under way of each open shift, in the till's strict database: what was keyed is there after a kill. */
export class CloseStore {
  private readonly db: Pick<TillDb, 'one'>;

  constructor(db: Pick<TillDb, 'one'>) {
    this.db = db;
  }

  /** That of another shift is none. */
  async load(shiftId: string): Promise<CountUnderWay | undefined> {
    const [first, own] = await this.db.one.bulkGet([NAME, nameOf(shiftId)]);
    // Written by `put` alone; before there were several drawers under the one name.
    const rows = [own?.value, first?.value] as readonly (CountUnderWay | undefined)[];
    return rows.find((row) => row?.shiftId === shiftId);
  }

  async put(row: CountUnderWay): Promise<void> {
    await this.db.one.put({ name: nameOf(row.shiftId), value: row });
  }

  async drop(shiftId: string): Promise<void> {
    await this.db.one.delete(nameOf(shiftId));
  }
}

const nameOf = (shiftId: string): string => `${NAME}/${shiftId}`;
