import type { SigningDevice } from '../../../contracts/signing-device.ts';
import { isWithoutGoods, type Basket } from '../../../domain/basket.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { UnsignedReason } from '../../../domain/signing/device-signature.ts';
import { abortedData, RECEIPT_PROCESS } from '../../../domain/signing/process-data.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { Owed } from './owed.ts';
import { begin, signOver, type Asked, type Process } from './sign-over.ts';
import { toSign, type ToSign } from './to-sign.ts';
import { isOpen, type Ending, type Transaction, type Transactions } from './transactions.ts';

type BasketTransactionsPorts = {
  client: string;
  currency: string;
  ask: SigningDevice['ask'];
  transactions: Transactions;
  /** The basket that an earlier life left open, by its id. */
  openBasket: string | undefined;
  today: () => string;
  isDown: () => boolean;
  works: () => void;
  failed: (why: UnsignedReason) => void;
  sign: (owed: Owed, isBegun: boolean) => Promise<void>;
};

/**
 * The transactions that are begun before anybody knows what they become (dom-F2, TSE7): with the first
 * article of a basket, in the background. No sale waits for one; a device that is away is asked at payment,
 * as if nobody had asked before.
 */
export class BasketTransactions {
  private readonly p: BasketTransactionsPorts;
  /** Being begun, or begun, by reference. */
  private readonly beginning = new Map<string, Promise<void>>();
  private readonly begun = new Set<string>();
  /** Of documents: what the device never knew of them is not begun when it is back. */
  private readonly sold = new Set<string>();

  constructor(p: BasketTransactionsPorts) {
    this.p = p;
  }

  /** What the till's basket is now. One that was emptied by steps back has ended; its next article begins anew. */
  basketIs(basket: Basket): void {
    const { basketId: id, startedMs } = basket;
    const known = this.p.transactions.ofBasket(id);
    if (isWithoutGoods(basket)) {
      if (known !== undefined) this.givenUp(known, 'emptied', abortedData(this.p.currency), {});
      return;
    }
    const found = known ?? this.p.transactions.begun({ id, startedMs });
    if (!this.beginning.has(found.reference)) this.begin(found);
  }

  /** The device is back: what goes on is begun now. */
  beginOpen(): void {
    for (const one of this.p.transactions.all)
      if (this.isGoingOn(one) && !this.begun.has(one.reference)) this.begin(one);
  }

  private isGoingOn(one: Transaction): boolean {
    const { reference, basket } = one;
    if (basket === undefined || !isOpen(one) || this.sold.has(reference)) return false;
    return !this.p.transactions.before.has(reference) || basket.id === this.p.openBasket;
  }

  private begin(one: Transaction): void {
    const { reference } = one;
    const kept = this.p.transactions.kept();
    // Asked when it is back: until then only what is paid asks for it.
    if (this.p.isDown()) return;
    const beginning = this.beginBehind(kept, reference).catch(() => undefined);
    this.beginning.set(reference, beginning);
  }

  private async beginBehind(kept: Promise<void>, reference: string): Promise<void> {
    await kept;
    const asked = await begin(this.p.ask, { client: this.p.client, reference });
    if (asked === 'started') {
      // Over by now, where its document did not wait.
      if (this.beginning.has(reference)) this.begun.add(reference);
      this.p.works();
    } else if ('why' in asked && !asked.isHeard) this.p.failed(asked.why);
  }

  /** Signs a document: its transaction is begun by now, or begins here. */
  async signed(process: Process): Promise<Asked> {
    const { reference } = process;
    this.sold.add(reference);
    await this.beginning.get(reference);
    return signOver(this.p.ask, process, this.begun.has(reference));
  }

  /** An op of this till is on disk: what of it is to be signed is (TSE7, TSE8). */
  told(kind: string, businessDate: string, body: unknown): void {
    for (const one of toSign(kind, body, this.p.currency))
      if (one.of === 'cash') this.cashMoved(one, businessDate);
      else this.basketEnded(one);
  }

  private cashMoved({ id, what, data }: ToSign & { of: 'cash' }, businessDate: string): void {
    const { transactions } = this.p;
    if (transactions.all.some(({ reference }) => reference === id)) return;
    const ends = { docId: id, docNo: what, businessDate, data, by: {} };
    void this.end(transactions.ofCash(ends), ends);
  }

  private basketEnded({ basketId, what, data, by }: ToSign & { of: 'basket' }): void {
    const known = this.p.transactions.ofBasket(basketId);
    if (known !== undefined) this.givenUp(known, what, data, by);
  }

  private givenUp(one: Transaction, what: string, data: string, by: Ending['by']): void {
    const { reference } = one;
    const ends = { docId: reference, docNo: what, businessDate: this.p.today(), data, by };
    void this.end(this.p.transactions.ends(one, ends), ends);
  }

  private async end({ reference }: Transaction, ends: Ending): Promise<void> {
    await Promise.all([this.p.transactions.kept(), this.beginning.get(reference)]);
    await this.p.sign(this.owed(reference, ends), this.begun.has(reference));
  }

  private owed(reference: string, ends: Ending): Owed {
    const { client } = this.p;
    const { docId, docNo, businessDate, data, by, told: seal } = ends;
    const process = { client, reference, process_type: RECEIPT_PROCESS, process_data: data };
    return { docId, docNo, businessDate, process, by, seal };
  }

  /** Nothing more is to be heard of it. */
  over(reference: string): void {
    this.beginning.delete(reference);
    this.begun.delete(reference);
    this.sold.delete(reference);
    this.p.transactions.over(reference);
  }

  /**
   * What an earlier life began and nobody ended: decided and not heard, or of a basket that is gone. That of
   * a document is asked for with it; that of the open basket goes on.
   */
  leftOver(docs: readonly DocRow[]): Owed[] {
    const { transactions, openBasket, currency } = this.p;
    // The documents' bodies are sales that this till wrote.
    const sold = new Map(docs.map((doc) => [(doc.body as Sale).started_ms, doc]));
    return transactions.all.flatMap((one) => {
      const { reference, basket, ends } = one;
      if (!transactions.before.has(reference) || this.beginning.has(reference)) return [];
      if (ends !== undefined) return [this.owed(reference, ends)];
      if (basket === undefined || basket.id === openBasket) return [];
      const doc = sold.get(basket.startedMs);
      if (doc?.seal?.signed !== undefined) this.over(reference);
      if (doc !== undefined || one.doc !== undefined) return [];
      const data = abortedData(currency);
      const lost = { docId: reference, docNo: 'lost', businessDate: this.p.today(), data, by: {} };
      return [{ ...this.owed(reference, lost), isGone: true as const }];
    });
  }
}
