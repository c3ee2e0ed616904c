import type { Customer } from '../../../contracts/datasets.ts';
import type { ChangeRow } from '../../../contracts/wire.ts';
import {
  customerBucket,
  mergeCustomerLines,
  readCustomerLine,
  type CustomerLine,
} from '../../../domain/customer/customer-lines.ts';
import {
  CustomerTextMaker,
  findCustomers,
  type CustomersFound,
  type CustomerText,
} from '../../../domain/customer/find-customers.ts';
import { foldText } from '../catalogue/search/fold-text.ts';
import { openSegment, type PullSink } from '../head-office/pull-changes.ts';
import type { CustomerDb } from './customer-db.ts';

/** Some two thousand customers: a few milliseconds, so that a scan hardly waits. */
const RECORDS_A_TURN = 32;

/** The store's customers on this till: records on disk; the text that is searched, once somebody searches. */
export class Customers {
  private readonly db: CustomerDb;
  /** Lets a scan that came meanwhile go first. */
  private readonly turn: () => Promise<void>;
  private text: Promise<CustomerText> | undefined;

  constructor(db: CustomerDb, turn: () => Promise<void>) {
    this.db = db;
    this.turn = turn;
  }

  /** Asked for by words of name, place or number, in any order and without accents (CUS2). */
  async find(asked: string, limit: number): Promise<CustomersFound> {
    const words = foldText(asked).split(' ');
    this.text ??= this.read();
    const reading = this.text;
    try {
      return findCustomers(await reading, words, limit);
    } catch (error) {
      // A disk that failed once is asked again with the next letter.
      if (this.text === reading) this.text = undefined;
      throw error;
    }
  }

  /** Whose card this is; undefined where head office has not said it. */
  async nameOf(number: string): Promise<string | undefined> {
    const record = await this.db.records.get(customerBucket(number));
    const line = record?.text.split('\n').find((one) => one.startsWith(`${number}\t`));
    const name = line === undefined ? undefined : readCustomerLine(line)?.name;
    return name === '' ? undefined : name;
  }

  private async read(): Promise<CustomerText> {
    const maker = new CustomerTextMaker(foldText);
    for (const [i, { text }] of (await this.db.records.toArray()).entries()) {
      maker.add(text);
      if (i % RECORDS_A_TURN === 0) await this.turn();
    }
    return maker.text();
  }

  /** How the pull lane fills it. */
  sink(): PullSink {
    return {
      datasets: ['customer'],
      cursor: async () => (await this.db.meta.get('cursor'))?.value,
      apply: (changes, cursor) => this.write(changes.map(lineOfChange), cursor, false),
      reset: async (segments, changes, cursor) => {
        const lines: (CustomerLine | undefined)[] = [];
        for (const { bytes } of segments) {
          for (const [k, v, hlc, o] of await openSegment(bytes)) lines.push(lineOf(k, v, hlc, o));
          await this.turn();
        }
        await this.write([...lines, ...changes.map(lineOfChange)], cursor, true);
      },
      held: async () => new Map(),
      keep: () => undefined,
      progress: () => undefined,
    };
  }

  private async write(
    rows: readonly (CustomerLine | undefined)[],
    cursor: string,
    clear: boolean,
  ): Promise<void> {
    const { db } = this;
    const came = new Map<number, CustomerLine[]>();
    for (const line of rows) {
      if (line === undefined) continue;
      const bucket = customerBucket(line.number);
      const some = came.get(bucket);
      if (some === undefined) came.set(bucket, [line]);
      else some.push(line);
    }
    await db.transaction('rw', [db.records, db.meta], async () => {
      if (clear) await db.records.clear();
      const all = [...came];
      for (let at = 0; at < all.length; at += RECORDS_A_TURN) {
        const some = all.slice(at, at + RECORDS_A_TURN);
        const held = await db.records.bulkGet(some.map(([bucket]) => bucket));
        await db.records.bulkPut(
          some.map(([bucket, lines], i) => ({
            bucket,
            text: mergeCustomerLines(held[i]?.text ?? '', lines),
          })),
        );
      }
      await db.meta.put({ name: 'cursor', value: cursor });
    });
    if (clear || came.size > 0) this.text = undefined;
  }
}

function lineOfChange({ k, v, hlc, o }: ChangeRow): CustomerLine | undefined {
  return lineOf(k, v === null ? null : parseAny(v), hlc, o);
}

function parseAny(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Null takes the customer back. Rows of a wrong shape are left out: head office checked them, a newer
 * version may know more. By hand, since a schema's check of 250,000 rows would be felt.
 */
function lineOf(number: string, v: unknown, hlc: number, o: string): CustomerLine | undefined {
  if (v === null) return { number, name: '', place: '', hlc, o };
  const { name, place = '' } = (v ?? {}) as Partial<Record<keyof Customer, unknown>>;
  if (typeof name !== 'string' || name === '' || typeof place !== 'string') return undefined;
  return { number, name, place, hlc, o };
}
