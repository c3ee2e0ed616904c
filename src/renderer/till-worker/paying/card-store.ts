import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { OpenBasket } from '../selling/open-basket.ts';

const PREFIX = 'card/';
/** The row of one card payment. */
export const cardRowName = (reference: string): string => `${PREFIX}${reference}`;

/** Card payments that are not over, in the till's strict database: every write is on disk when it resolves. */
export class CardStore {
  private readonly db: Pick<TillDb, 'one' | 'transaction'>;

  constructor(db: Pick<TillDb, 'one' | 'transaction'>) {
    this.db = db;
  }

  async all(): Promise<CardAttempt[]> {
    const rows = await this.db.one.where('name').startsWith(PREFIX).toArray();
    // Written by `put` and `settle` alone.
    return rows.map(({ value }) => value as CardAttempt);
  }

  async put(attempt: CardAttempt): Promise<void> {
    await this.db.one.put({ name: cardRowName(attempt.reference), value: attempt });
  }

  async remove(reference: string): Promise<void> {
    await this.db.one.delete(cardRowName(reference));
  }

  /** The basket with what came of the attempt, and the attempt's end or what is left to do: together. */
  async settle(reference: string, open: OpenBasket, left?: CardAttempt): Promise<void> {
    const { db } = this;
    await db.transaction('rw', [db.one], async () => {
      const name = cardRowName(reference);
      await Promise.all([
        db.one.put({ name: 'basket', value: open }),
        left === undefined ? db.one.delete(name) : db.one.put({ name, value: left }),
      ]);
    });
  }
}
