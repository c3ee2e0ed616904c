import { liveLines } from '../../../domain/basket.ts';
import {
  amountOf,
  isPartPaid,
  offered,
  tendersOf,
  type BasketTender,
} from '../../../domain/pay/basket-tenders.ts';
import { isStoredValue } from '../../../domain/pay/sale-tender.ts';
import { settleTenders, type OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import { isMinor, minor, NOTHING, sumMinor, type Minor } from '../../../domain/money.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import type { SaleVersions } from '../../../domain/sale.ts';
import { paidOutBy, withRests } from '../../../domain/stored-value/credit-tenders.ts';
import { mostByValue } from '../../../domain/stored-value/value-limits.ts';
import { basketTotals, dueTotals } from '../../../domain/totals.ts';
import { cardsOf } from '../../../domain/after/refund-under-way.ts';
import { sharesFor } from '../../../domain/exchange/basket-exchange.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { NOTHING_SOLD } from '../../shared/nothing-sold.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal, SoldView, TillCommands } from '../../shared/till-api.ts';
import { ANSWER_FIRST, BAD_CASH, BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import { randomId } from '../random.ts';
import { foreignTender } from './foreign-money.ts';
import type { BasketDesk } from '../selling/basket-desk.ts';
import { checkOut, trialNumber, whyNotPayable } from '../selling/checkout.ts';
import type { SaleInput } from '../selling/facts.ts';
import type { TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import type { RefundDesk } from '../returns/refund-desk.ts';
import type { PayOutGuard } from '../returns/pay-out-guard.ts';
import { NO_CREDIT, NOT_CASH } from '../returns/return-refusals.ts';
import { exchangeRow } from './exchange-row.ts';
import type { CardDesk } from './card-desk.ts';
import { CARD_OPEN } from './card-refusals.ts';
import {
  CAME_BACK,
  CAME_BACK_PAID,
  MONEY_GOES_OUT,
  NOTHING_OUT,
  OVERPAID,
  TOO_MUCH,
} from './pay-refusals.ts';
import { workerClock } from '../worker-clock.ts';

export type PayDeskPorts = {
  core: TillCore;
  rules: TillRules;
  desk: Pick<BasketDesk, 'basket' | 'act'>;
  /** Who sells in which shift; undefined while nobody does. */
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  sold: () => SoldView | undefined;
  isHeld: () => boolean;
  /** An article waits for an answer: it may still come into the basket. */
  isAsking: () => boolean;
  /** Resolves when promotions were read. */
  opened: () => Promise<void>;
  /** Once the basket is written; nothing else happens to it meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  savings: () => BasketSavings;
  versions: () => SaleVersions;
  /** Under which code a document gives store credit; undefined where this till gives none. */
  creditFor: (docId: string) => string | undefined;
  /** The same for what a voucher is worth beyond the sale: undefined where the store lets that go. */
  restFor: (docId: string) => string | undefined;
  cards: Pick<CardDesk, 'isOpen' | 'takeBack'>;
  /** A part payment is no tender of the sale any more. */
  letGo: (tender: BasketTender) => void;
  exchanges: Pick<PayOutGuard, 'isOld' | 'mayPayOut'>;
  refunds: () => Pick<RefundDesk, 'begin'>;
  /** The sale is on disk. */
  done: (sale: SoldView) => void;
};

type Paid = { ok: true; sale: SoldView } | Refusal;
/** No sale yet where a card is given its part first. */
type PaidOut = { ok: true; sale: SoldView | undefined } | Refusal;

/** Takes money for the basket: in cash at once, or in parts. */
export class PayDesk {
  private readonly p: PayDeskPorts;

  constructor(p: PayDeskPorts) {
    this.p = p;
  }

  /** Paid twice by a double click is paid once: while one payment runs, there is no other. */
  async payCash(tendered: number): Promise<TillCommands['pay-cash']['answer']> {
    // Before anything is checked: nothing may come between the checks and the payment.
    await this.p.opened();
    if (!isMinor(tendered) || tendered < 0) return BAD_CASH;
    if (this.balance() < 0) return MONEY_GOES_OUT;
    const cash = { type: 'cash', tendered: minor(tendered) } as const;
    return this.finish(this.balance() === 0 ? undefined : cash);
  }

  /** Notes of another currency: they finish the sale, with change in ours, or are a part of it. */
  async takeForeign(given: { currency: string; amount: number }): Promise<Done | Refusal> {
    await this.p.opened();
    const refused = (await this.cameBack()) ?? this.whyNot() ?? this.overpaid();
    if (refused !== undefined) return refused;
    const { core, rules } = this.p;
    const taken = foreignTender(core.identity.profile, rules, given, core.wire.correctedMs());
    return taken.ok ? this.take(taken.tender) : taken;
  }

  /** What settles the sale ends it; anything less is a part. */
  async take(tender: OfferedTender): Promise<Done | Refusal> {
    const refused = (await this.cameBack()) ?? this.whyNot();
    if (refused !== undefined) return refused;
    const { cashPolicy } = this.p.rules;
    const settled = settleTenders(this.total(), [...this.taken(), tender], cashPolicy);
    if (!settled.ok || this.balance() <= 0) return TOO_MUCH;
    // What is used up as a whole leaves a rest only where it ends the sale: a document has one (VOUCH3).
    const isCut = tender.type === 'voucher' && tender.face > tender.amount;
    if (!settled.value.settlement.settled) return isCut ? TOO_MUCH : this.add(tender);
    const paid = await this.finish(tender);
    return paid.ok ? DONE : paid;
  }

  /** Takes part of what is open; the sale stays open for the rest, also over a power cut. */
  async takePart(tendered: number): Promise<Done | Refusal> {
    await this.p.opened();
    const refused = (await this.cameBack()) ?? this.whyNot() ?? this.overpaid();
    if (refused !== undefined) return refused;
    if (!isMinor(tendered) || tendered <= 0) return BAD_CASH;
    const part = { type: 'cash', tendered: minor(tendered) } as const;
    const settled = settleTenders(this.total(), [...this.taken(), part], this.p.rules.cashPolicy);
    // What settles the sale finishes it: that is `payCash`.
    if (!settled.ok || settled.value.settlement.settled) return TOO_MUCH;
    return this.add(part);
  }

  /** Gives a part payment back. What a terminal took is reversed there first. */
  async takeBack(tenderId: string): Promise<Done | Refusal> {
    const refused = this.whyNot();
    if (refused !== undefined) return refused;
    const tender = tendersOf(this.p.desk.basket).find((one) => one.tenderId === tenderId);
    if (tender?.type === 'card') return this.p.cards.takeBack(tender);
    const { cashier = '' } = this.p.seller() ?? {};
    const atMs = workerClock.wallMs();
    const undone = this.p.desk.act({ type: 'take-back-tender', tenderId, cashier, atMs });
    if (undone === undefined && tender !== undefined) this.p.letGo(tender);
    return undone ?? DONE;
  }

  private add(tender: OfferedTender): Done | Refusal {
    return (
      this.p.desk.act({ type: 'add-tender', tender: { ...tender, tenderId: randomId() } }) ?? DONE
    );
  }

  /** An exchange that comes to less than nothing: back to the cards that paid, the rest in cash (dom-E1). */
  async payOut(approver?: Approver, asCredit = false): Promise<PaidOut> {
    await this.p.opened();
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    const refused = this.whyNot();
    if (refused !== undefined) return refused;
    const { basket } = this.p.desk;
    const goods = minor(0 - this.balance());
    if (goods <= 0 || basket.exchange === undefined) return NOTHING_OUT;
    if (liveLines(basket).length === 0) return NOTHING_SOLD;
    const due = cardsOf(sharesFor(basket.exchange.shares, goods));
    if (due === undefined) return NOT_CASH;
    const docId = randomId();
    const code = asCredit ? this.p.creditFor(docId) : undefined;
    const inCash = minor(goods - sumMinor(due.map(({ amount }) => amount)));
    if (asCredit && (code === undefined || inCash === 0)) return NO_CREDIT;
    const kept = await this.mayPayOut(seller.shift.businessDate, approver);
    if (kept !== undefined) return kept;
    if (due.length === 0) return this.finish(paidOutBy(code, docId, goods), docId);
    const input = this.saleInput(seller, [], docId);
    const credit = code === undefined ? {} : { credit: { code } };
    const row = exchangeRow(input, { goods, due, ...credit }, trialNumber(this.p.core.committer));
    if (!row.ok) return row;
    const begun = await this.p.refunds().begin(row.value);
    return begun.ok ? { ok: true, sale: undefined } : begun;
  }

  /** Why nothing goes out; what somebody signed for it stands with the basket. */
  private async mayPayOut(day: string, approver?: Approver): Promise<Refusal | undefined> {
    const { basket } = this.p.desk;
    const may = await this.p.alone(
      async () => (await this.cameBack()) ?? this.p.exchanges.mayPayOut(basket, day, approver),
    );
    if (may === 'came-back') return CAME_BACK;
    if (!may.ok) return may;
    for (const act of may.acts) {
      const refused = this.p.desk.act({ type: 'record', act });
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  /** Closes the sale with what was taken and this. */
  async finish(last: OfferedTender | undefined, docId = randomId()): Promise<Paid> {
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    if (this.p.isHeld()) return BUSY;
    if (this.p.cards.isOpen) return CARD_OPEN;
    const sold = this.p.sold();
    if (sold !== undefined) return { ok: true, sale: sold };
    if (this.p.isAsking()) return ANSWER_FIRST;
    const overpaid = this.overpaid();
    if (overpaid !== undefined) return overpaid;
    const input = this.saleInput(seller, last === undefined ? [] : [last], docId);
    const refused = whyNotPayable(input, trialNumber(this.p.core.committer));
    if (refused !== undefined) return refused;
    return this.p.alone(() => this.commitSale(input));
  }

  private async commitSale(input: SaleInput): Promise<Paid> {
    const old = await this.cameBack();
    if (old !== undefined) return old;
    const answer = await checkOut(this.p.core, input);
    if (answer.ok) this.p.done(answer.sale);
    return answer;
  }

  private saleInput(
    { cashier, shift }: { cashier: string; shift: ShiftRow },
    last: readonly OfferedTender[],
    docId: string,
  ): SaleInput {
    const { identity } = this.p.core;
    return {
      basket: this.p.desk.basket,
      savings: this.p.savings(),
      rules: this.p.rules,
      profile: identity.profile,
      till: identity.till,
      shift,
      cashier,
      tenders: withRests([...this.taken(), ...last], this.p.restFor(docId), docId),
      docId,
      closedMs: workerClock.wallMs(),
      versions: this.p.versions(),
    };
  }

  /** Why what comes back cannot be settled as it stands: asked before any money is taken. */
  async cameBack(): Promise<Refusal | undefined> {
    const { basket } = this.p.desk;
    const { exchange } = basket;
    if (exchange === undefined || !(await this.p.exchanges.isOld(exchange))) return undefined;
    return isPartPaid(basket) ? CAME_BACK_PAID : CAME_BACK;
  }

  /** Why no money can be taken now. */
  whyNot(): Refusal | undefined {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    if (this.p.cards.isOpen) return CARD_OPEN;
    if (this.p.isHeld() || this.p.sold() !== undefined) return BUSY;
    return this.p.isAsking() ? ANSWER_FIRST : undefined;
  }

  /** Why no more is taken, though a payment can go back. */
  overpaid(): Refusal | undefined {
    return this.settled().ok ? undefined : OVERPAID;
  }

  private settled(): ReturnType<typeof settleTenders> {
    return settleTenders(this.total(), this.taken(), this.p.rules.cashPolicy);
  }

  private taken(): OfferedTender[] {
    return offered(tendersOf(this.p.desk.basket));
  }

  private total(): Minor {
    const { basket } = this.p.desk;
    const { taxSetup } = this.p.rules;
    const totals = basketTotals(basket, taxSetup, this.p.savings());
    if (!totals.ok) return NOTHING;
    return dueTotals(basket, taxSetup, totals.value).totals.gross;
  }

  /** What a card that holds value may pay of what is open (GIFT6). */
  mostByValue(): Minor {
    const { basket } = this.p.desk;
    const loads = liveLines(basket).filter(({ storedValue }) => storedValue !== undefined);
    const byValue = tendersOf(basket).filter((one) => one.type === 'voucher' || isStoredValue(one));
    return mostByValue({
      open: this.balance(),
      total: this.total(),
      loads: sumMinor(loads.map(({ unitPrice }) => unitPrice)),
      byValue: sumMinor(byValue.map(amountOf)),
    });
  }

  /** What is still open: nothing where more is paid than it costs. A sale that costs nothing has no tender. */
  balance(): Minor {
    if (!isPartPaid(this.p.desk.basket)) return this.total();
    const settled = this.settled();
    return settled.ok ? settled.value.settlement.balance : NOTHING;
  }
}
