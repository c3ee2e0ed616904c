import type { Channel } from './listener.ts';
import type { Db } from './pool.ts';

/** At most one NOTIFY a channel in this time, ms: NOTIFY takes a lock every commit would queue for. */
const GATHER_MS = 4;

/** Sends pokes outside the transactions they tell of, gathered. Losing one costs only latency. */
export class Poker {
  readonly #db: Db;
  readonly #waiting = new Set<Channel>();

  constructor(db: Db) {
    this.#db = db;
  }

  poke(channel: Channel): void {
    if (this.#waiting.has(channel)) return;
    this.#waiting.add(channel);
    setTimeout(() => {
      this.#waiting.delete(channel);
      this.#db.query('SELECT pg_notify($1, $2)', [channel, '']).catch(() => undefined);
    }, GATHER_MS);
  }
}
