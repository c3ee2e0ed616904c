import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import { noReceiptParts, type UnprovenGoods } from '../../../domain/after/no-receipt.ts';
import { isWeighable } from '../../../domain/asks/article-question.ts';
import { must } from '../../../domain/assert.ts';
import { minor, sumMinor, type Minor } from '../../../domain/money.ts';
import { isWholePieces, milli } from '../../../domain/quantity.ts';
import type { Sale, SaleAct } from '../../../domain/sale.ts';
import type { TaxSetup } from '../../../domain/tax-setup.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { BackPriceTold, NoReceiptTold, UnprovenAsk } from '../../shared/no-receipt-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal, SoldView } from '../../shared/till-api.ts';
import { BUSY, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { closeUnderWay, returnFact, type ClosePorts } from '../returns/close-under-way.ts';
import { offlineRefunds, unprovenRefunds } from '../returns/offline-refunds.ts';
import { NO_CREDIT, notReturnable } from '../returns/return-refusals.ts';
import type { BackGoods } from './back-price.ts';

export type NoReceiptDeskPorts = ClosePorts & {
  finder: DocFinder;
  taxSetup: TaxSetup;
  /** What a code or number comes back at. */
  goodsOf: (ask: { code: string } | { article: string }) => BackGoods | Refusal;
  days: number;
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Why nothing may be done now: a sale is being paid. */
  whyNot: () => Refusal | undefined;
  /** No site of head office answers. */
  isOffline: () => boolean;
  isTraining: () => boolean;
  /** Nothing else happens to the till's sale meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  may: (used: readonly Used[], approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  newId: () => string;
  /** Under which code a document gives credit in place of cash; undefined where this store gives none. */
  creditFor: (docId: string) => string | undefined;
  commit: (fact: Fact) => Promise<{ ok: true; sale: SoldView } | Refusal>;
  /** The document is on disk. */
  done: (sale: SoldView) => void;
};

/** More pieces of one article come back with a receipt only. */
const MOST_MILLI = 999_000;

type Returning = { ok: true; row: RefundUnderWay; goods: Minor; sale: Sale };

/**
 * Goods that come back and nobody can show that they were bought here: each at the lowest price of a
 * stretch of days, paid by a document of its own, under a right of its own (dom-T2).
 */
export class NoReceiptDesk {
  private readonly p: NoReceiptDeskPorts;
  private isBusy = false;

  constructor(p: NoReceiptDeskPorts) {
    this.p = p;
  }

  price(ask: { code: string } | { article: string }): BackPriceTold | Refusal {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const found = this.p.goodsOf(ask);
    if (!found.ok) return found;
    const { entry, article, deposit, qtyMilli } = found;
    const isPack = article.label !== undefined;
    return {
      ok: true,
      article: entry.article,
      name: article.name,
      unit: isPack ? 'piece' : entry.data.unit,
      price: article.unitPrice,
      deposit: deposit?.unitPrice ?? 0,
      days: this.p.days,
      ...(qtyMilli === undefined ? {} : { qtyMilli }),
      ...(isPack && 'code' in ask ? { code: ask.code } : {}),
    };
  }

  tell(lines: readonly UnprovenAsk[]): NoReceiptTold | Refusal {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const returning = this.returning(lines, '', []);
    if (!returning.ok) return returning;
    const { goods, sale } = returning;
    const paid = sumMinor(sale.tenders.map(({ amount }) => amount));
    const credit = this.creditCode('') === undefined ? 0 : goods;
    return { ok: true, goods, cash: minor(0 - paid), credit };
  }

  /** One at a time: a key pressed twice pays once. */
  async giveBack(
    lines: readonly UnprovenAsk[],
    approver?: Approver,
    asCredit = false,
  ): Promise<{ ok: true; sale: SoldView } | Refusal> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const refused = this.p.whyNot();
    if (refused !== undefined) return refused;
    if (this.isBusy) return BUSY;
    this.isBusy = true;
    try {
      return await this.signedAndWritten(lines, approver, asCredit);
    } finally {
      this.isBusy = false;
    }
  }

  private async signedAndWritten(
    lines: readonly UnprovenAsk[],
    approver: Approver | undefined,
    asCredit: boolean,
  ): Promise<{ ok: true; sale: SoldView } | Refusal> {
    const { p } = this;
    const docId = p.newId();
    const before = must(p.seller(), 'somebody sells');
    const wasTraining = p.isTraining();
    const trial = this.returning(lines, docId, []);
    if (!trial.ok) return trial;
    const { goods } = trial;
    const code = asCredit ? this.creditCode(docId) : undefined;
    if (asCredit && (code === undefined || goods === 0)) return NO_CREDIT;
    const used = await this.rightsUsed(goods, before.shift.businessDate);
    const signed = await p.may(used, approver);
    if (!signed.ok) return signed;
    // Looked at anew behind the signature.
    const refused = p.whyNot();
    if (refused !== undefined) return refused;
    const now = p.seller();
    if (now?.cashier !== before.cashier || now.shift.shiftId !== before.shift.shiftId) {
      return NOT_SIGNED_IN;
    }
    if (p.isTraining() !== wasTraining) return BUSY;
    const acts = actsOf(used, signed, { amount: goods, reason: lines[0]?.reason }, p.wallMs());
    return this.written({
      ...trial.row,
      acts,
      ...(code === undefined ? {} : { credit: { code } }),
    });
  }

  /** What is practised gives none. */
  private creditCode(docId: string): string | undefined {
    return this.p.isTraining() ? undefined : this.p.creditFor(docId);
  }

  private written(row: RefundUnderWay): Promise<{ ok: true; sale: SoldView } | Refusal> {
    return this.p.alone(async () => {
      const answer = await this.p.commit(returnFact(this.p, row));
      if (answer.ok) this.p.done(answer.sale);
      return answer;
    });
  }

  /** The right itself, of one and of all of the day at this till; and, while head office cannot be asked, those of any return then (dom-O2). */
  private async rightsUsed(goods: Minor, day: string): Promise<readonly Used[]> {
    const size = (amount: number) => ({ amount: BigInt(amount), of: BigInt(amount) });
    const before = await unprovenRefunds(this.p.finder, day);
    const rights: Used[] = [
      { action: 'return-no-receipt', size: size(goods) },
      { action: 'return-no-receipt-day', size: size(before + goods) },
    ];
    if (!this.p.isOffline()) return rights;
    const already = await offlineRefunds(this.p.finder, day);
    return [
      ...rights,
      { action: 'return-offline', size: size(goods) },
      { action: 'return-offline-day', size: size(already + goods) },
    ];
  }

  /** What would be written, closed on trial with any number. */
  private returning(
    lines: readonly UnprovenAsk[],
    docId: string,
    acts: readonly SaleAct[],
  ): Returning | Refusal {
    const goods: UnprovenGoods[] = [];
    for (const { article, code, qtyMilli, reason } of lines) {
      const found = this.p.goodsOf(code === undefined ? { article } : { code });
      if (!found.ok) return found;
      const isByWeight = found.entry.data.unit === 'kg' && found.article.label === undefined;
      if (!isQuantity(qtyMilli, isByWeight)) return notReturnable('nothing-to-return');
      const { article: line, deposit } = found;
      const with_ = deposit === undefined ? {} : { deposit };
      goods.push({ article: line, ...with_, qtyMilli: milli(qtyMilli), reason });
    }
    const parts = noReceiptParts(this.p.taxSetup, goods);
    if (!parts.ok) return notReturnable(parts.error);
    const worth = minor(0 - sumMinor(parts.value.lines.map(({ gross }) => gross)));
    const { cashier, shift } = must(this.p.seller(), 'somebody sells');
    const { shiftId, businessDate } = shift;
    const by = { cashier, shiftId, businessDate };
    const money = { goods: worth, due: [], done: [] };
    const row = { docId, docNo: '', parts: parts.value, acts, ...by, ...money };
    const training = this.p.isTraining() ? { training: true as const } : {};
    const closed = closeUnderWay(this.p, row, { series: 'A', number: 1, ...training });
    if (!closed.ok) return notReturnable(closed.error);
    return { ok: true, row, goods: worth, sale: closed.value };
  }
}

function isQuantity(qtyMilli: number, isByWeight: boolean): boolean {
  if (isByWeight) return isWeighable(qtyMilli);
  const isCount = Number.isSafeInteger(qtyMilli) && qtyMilli > 0 && qtyMilli <= MOST_MILLI;
  return isCount && isWholePieces(milli(qtyMilli));
}

function actsOf(
  used: readonly Used[],
  { cashier, approver }: SignedOff,
  { amount, reason }: { amount: Minor; reason: UnprovenAsk['reason'] | undefined },
  at_ms: number,
): SaleAct[] {
  const by = { cashier, ...(approver === undefined ? {} : { approver }), at_ms };
  const why = reason === undefined ? {} : { reason };
  const isOffline = used.some(({ action }) => action === 'return-offline');
  return [
    { action: 'return-no-receipt', ...why, amount, ...by },
    ...(isOffline ? [{ action: 'return-offline' as const, amount, ...by }] : []),
  ];
}
