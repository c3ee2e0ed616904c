import type { ChangeRow, Moved } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';
import { readChangesVector, type ChangesVector } from './changes-vector.ts';
import type { Scope } from './cursor.ts';
import { isFor, rowsBetween, type ReadRows } from './read-changes.ts';

/** More at once are no news but a load of data: tills read it page by page. */
const MOST_ROWS = 200;

type Span = { after: ChangesVector; vec: ChangesVector; rows: readonly ChangeRow[] };

/**
 * The rows that came last, read once for a whole fleet: thousands of tills that are poked together ask
 * for the same few rows. `tell` hears after each look what moved; undefined where a till has to ask for
 * everything.
 */
export class ChangesNews {
  readonly #db: Db;
  readonly #told = new Set<(moved: Moved | undefined) => void>();
  #vec: ChangesVector | undefined;
  #last: Span | undefined;
  #isLooking = false;
  #isDue = false;

  constructor(db: Db) {
    this.#db = db;
  }

  on(tell: (moved: Moved | undefined) => void): () => void {
    this.#told.add(tell);
    return () => this.#told.delete(tell);
  }

  /** After a poke of the database. What comes while it reads is looked at together, right after. */
  async look(): Promise<void> {
    if (this.#isLooking) {
      this.#isDue = true;
      return;
    }
    this.#isLooking = true;
    do {
      this.#isDue = false;
      const moved = await this.#read().catch(() => undefined);
      for (const tell of this.#told) tell(moved);
    } while (this.#isDue);
    this.#isLooking = false;
  }

  /**
   * What a till at `from` does not hold yet of what is `available`, if memory has just that. Another app
   * server may have poked the till before this one was poked itself: memory that ends elsewhere is no answer.
   */
  since(
    scope: Scope,
    from: ChangesVector,
    available: ChangesVector,
    limit: number,
  ): ReadRows | undefined {
    const span = this.#last;
    if (span === undefined || !isSame(span.vec, available)) return undefined;
    if (Object.keys(span.vec).some((log) => (from[log] ?? 0) !== (span.after[log] ?? 0)))
      return undefined;
    const rows = span.rows.filter((row) => isFor(scope, row));
    return rows.length > limit ? undefined : { rows, vec: { ...from, ...span.vec }, more: false };
  }

  async #read(): Promise<Moved | undefined> {
    const after = this.#vec;
    // Until the end is read nothing is known of where tills are.
    this.#vec = undefined;
    const vec = await readChangesVector(this.#db);
    this.#vec = vec;
    this.#last = undefined;
    if (after === undefined) return undefined;
    const logs = Object.keys(vec).filter((log) => (after[log] ?? 0) < (vec[log] ?? 0));
    if (logs.length === 0) return undefined;
    const rows: ChangeRow[] = [];
    for (const log of logs) {
      const left = MOST_ROWS + 1 - rows.length;
      rows.push(...(await rowsBetween(this.#db, log, after[log] ?? 0, vec[log] ?? 0, left)));
      if (rows.length > MOST_ROWS) return undefined;
    }
    this.#last = { after, vec, rows };
    return { ds: [...new Set(rows.map((row) => row.ds))], after, vec };
  }
}

function isSame(one: ChangesVector, other: ChangesVector): boolean {
  const logs = Object.keys(one);
  return logs.length === Object.keys(other).length && logs.every((log) => one[log] === other[log]);
}
