import { must } from '../../../domain/assert.ts';
import { returnLines, returnParts, type ReturnedLine } from '../../../domain/close-return.ts';
import { minor, NOTHING, sumMinor, type Minor } from '../../../domain/money.ts';
import { isCash } from '../../../domain/pay/sale-tender.ts';
import { milli } from '../../../domain/quantity.ts';
import { refundPlan, type RefundShare } from '../../../domain/after/refund-plan.ts';
import {
  cardsOf,
  cashShare,
  valuesBack,
  voucherShare,
  type CardDue,
  type RefundUnderWay,
} from '../../../domain/after/refund-under-way.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import { exchangeOf } from '../../../domain/exchange/basket-exchange.ts';
import type { TaxSetup } from '../../../domain/tax-setup.ts';
import type { Sale, SaleAct } from '../../../domain/sale.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { PostVoidAsked, ReturnAsked, ReturnTold } from '../../shared/returns-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal, SoldView } from '../../shared/till-api.ts';
import { BUSY, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import type { StoreReceipts } from '../receipts/store-receipts.ts';
import { cardsBack } from './cards-back.ts';
import { allTaken, closeUnderWay, returnFact, type ClosePorts } from './close-under-way.ts';
import { originalSale, type Original } from './original-sale.ts';
import type { RefundDesk } from './refund-desk.ts';
import { returnActs } from './return-acts.ts';
import { offlineRefunds } from './offline-refunds.ts';
import { sumOf } from './pay-out-guard.ts';
import { refundedBefore } from './refunded-before.ts';
import {
  GIFT_CARD_PAID,
  NO_CREDIT,
  NOT_CASH,
  notReturnable,
  OTHER_CURRENCY,
  VOID_OF_RETURN,
  VOID_OTHER_SHIFT,
  VOID_OTHER_TILL,
  VOID_RETURNED,
} from './return-refusals.ts';

export type ReturnDeskPorts = ClosePorts & {
  finder: DocFinder;
  atHeadOffice: Pick<StoreReceipts, 'open'>;
  currency: string;
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Why nothing may be done now: a sale is being paid. */
  whyNot: () => Refusal | undefined;
  /** Nothing else happens to the till's sale meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  may: (used: readonly Used[], approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  /** Whether it is practised: then only what was practised comes back. */
  isTraining: () => boolean;
  newId: () => string;
  /** Under which code a document gives credit in place of cash; undefined where this store gives none. */
  creditFor: (docId: string) => string | undefined;
  /** Where a card has its money back from. */
  refunds: Pick<RefundDesk, 'begin'>;
  commit: (fact: Fact) => Promise<{ ok: true; sale: SoldView } | Refusal>;
  /** The document is on disk. */
  done: (sale: SoldView) => void;
  /** The next goods begin the next sale. */
  beginSale: () => Refusal | undefined;
  act: (action: BasketAction) => Done | Refusal;
  taxSetup: TaxSetup;
};

/** No sale yet where a card is asked first. */
type Paid = { ok: true; sale: SoldView | undefined } | Refusal;

/** What is to be written, as far as it is known before anybody signed. */
type Undoing = {
  original: Original;
  returned: readonly ReturnedLine[];
  goods: Minor;
  /** What goes back to cards; the rest goes out in cash. */
  due: readonly CardDue[];
  /** Against which tenders, in order. */
  plan: readonly RefundShare[];
  /** What no tender of the document paid: another receipt did, before an exchange. */
  uncovered: Minor;
  /** What would go out in cash is given as credit instead. */
  asCredit?: boolean;
  act: Pick<SaleAct, 'action' | 'reason'>;
  postVoid?: { reason: PostVoidAsked['reason'] };
};

/**
 * Goods that come back on a receipt, and sales that are undone: stored amounts alone, one document that
 * points to the sale, on disk before the drawer opens (dom-T1, dom-X1, promise 1). One at a time, so
 * that a key pressed twice pays once.
 */
export class ReturnDesk {
  private readonly p: ReturnDeskPorts;
  private isBusy = false;

  constructor(p: ReturnDeskPorts) {
    this.p = p;
  }

  /** What a return would pay, as far as this till knows; nobody is asked, nothing is done. */
  async tell(asked: ReturnAsked): Promise<ReturnTold | Refusal> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const original = await originalSale(this.p, asked.docNo, 'this-till-alone');
    if (!original.ok) return original;
    const undoing = this.returning(original, asked);
    if ('ok' in undoing) return undoing;
    const trial = this.onTrial(undoing);
    if (!trial.ok) return trial;
    const { tenders } = trial.value;
    const paid = sumMinor(tenders.flatMap(({ type, amount }) => (isCash(type) ? [amount] : [])));
    const asCredit = this.rowOf({ ...undoing, asCredit: true }, []);
    return {
      ok: true,
      goods: undoing.goods,
      cash: minor(0 - paid),
      credit: asCredit.ok ? cashShare(asCredit.value) : 0,
      cards: cardsBack(undoing),
    };
  }

  giveBack(asked: ReturnAsked, approver?: Approver): Promise<Paid> {
    return this.once(async () => {
      const original = await originalSale(this.p, asked.docNo);
      if (!original.ok) return original;
      const undoing = this.returning(original, asked);
      return 'ok' in undoing ? undoing : this.signedAndWritten(undoing, approver);
    });
  }

  /** Into the open basket with them: what is scanned beside them is settled in one document (dom-E1). */
  exchange(asked: ReturnAsked, approver?: Approver): Promise<Done | Refusal> {
    return this.once(async () => {
      const original = await originalSale(this.p, asked.docNo);
      if (!original.ok) return original;
      const undoing = this.returning(original, asked);
      if ('ok' in undoing) return undoing;
      if (undoing.plan.some(({ tender }) => 'redemption' in tender)) return GIFT_CARD_PAID;
      const seller = this.p.seller();
      if (seller === undefined) return NOT_SIGNED_IN;
      const signed = await this.signedFor(undoing, seller, approver);
      if (!signed.ok) return signed;
      const { returnsSeen } = original;
      const before = refundedBefore(original);
      const seen = { before, returnsSeen, backMilli: sumOf(original.back) };
      const exchange = exchangeOf(original.sale, undoing.returned, seen, this.p.taxSetup);
      if (!exchange.ok) return notReturnable(exchange.error);
      const refused = this.p.beginSale();
      if (refused !== undefined) return refused;
      return this.p.act({
        type: 'take-goods-back',
        exchange: exchange.value,
        acts: signed.acts,
      });
    });
  }

  /** Undoes a whole sale of this till on its own day (dom-X2). */
  postVoid({ docNo, reason }: PostVoidAsked, approver?: Approver): Promise<Paid> {
    return this.once(async () => {
      const original = await originalSale(this.p, docNo);
      if (!original.ok) return original;
      const refused = this.whyNoVoid(original);
      if (refused !== undefined) return refused;
      const { sale } = original;
      const returned = sale.lines.map(({ line, qty_milli }) => ({
        line,
        qtyMilli: qty_milli,
        alreadyReturnedMilli: milli(0),
      }));
      const goods = sale.totals.gross;
      const plan = refundPlan(sale, NOTHING, goods);
      const due = cardsOf(plan);
      if (due === undefined) return NOT_CASH;
      const act = { action: 'post-void', reason } as const;
      const uncovered = NOTHING;
      const post = { act, postVoid: { reason } };
      const undoing = { original, returned, goods, due, plan, uncovered, ...post };
      return this.signedAndWritten(undoing, approver);
    });
  }

  private whyNoVoid({ sale, back, isOwn }: Original): Refusal | undefined {
    const { own, seller } = this.p;
    if (sale.lines.some(({ qty_milli }) => qty_milli < 0)) return VOID_OF_RETURN;
    if (!isOwn || sale.store !== own.store || sale.till !== own.till) return VOID_OTHER_TILL;
    if (sale.shift_id !== seller()?.shift.shiftId) return VOID_OTHER_SHIFT;
    return back.size > 0 ? VOID_RETURNED : undefined;
  }

  private returning(original: Original, asked: ReturnAsked): Undoing | Refusal {
    const { sale, back } = original;
    if (sale.currency !== this.p.currency) return OTHER_CURRENCY;
    if (!asked.lines.every(({ qtyMilli }) => Number.isSafeInteger(qtyMilli))) {
      return notReturnable('nothing-to-return');
    }
    const returned = asked.lines.map(({ line, qtyMilli, reason }) => ({
      line,
      qtyMilli: milli(qtyMilli),
      alreadyReturnedMilli: back.get(line) ?? milli(0),
      reason,
    }));
    const lines = returnLines(sale, returned);
    if (!lines.ok) return notReturnable(lines.error);
    const goods = minor(0 - sumMinor(lines.value.map(({ gross }) => gross)));
    const plan = refundPlan(sale, refundedBefore(original), goods);
    const due = cardsOf(plan);
    if (due === undefined) return NOT_CASH;
    const uncovered = minor(goods - sumMinor(plan.map(({ value }) => value)));
    const [reason] = asked.lines.map((line) => line.reason);
    const act = { action: 'return', ...(reason === undefined ? {} : { reason }) } as const;
    const asCredit = asked.asCredit === true;
    return { original, returned, goods, due, plan, uncovered, asCredit, act };
  }

  private async signedAndWritten(undoing: Undoing, approver: Approver | undefined): Promise<Paid> {
    const before = this.p.seller();
    if (before === undefined) return NOT_SIGNED_IN;
    const trial = this.onTrial(undoing);
    if (!trial.ok) return trial;
    const signed = await this.signedFor(undoing, before, approver);
    if (!signed.ok) return signed;
    const row = this.rowOf(undoing, signed.acts);
    if (!row.ok) return row;
    if (row.value.due.length === 0) return this.written(row.value);
    const begun = await this.p.refunds.begin(row.value);
    return begun.ok ? { ok: true, sale: undefined } : begun;
  }

  /** Who did it and who signed; looked at anew behind the signature. */
  private async signedFor(
    undoing: Undoing,
    before: { cashier: string; shift: ShiftRow },
    approver: Approver | undefined,
  ): Promise<{ ok: true; acts: SaleAct[] } | Refusal> {
    const wasTraining = this.p.isTraining();
    const used = await this.rightsUsed(undoing, before.shift.businessDate);
    const signed = await this.p.may(used, approver);
    if (!signed.ok) return signed;
    const refused = this.p.whyNot();
    if (refused !== undefined) return refused;
    const now = this.p.seller();
    if (now?.cashier !== before.cashier || now.shift.shiftId !== before.shift.shiftId) {
      return NOT_SIGNED_IN;
    }
    // Practised and real goods never meet, however long somebody signed (TRN4).
    if (this.p.isTraining() !== wasTraining) return BUSY;
    return { ok: true, acts: returnActs(undoing, signed, used, this.p.wallMs()) };
  }

  private written(row: RefundUnderWay): Promise<Paid> {
    return this.p.alone(async () => {
      const answer = await this.p.commit(returnFact(this.p, row));
      if (answer.ok) this.p.done(answer.sale);
      return answer;
    });
  }

  /** The right itself; and, while head office cannot be asked, those of that (dom-O2). */
  private async rightsUsed(
    { original, goods, uncovered, act }: Undoing,
    day: string,
  ): Promise<readonly Used[]> {
    const size = (amount: number) => ({ amount: BigInt(amount), of: BigInt(amount) });
    const action = act.action === 'post-void' ? 'post-void' : 'return';
    const other: Used = { action: 'refund-other-tender', size: size(uncovered) };
    const rights: Used[] = [{ action, size: size(goods) }, ...(uncovered > 0 ? [other] : [])];
    if (!original.isOffline || action === 'post-void') return rights;
    const already = await offlineRefunds(this.p.finder, day);
    return [
      ...rights,
      { action: 'return-offline', size: size(goods) },
      { action: 'return-offline-day', size: size(already + goods) },
    ];
  }

  /** Closed with any number, as if every card took its part. */
  private onTrial(undoing: Undoing): { ok: true; value: Sale } | Refusal {
    const row = this.rowOf(undoing, []);
    if (!row.ok) return row;
    const training = this.p.isTraining() ? { training: true as const } : {};
    const number = { series: 'A', number: 1, ...training };
    const closed = closeUnderWay(this.p, allTaken(row.value), number);
    return closed.ok ? closed : notReturnable(closed.error);
  }

  private rowOf(
    { original: { sale }, returned, goods, due, plan, asCredit, postVoid }: Undoing,
    acts: readonly SaleAct[],
  ): { ok: true; value: RefundUnderWay } | Refusal {
    const parts = returnParts({ sale, returned, ...(postVoid === undefined ? {} : { postVoid }) });
    if (!parts.ok) return notReturnable(parts.error);
    const { cashier, shift } = must(this.p.seller(), 'somebody signed in with a shift');
    const { shiftId, businessDate } = shift;
    const by = { cashier, shiftId, businessDate };
    const docId = this.p.newId();
    const values = valuesBack(plan, docId);
    const row = {
      docId,
      ...(values.length === 0 ? {} : { values }),
      docNo: sale.doc_no,
      parts: parts.value,
      goods,
      acts,
      ...by,
      due,
      done: [],
    };
    const only = voucherShare(plan);
    if (asCredit !== true && only === 0) return { ok: true, value: row };
    const code = this.p.isTraining() ? undefined : this.p.creditFor(docId);
    if (code === undefined || cashShare(row) <= 0) return asCredit === true ? NO_CREDIT : NOT_CASH;
    const credit = asCredit === true ? { code } : { code, only };
    return { ok: true, value: { ...row, credit } };
  }

  private async once<T>(run: () => Promise<T | Refusal>): Promise<T | Refusal> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const refused = this.p.whyNot();
    if (refused !== undefined) return refused;
    if (this.isBusy) return BUSY;
    this.isBusy = true;
    try {
      return await run();
    } finally {
      this.isBusy = false;
    }
  }
}
