import { Type, type Static } from 'typebox';
import { parse } from '../../../contracts/parse.ts';
import { DocumentSignedBody } from '../../../contracts/signing-device.ts';

/** What ends a transaction that is no document's, decided and perhaps not yet heard by the device. */
const Ending = Type.Object({
  docId: Type.String(),
  docNo: Type.String(),
  businessDate: Type.String(),
  data: Type.String(),
  by: Type.Object({
    cashier: Type.Optional(Type.String()),
    shift_id: Type.Optional(Type.String()),
  }),
  /** Said already, without a signature: over restarts nothing is told twice. */
  told: Type.Optional(DocumentSignedBody),
});
export type Ending = Static<typeof Ending>;

/**
 * A transaction of the device that this till began or is about to begin. Of a basket, from its first
 * article on; `startedMs` is what its document will say it began at. Or of what is no document: cash that
 * moved.
 */
const Transaction = Type.Object({
  reference: Type.String(),
  basket: Type.Optional(Type.Object({ id: Type.String(), startedMs: Type.Number() })),
  ends: Type.Optional(Ending),
  /** The document that the basket became. */
  doc: Type.Optional(Type.String()),
});
export type Transaction = Static<typeof Transaction>;
/** The row of the till's database; rows of a later build may hold more. */
export const SIGNING_OPEN = 'signing-open';

type TransactionsPorts = {
  /** The row as an earlier life left it. */
  held: unknown;
  /** Written whole; in the order it is asked for. */
  keep: (open: readonly Transaction[]) => Promise<void>;
  newId: () => string;
};

/** Which transactions the device may still have open, on disk before it is asked (TSE7). */
export class Transactions {
  private readonly p: TransactionsPorts;
  private list: readonly Transaction[];
  private writing: Promise<void> = Promise.resolve();
  /** Of an earlier life. */
  readonly before: ReadonlySet<string>;

  constructor(p: TransactionsPorts) {
    this.p = p;
    const held = Array.isArray(p.held) ? p.held : [];
    this.list = held.flatMap((one) => parse(Transaction, one) ?? []);
    this.before = new Set(this.list.map(({ reference }) => reference));
  }

  get all(): readonly Transaction[] {
    return this.list;
  }

  /** Of a basket that still goes on. */
  ofBasket(id: string): Transaction | undefined {
    return this.list.find((one) => one.basket?.id === id && isOpen(one));
  }

  /** Of the document that a basket became. */
  ofDocument(startedMs: number): Transaction | undefined {
    return this.list.findLast(
      ({ basket, ends }) => basket?.startedMs === startedMs && ends === undefined,
    );
  }

  begun(basket: NonNullable<Transaction['basket']>): Transaction {
    const found = { reference: this.p.newId(), basket };
    this.list = [...this.list, found];
    return found;
  }

  /** Cash moved: one transaction that begins and ends at once. */
  ofCash(ends: Ending): Transaction {
    const found = { reference: ends.docId, ends };
    this.list = [...this.list, found];
    return found;
  }

  /** How a basket's transaction ends; nothing else is decided of it from here on. */
  ends(of: Transaction, ends: Ending): Transaction {
    const ended = { ...of, ends };
    this.list = this.list.map((one) => (one === of ? ended : one));
    return ended;
  }

  /** The basket was sold: whatever a start finds of it, it was not given up. */
  became(reference: string, docId: string): void {
    this.change(reference, (one) => (one.doc === docId ? one : { ...one, doc: docId }));
  }

  /** What was said of how it ended; the device may still be heard of it. */
  told(reference: string, seal: DocumentSignedBody): void {
    this.change(reference, (one) =>
      one.ends === undefined ? one : { ...one, ends: { ...one.ends, told: seal } },
    );
  }

  private change(reference: string, to: (one: Transaction) => Transaction): void {
    const changed = this.list.map((one) => (one.reference === reference ? to(one) : one));
    if (changed.every((one, at) => one === this.list[at])) return;
    this.list = changed;
    void this.kept();
  }

  /** The device was heard of it. */
  over(reference: string): void {
    if (!this.list.some((one) => one.reference === reference)) return;
    this.list = this.list.filter((one) => one.reference !== reference);
    void this.kept();
  }

  /** Everything above is on disk, or could not be written: then a kill loses it, and a sale goes on. */
  kept(): Promise<void> {
    const { list } = this;
    this.writing = this.writing.then(() => this.p.keep(list)).catch(() => undefined);
    return this.writing;
  }
}

/** Nothing is decided of its basket: neither sold nor ended. */
export const isOpen = ({ ends, doc }: Transaction): boolean =>
  ends === undefined && doc === undefined;
