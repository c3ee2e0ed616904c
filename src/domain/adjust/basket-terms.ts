import { unreachable } from '../assert.ts';
import { liveLines, type Basket, type BasketLine } from '../basket.ts';
import { isMinor, minor, type Minor } from '../money.ts';
import { quantityValue } from '../quantity.ts';
import { multiply, rational, round } from '../rational.ts';
import { err, ok, type Result } from '../result.ts';
import type { SaleAct } from '../sale.ts';
import { isManualDiscount, type ManualDiscount } from './manual-discount.ts';
import { noteProblem, type NoteProblem } from './note-text.ts';
import type { GuardedAction, LimitReach } from './permissions.ts';
import type { ExemptReason, PriceReason } from './reason.ts';

/** Who does it now, and who signed for it where that was needed. */
export type Signed = {
  readonly cashier: string;
  readonly approver?: string;
  readonly atMs: number;
};

/** What a person changes of the terms of a sale; `null` takes it back. */
export type TermsAction =
  | ({
      readonly type: 'discount-line';
      readonly lineId: string;
      readonly discount: ManualDiscount | null;
      /** What it takes off now, for the record. */
      readonly amount?: Minor;
    } & Signed)
  | ({
      readonly type: 'price-line';
      readonly lineId: string;
      readonly price: { readonly amount: number; readonly reason: PriceReason } | null;
    } & Signed)
  | ({
      readonly type: 'discount-basket';
      readonly discount: ManualDiscount | null;
      readonly amount?: Minor;
    } & Signed)
  | ({
      readonly type: 'exempt-tax';
      readonly reason: ExemptReason | null;
      /** How far the right of who gives it reaches; absent where nothing bounds it. */
      readonly within?: LimitReach;
    } & Signed)
  | { readonly type: 'note'; readonly text: string };

/** Why terms cannot be changed so. */
export type TermsProblem =
  | NoteProblem
  | 'bad-discount'
  | 'bad-override-price'
  | 'not-discountable'
  | 'no-such-line'
  | 'line-voided'
  | 'line-too-large';

/** Dearest price a person may name, minor units: a million in a two-decimal currency. */
export const MAX_OVERRIDE_PRICE = 100_000_000;
/** As for goods that are scanned: thousands of such lines still sum exactly. */
const MAX_LINE_AMOUNT = 1_000_000_000_000n;

/** Applies one change of terms and records it (dom-A4, dom-P10). */
export function changeTerms(basket: Basket, action: TermsAction): Result<Basket, TermsProblem> {
  switch (action.type) {
    case 'discount-line':
      return discountLine(basket, action);
    case 'price-line':
      return priceLine(basket, action);
    case 'discount-basket':
      return discountBasket(basket, action);
    case 'exempt-tax':
      return ok(exemptTax(basket, action));
    case 'note':
      return noteBasket(basket, action.text);
    default:
      return unreachable(action);
  }
}

function discountLine(
  basket: Basket,
  action: Extract<TermsAction, { type: 'discount-line' }>,
): Result<Basket, TermsProblem> {
  const found = discountableLine(basket, action.lineId);
  if (!found.ok) return found;
  const { discount: old, ...line } = found.value;
  const { discount } = action;
  const at = { line: line.lineId, article: line.article };
  if (discount === null) {
    if (old === undefined) return ok(basket);
    return ok(withLine(basket, line, { ...takenBack('line-discount', action), ...at }));
  }
  if (!isManualDiscount(discount)) return err('bad-discount');
  const act = { ...discountAct('line-discount', discount, action), ...at };
  return ok(withLine(basket, { ...line, discount }, act));
}

function priceLine(
  basket: Basket,
  action: Extract<TermsAction, { type: 'price-line' }>,
): Result<Basket, TermsProblem> {
  const found = discountableLine(basket, action.lineId);
  if (!found.ok) return found;
  const { override: old, ...line } = found.value;
  const { price } = action;
  const at = { line: line.lineId, article: line.article };
  const bookPrice = old?.bookPrice ?? line.unitPrice;
  if (price === null) {
    if (old === undefined) return ok(basket);
    const act = { ...takenBack('price-override', action), ...at };
    return ok(withLine(basket, { ...line, unitPrice: bookPrice }, act));
  }
  const { amount, reason } = price;
  if (!isMinor(amount) || amount <= 0 || amount > MAX_OVERRIDE_PRICE) {
    return err('bad-override-price');
  }
  if ((BigInt(line.qtyMilli) * BigInt(amount)) / 1000n > MAX_LINE_AMOUNT) {
    return err('line-too-large');
  }
  const act: SaleAct = {
    action: 'price-override',
    ...at,
    reason,
    price: amount,
    book_price: bookPrice,
    ...signature(action),
  };
  const changed = { ...line, unitPrice: amount, override: { bookPrice, reason } };
  return ok(withLine(basket, changed, act));
}

