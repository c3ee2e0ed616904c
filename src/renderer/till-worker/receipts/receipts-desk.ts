import type { Currency } from '../../../domain/currency.ts';
import type { FindWhen } from '../../../domain/after/find-keys.ts';
import { findTextProblem } from '../../../domain/after/find-text.ts';
import { parseTypedAmount } from '../../../domain/money.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import {
  RECEIPTS_A_PAGE,
  type ReceiptAsked,
  type ReceiptPage,
  type ReceiptQuery,
  type ReceiptView,
} from '../../shared/receipts-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { NOT_SIGNED_IN } from '../desk-answers.ts';
import type { Receipts } from '../selling/receipt-of.ts';
import { whenAsked } from './day-times.ts';
import type { DocFinder, Found } from './doc-finder.ts';
import { receiptHit, receiptView } from './receipt-view.ts';
import {
  BAD_AMOUNT,
  BAD_DAY,
  BAD_SQUARE,
  NOT_LOOKED_FOR,
  notHere,
  SQUARE_DIFFERS,
} from './receipts-refusals.ts';
import type { StoreReceipts } from './store-receipts.ts';

export type ReceiptsDeskPorts = {
  finder: DocFinder;
  isSignedIn: () => boolean;
  /** Store and till of this one, as in its document numbers. */
  own: { store: string; till: string };
  currency: Currency;
  timeZone: string;
  /** Whether every document is in the index by now. */
  isIndexFull: () => Promise<boolean>;
  receipts: Receipts;
  atHeadOffice: StoreReceipts;
  isByWeight: (article: string) => boolean;
};

// The body of a document is the sale this till wrote.
const saleOf = (doc: DocRow): Sale => doc.body as Sale;

/** Earlier documents: lists of them, and one opened. Everything of this till without the line. */
export class ReceiptsDesk {
  private readonly p: ReceiptsDeskPorts;

  constructor(p: ReceiptsDeskPorts) {
    this.p = p;
  }

  async find(query: ReceiptQuery): Promise<ReceiptPage | Refusal> {
    const { p } = this;
    if (!p.isSignedIn()) return NOT_SIGNED_IN;
    const problem = findTextProblem(query.by, query.text.trim());
    if (problem !== undefined) return NOT_LOOKED_FOR[problem];
    const when = whenAsked(query.day, query.time, p.timeZone);
    if (when === undefined) return BAD_DAY;
    const amount = query.by === 'amount' ? parseTypedAmount(query.text, p.currency) : undefined;
    if (amount?.ok === false) return BAD_AMOUNT;
    const text = amount?.ok === true ? String(Math.abs(amount.value)) : query.text.trim();
    if (query.ofStore) return p.atHeadOffice.find({ ...query, text }, when);
    const [{ docs, total }, isComplete] = await Promise.all([
      this.found({ ...query, text }, when),
      p.isIndexFull(),
    ]);
    return { ok: true, hits: docs.map((doc) => receiptHit(saleOf(doc))), total, isComplete };
  }

  private async found({ by, text, offset }: ReceiptQuery, when: FindWhen): Promise<Found> {
    const { finder } = this.p;
    const at = { offset, limit: RECEIPTS_A_PAGE };
    if (by === 'any' || text === '') return finder.page('all', '', when, at);
    if (by === 'number') return finder.page('number', text.replace(/^0+(?=\d+$)/, ''), when, at);
    if (by !== 'article') return finder.page(by, text, when, at);
    const byNumber = await finder.page('article', text, when, at);
    return byNumber.total > 0 ? byNumber : finder.withWords(text, when, at);
  }

  /** A square is read first: what does not carry this till's mark is looked up by its number alone. */
  async open(asked: ReceiptAsked): Promise<{ ok: true; view: ReceiptView } | Refusal> {
    if (!this.p.isSignedIn()) return NOT_SIGNED_IN;
    if ('docNo' in asked) return this.opened(asked.docNo, false);
    const code = asked.code.trim().toUpperCase();
    const read = this.p.receipts.readSquare(code);
    if (!read.ok && read.error === 'no-receipt-code') return BAD_SQUARE;
    // Without the mark nothing of the square counts but where to look.
    const [, docNo = ''] = code.split('/');
    if (!read.ok && this.isOwn(docNo)) return SQUARE_DIFFERS;
    return this.opened(docNo, read.ok);
  }

  private isOwn(docNo: string): boolean {
    const { store, till } = this.p.own;
    return docNo.startsWith(`${store}-${till}-`);
  }

  private async opened(
    docNo: string,
    isVerified: boolean,
  ): Promise<{ ok: true; view: ReceiptView } | Refusal> {
    const { finder, receipts, atHeadOffice, isByWeight } = this.p;
    const doc = await finder.named(docNo);
    if (doc === undefined) {
      const told = await atHeadOffice.open(docNo);
      if (!told.ok)
        return this.isOwn(docNo) && told.kind === 'no-such-document' ? notHere(docNo) : told;
      const { sale, returns, seal } = told;
      const receipt = receipts.receiptOfOther(sale, seal);
      const view = receiptView({
        sale,
        receipt,
        copies: 0,
        returns,
        isOfThisTill: false,
        isVerified,
        isByWeight,
      });
      return { ok: true, view };
    }
    const sale = saleOf(doc);
    const own = (await finder.returnsOf(doc.docId)).map(saleOf);
    const { copies = 0 } = doc;
    const view = receiptView({
      sale,
      receipt: receipts.receiptShown(sale, doc.seal),
      copies,
      returns: own,
      isOfThisTill: true,
      isVerified,
      isByWeight,
    });
    return { ok: true, view };
  }
}
