import type { Signed } from '../../../domain/adjust/basket-terms.ts';
import type { ManualDiscount } from '../../../domain/adjust/manual-discount.ts';
import {
  mayDo,
  type GuardedAction,
  type Limit,
  type LimitReach,
  type Permissions,
} from '../../../domain/adjust/permissions.ts';
import { liveLines, type Basket } from '../../../domain/basket.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import { isMinor, minor, type Minor } from '../../../domain/money.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import type { TaxSetup } from '../../../domain/tax-setup.ts';
import type { MoneySetting } from '../../shared/format/money-format.ts';
import type { Approver, AskedDiscount, TermsChange } from '../../shared/terms-api.ts';
import type { CashierFace, Done, Refusal } from '../../shared/till-api.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import { baseOf, discountTaken, sizeOfChange, type Measured } from './size-of-change.ts';
import {
  approverMayNot,
  BAD_PRICE,
  beyondTheGoods,
  EMPTY_BASKET,
  needsApproval,
  OTHER_GOODS,
  promotionsSaveMore,
  SAME_PERSON,
} from './terms-refusals.ts';

export type TermsDeskPorts = {
  cashier: () => CashierFace | undefined;
  isPaying: () => boolean;
  basket: () => Basket;
  act: (action: BasketAction) => Refusal | undefined;
  savings: (basket: Basket) => BasketSavings;
  setup: TaxSetup;
  money: MoneySetting;
  permissions: () => Permissions;
  /** Number and PIN, throttled as at sign-in. */
  verify: (
    approver: Approver,
    action: GuardedAction,
  ) => Promise<{ ok: true; cashier: CashierFace } | Refusal>;
  wallMs: () => number;
};

type Asker = { readonly cashier: CashierFace; readonly on: Measured };

/** What people change of a basket's prices and taxes, and whether they may (dom-A4). */
export class TermsDesk {
  private readonly p: TermsDeskPorts;

  constructor(p: TermsDeskPorts) {
    this.p = p;
  }

  /**
   * Done where the cashier's own right reaches. Else it needs an approver, who signs for this one
   * action: the cashier stays signed in, and what is allowed is decided anew after the PIN was hashed,
   * by the basket as it stands then; it must be the same basket and the same article.
   */
  async change(change: TermsChange, approver: Approver | undefined): Promise<Done | Refusal> {
    const asker = this.asker();
    if ('ok' in asker) return asker;
    const fault = this.faultOf(change, asker.on);
    if (fault !== undefined) return fault;
    const { role, number } = asker.cashier;
    const own = this.judge(change, role, asker.on);
    if (isTakingBack(change) || own.may) return this.apply(change, asker, own.limit);
    if (approver === undefined) return needsApproval(change.action, own.limit, this.p.money);
    if (approver.number === number) return SAME_PERSON;
    const signed = await this.p.verify(approver, change.action);
    if (!signed.ok) return signed;
    const now = this.asker();
    if ('ok' in now) return now;
    if (now.cashier.number !== number) return NOT_SIGNED_IN;
    if (!isSameTarget(change, asker.on.basket, now.on.basket)) return OTHER_GOODS;
    const faultNow = this.faultOf(change, now.on);
    if (faultNow !== undefined) return faultNow;
    const theirs = this.judge(change, signed.cashier.role, now.on);
    if (!theirs.may) return approverMayNot(theirs.limit, this.p.money);
    return this.apply(change, now, theirs.limit, signed.cashier.number);
  }

  note(text: string): Done | Refusal {
    const asker = this.asker();
    return 'ok' in asker ? asker : (this.p.act({ type: 'note', text }) ?? DONE);
  }

  private asker(): Asker | Refusal {
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    if (this.p.isPaying()) return BUSY;
    const basket = this.p.basket();
    if (liveLines(basket).length === 0) return EMPTY_BASKET;
    return { cashier, on: { basket, setup: this.p.setup, savings: this.p.savings(basket) } };
  }

  private judge(change: TermsChange, role: CashierFace['role'], on: Measured) {
    return mayDo(this.p.permissions(), role, change.action, sizeOfChange(change, on));
  }

  /** What stands against it whoever signs. The basket's own bounds come with `act`. */
  private faultOf(change: TermsChange, on: Measured): Refusal | undefined {
    const { money } = this.p;
    if (change.action === 'price-override' && change.price !== null) {
      return isMinor(change.price.amount) ? undefined : BAD_PRICE;
    }
    if (!('discount' in change) || change.discount === null) return undefined;
    const { discount } = change;
    const figure = discount.kind === 'amount' ? discount.amount : discount.hundredths;
    const base = baseOf(change, on);
    if (!isMinor(figure) || (discount.kind === 'amount' && figure > base)) {
      return beyondTheGoods(base, money);
    }
    if (change.action !== 'line-discount') return undefined;
    const saved = on.savings.get(change.lineId);
    const promoted = (saved?.lineDiscount ?? 0) + (saved?.docDiscount ?? 0);
    return promoted > 0 && discountTaken(change, on) <= promoted
      ? promotionsSaveMore(promoted, money)
      : undefined;
  }

  private apply(
    change: TermsChange,
    { cashier, on }: Asker,
    limit: Limit,
    approver?: string,
  ): Done | Refusal {
    const by = {
      cashier: cashier.number,
      ...(approver === undefined ? {} : { approver }),
      atMs: this.p.wallMs(),
    };
    return this.p.act(this.actionOf(change, on, by, limit)) ?? DONE;
  }

  private actionOf(change: TermsChange, on: Measured, by: Signed, limit: Limit): BasketAction {
    switch (change.action) {
      case 'line-discount':
      case 'basket-discount': {
        const { discount } = change;
        const given =
          discount === null ? null : manualDiscount(discount, baseOf(change, on), limit.maxAmount);
        const amount = { amount: discountTaken(change, on) };
        return change.action === 'line-discount'
          ? { type: 'discount-line', lineId: change.lineId, discount: given, ...amount, ...by }
          : { type: 'discount-basket', discount: given, ...amount, ...by };
      }
      case 'price-override':
        return { type: 'price-line', lineId: change.lineId, price: change.price, ...by };
      case 'tax-exempt':
        return { type: 'exempt-tax', reason: change.reason, ...reachOf(limit), ...by };
    }
  }
}

/** Line ids start anew with each basket, so an id alone does not say what was signed for. */
function isSameTarget(change: TermsChange, before: Basket, now: Basket): boolean {
  if (before.basketId !== now.basketId) return false;
  if (!('lineId' in change)) return true;
  const articleIn = ({ lines }: Basket): string | undefined =>
    lines.find(({ lineId }) => lineId === change.lineId)?.article;
  return articleIn(before) === articleIn(now);
}

function isTakingBack(change: TermsChange): boolean {
  if ('discount' in change) return change.discount === null;
  return change.action === 'price-override' ? change.price === null : change.reason === null;
}

/** What an exemption is held to when further goods come. */
function reachOf({ allowed: _may, ...within }: Limit): { within?: LimitReach } {
  return Object.keys(within).length === 0 ? {} : { within };
}

function manualDiscount(asked: AskedDiscount, of: Minor, most: Minor | undefined): ManualDiscount {
  const { reason } = asked;
  const bound = most === undefined ? {} : { most };
  return asked.kind === 'percent'
    ? { kind: 'percent', hundredths: asked.hundredths, reason, ...bound }
    : { kind: 'amount', amount: minor(asked.amount), of, reason, ...bound };
}