function discountBasket(
  basket: Basket,
  action: Extract<TermsAction, { type: 'discount-basket' }>,
): Result<Basket, TermsProblem> {
  const { discount: old, ...plain } = basket;
  const { discount } = action;
  if (discount === null) {
    return ok(old === undefined ? basket : recorded(plain, takenBack('basket-discount', action)));
  }
  if (!isManualDiscount(discount)) return err('bad-discount');
  const act = discountAct('basket-discount', discount, action);
  return ok(recorded({ ...plain, discount }, act));
}

function exemptTax(basket: Basket, action: Extract<TermsAction, { type: 'exempt-tax' }>): Basket {
  const { taxExempt: old, exemptWithin: _bound, ...plain } = basket;
  const { reason, within } = action;
  if (reason === null) {
    return old === undefined ? basket : recorded(plain, takenBack('tax-exempt', action));
  }
  const act: SaleAct = { action: 'tax-exempt', reason, ...signature(action) };
  const bound = within === undefined ? {} : { exemptWithin: within };
  return recorded({ ...plain, taxExempt: reason, ...bound }, act);
}

/** Without goods there is nothing to agree on: the next customer inherits no terms. */
export function withoutIdleTerms(basket: Basket): Basket {
  if (liveLines(basket).length > 0) return basket;
  const {
    discount: _discount,
    taxExempt: _exempt,
    exemptWithin: _bound,
    note: _note,
    member: _member,
    coupons: _coupons,
    ageChecked: _age,
    ...plain
  } = basket;
  return plain;
}

function noteBasket(basket: Basket, text: string): Result<Basket, TermsProblem> {
  const { note: _old, ...plain } = basket;
  const note = text.trim();
  const problem = noteProblem(note);
  if (problem !== undefined) return err(problem);
  return ok(note === '' ? plain : { ...plain, note });
}

/** Tobacco, gift cards and deposits are sold at their price (dom-D4). */
function discountableLine(basket: Basket, lineId: string): Result<BasketLine, TermsProblem> {
  const line = basket.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) return err('no-such-line');
  if (line.voided) return err('line-voided');
  return line.discountable ? ok(line) : err('not-discountable');
}

function withLine(basket: Basket, changed: BasketLine, act: SaleAct): Basket {
  const lines = basket.lines.map((line) => (line.lineId === changed.lineId ? changed : line));
  return recorded({ ...basket, lines, selectedLineId: changed.lineId }, act);
}

/** The record only grows; see `Basket.acts`. */
export function recorded(basket: Basket, act: SaleAct): Basket {
  return { ...basket, acts: [...(basket.acts ?? []), act] };
}

function discountAct(
  action: 'line-discount' | 'basket-discount',
  discount: ManualDiscount,
  by: Signed & { readonly amount?: Minor },
): SaleAct {
  const amount = discount.kind === 'amount' ? discount.amount : by.amount;
  return {
    action,
    reason: discount.reason,
    ...(discount.kind === 'percent' ? { hundredths: discount.hundredths } : {}),
    ...(amount === undefined ? {} : { amount }),
    ...signature(by),
  };
}

function takenBack(of: GuardedAction, by: Signed): SaleAct {
  return { action: 'taken-back', of, ...signature(by) };
}

function signature({
  cashier,
  approver,
  atMs,
}: Signed): Pick<SaleAct, 'cashier' | 'approver' | 'at_ms'> {
  return { cashier, ...(approver === undefined ? {} : { approver }), at_ms: atMs };
}

/** What a quantity of goods comes to at a price, in minor units. */
export function comesTo(line: Pick<BasketLine, 'qtyMilli'>, unitPrice: Minor): Minor {
  return minor(
    round(multiply(quantityValue(line.qtyMilli), rational(BigInt(unitPrice))), 'half-up'),
  );
}
