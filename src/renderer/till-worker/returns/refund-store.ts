import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import { cardRowName } from '../paying/card-store.ts';

const NAME = 'refund';

/** The one refund that is under way, in the till's strict database: every write is on disk when it resolves. */
export class RefundStore {
  private readonly db: Pick<TillDb, 'one' | 'docs' | 'transaction'>;

  constructor(db: Pick<TillDb, 'one' | 'docs' | 'transaction'>) {
    this.db = db;
  }

  /** What an earlier life left; a row whose document is there is over. */
  async load(): Promise<RefundUnderWay | undefined> {
    // Written by `put` and `settle` alone.
    const row = (await this.db.one.get(NAME))?.value as RefundUnderWay | undefined;
    if (row === undefined) return undefined;
    if ((await this.db.docs.get(row.docId)) === undefined) return row;
    await this.remove();
    return undefined;
  }

  async put(row: RefundUnderWay): Promise<void> {
    await this.db.one.put({ name: NAME, value: row });
  }

  async remove(): Promise<void> {
    await this.db.one.delete(NAME);
  }

  /** The refund with what came of the attempt, and the attempt's end or what is left to do: together. */
  async settle(row: RefundUnderWay, reference: string, left?: CardAttempt): Promise<void> {
    const { db } = this;
    const name = cardRowName(reference);
    await db.transaction('rw', [db.one], async () => {
      await Promise.all([
        db.one.put({ name: NAME, value: row }),
        left === undefined ? db.one.delete(name) : db.one.put({ name, value: left }),
      ]);
    });
  }
}
