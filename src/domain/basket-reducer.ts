import {
  changeTerms,
  recorded,
  withoutIdleTerms,
  type TermsAction,
  type TermsProblem,
} from './adjust/basket-terms.ts';
import { withAgeCheck, type AgeCheck } from './asks/age-check.ts';
import { followGoods, hasSameDeposit, withDeposit } from './asks/deposit-lines.ts';
import { changeCards, type CardAction, type CardProblem } from './customer/basket-cards.ts';
import { nextLineId, pastWith, undoStep } from './adjust/undo-step.ts';
import type { Basket, BasketArticle, BasketLine, BasketVoid } from './basket.ts';
import {
  backLines,
  takeIn,
  withoutBackLine,
  type BasketExchange,
} from './exchange/basket-exchange.ts';
import { isMinor } from './money.ts';
import {
  changeTenders,
  isPartPaid,
  type TenderAction,
  type TenderActionProblem,
} from './pay/basket-tenders.ts';
import { isWholePieces, MAX_QUANTITY, milli, ONE_WHOLE, type Milli } from './quantity.ts';
import { err, ok, type Result } from './result.ts';
import type { SaleAct } from './sale.ts';

/** Everything that can happen to a basket before it is paid. Quantities are thousandths. */
export type BasketAction =
  | {
      readonly type: 'add';
      readonly article: BasketArticle;
      readonly qtyMilli: number;
      /** The deposit that goes with each piece. */
      readonly deposit?: BasketArticle;
      /** The customer was found old enough for it just now. */
      readonly age?: AgeCheck;
      /** Who adds it: a sale names everybody who served (dom-A5). */
      readonly cashier?: string;
    }
  | {
      readonly type: 'change-quantity';
      readonly lineId: string;
      readonly qtyMilli: number;
      readonly atMs: number;
    }
  | {
      readonly type: 'void-line';
      readonly lineId: string;
      readonly atMs: number;
      /** Told of goods that do not come back after all. */
      readonly cashier?: string;
    }
  | { readonly type: 'select-line'; readonly lineId: string }
  | { readonly type: 'cancel'; readonly atMs: number }
  | { readonly type: 'undo'; readonly cashier: string; readonly atMs: number }
  /** Somebody used a right that changes no terms: it stands with the sale. */
  | { readonly type: 'record'; readonly act: SaleAct }
  /** Goods of a receipt come back with this basket; who did it and who signed (dom-E1). */
  | {
      readonly type: 'take-goods-back';
      readonly exchange: BasketExchange;
      readonly acts: readonly SaleAct[];
    }
  | TenderAction
  | CardAction
  | TermsAction;

/** Why an action was refused; the basket stays as it was. */
export type BasketProblem =
  | 'bad-quantity'
  | 'bad-price'
  | 'line-too-large'
  | 'no-such-line'
  | 'line-voided'
  | 'basket-closed'
  | 'one-a-label'
  | 'one-a-card'
  | 'card-on-sale'
  | 'terms-agreed'
  | 'nothing-to-undo'
  | 'exchange-open'
  | 'follows-receipt'
  | TenderActionProblem
  | 'follows-goods'
  | CardProblem
  | TermsProblem;

/** Ten thousand million in a two-decimal currency; thousands of such lines still sum exactly. */
const MAX_LINE_AMOUNT = 1_000_000_000_000n;

/** Applies one action. Untouched lines are shared with the old basket, never copied. */
export function reduceBasket(basket: Basket, action: BasketAction): Result<Basket, BasketProblem> {
  if (basket.status !== 'open') return err('basket-closed');
  if (action.type === 'add-tender' || action.type === 'take-back-tender')
    return changeTenders(basket, action);
  if (isPartPaid(basket) && action.type !== 'select-line') return err('part-paid');
  if (action.type === 'undo') return undoStep(basket, action);
  const next = applied(basket, action);
  const isStep =
    action.type !== 'select-line' && action.type !== 'cancel' && action.type !== 'record';
  if (!next.ok || !isStep || next.value === basket) return next;
  return ok({ ...next.value, past: pastWith(basket) });
}

function applied(
  basket: Basket,
  action: Exclude<BasketAction, TenderAction | { type: 'undo' }>,
): Result<Basket, BasketProblem> {
  switch (action.type) {
    case 'add':
      return addArticle(basket, action);
    case 'change-quantity':
      return changeQuantity(basket, action.lineId, action.qtyMilli, action.atMs);
    case 'void-line':
      return voidLine(basket, action);
    case 'select-line':
      return selectLine(basket, action.lineId);
    case 'cancel':
      return ok(cancel(basket, action.atMs));
    case 'show-member':
    case 'show-coupon':
    case 'take-back-coupons':
      return changeCards(basket, action);
    case 'take-goods-back':
      return takeIn(basket, action.exchange, action.acts);
    case 'record':
      return ok(recorded(basket, action.act));
    default:
      return changeTerms(basket, action);
  }
}

function addArticle(
  before: Basket,
  { article, qtyMilli: added, deposit, age, cashier }: Extract<BasketAction, { type: 'add' }>,
): Result<Basket, BasketProblem> {
  const served = servedBy(before, cashier);
  const basket = age === undefined ? served : withAgeCheck(served, age);
  if (!isMinor(article.unitPrice) || article.unitPrice < 0) return err('bad-price');
  if (!isQuantity(added)) return err('bad-quantity');
  const loads = loadProblem(basket, article, added);
  if (loads !== undefined) return err(loads);
  const merged = mergeTarget(basket, article, added, deposit);
  const quantity = lineQuantity((merged?.qtyMilli ?? 0) + added, article);
  if (!quantity.ok) return quantity;
  if (merged !== undefined) {
    const grown = replaceLine(basket, { ...merged, qtyMilli: quantity.value });
    // More pieces only: nothing is voided, so no time is told.
    return ok({ ...followGoods(grown, merged.lineId, 0), selectedLineId: merged.lineId });
  }
  const lineId = nextLineId(basket);
  const line: BasketLine = { ...article, lineId, qtyMilli: quantity.value, voided: false };
  const next: Basket = { ...basket, lines: [...basket.lines, line], selectedLineId: lineId };
  if (deposit === undefined) return ok(next);
  if (!isMinor(deposit.unitPrice) || deposit.unitPrice < 0) return err('bad-price');
  return ok(withDeposit(next, line, deposit, nextLineId(next)));
}

/** A card is loaded once a sale, and one line is one card (GIFT3). */
function loadProblem(
  basket: Basket,
  { storedValue: value }: BasketArticle,
  qty: Milli,
): 'one-a-card' | 'card-on-sale' | undefined {
  if (value === undefined) return undefined;
  if (qty !== ONE_WHOLE) return 'one-a-card';
  const isThere = basket.lines.some(
    ({ voided, storedValue }) => !voided && storedValue?.code === value.code,
  );
  return isThere ? 'card-on-sale' : undefined;
}

/** Once each, in the order they came. */
function servedBy(basket: Basket, cashier: string | undefined): Basket {
  const { servedBy: known = [] } = basket;
  if (cashier === undefined || known.includes(cashier)) return basket;
  return { ...basket, servedBy: [...known, cashier] };
}

/**
 * The line that a further piece joins: same article at the same price row, counted in pieces. One
 * line per article keeps the screen short and lets the customer compare it with the goods on the
 * belt. Weighed goods and packs with their price on the label never merge, each stays checkable; a price that changed meanwhile
 * opens a new line, because a line is stamped with one price row (D15).
 */
function mergeTarget(
  basket: Basket,
  added: BasketArticle,
  qty: Milli,
  deposit: BasketArticle | undefined,
): BasketLine | undefined {
  if (!isWholePieces(qty) || added.label !== undefined) return undefined;
  if (added.storedValue !== undefined) return undefined;
  return basket.lines.findLast(
    (line) =>
      !line.voided &&
      line.label === undefined &&
      line.storedValue === undefined &&
      line.depositOf === undefined &&
      !hasTerms(line) &&
      hasSameDeposit(basket, line.lineId, deposit) &&
      line.article === added.article &&
      line.unitPrice === added.unitPrice &&
      line.taxClass === added.taxClass &&
      line.priceStamp.hlc === added.priceStamp.hlc &&
      line.priceStamp.origin === added.priceStamp.origin &&
      isWholePieces(line.qtyMilli),
  );
}

/** A discount or a price was agreed for these pieces, and for no further ones. */
function hasTerms({ discount, override }: BasketLine): boolean {
  return discount !== undefined || override !== undefined;
}

/**
 * A smaller quantity is a void of the difference and is journalled as one: otherwise "3 → 1" would
 * be the way to take goods off a basket unseen.
 */
function changeQuantity(
  basket: Basket,
  lineId: string,
  qty: number,
  atMs: number,
): Result<Basket, BasketProblem> {
  if (isBack(basket, lineId)) return err('follows-receipt');
  const line = liveLine(basket, lineId);
  if (!line.ok) return line;
  // Its label priced this pack and no other (dom-B5).
  if (line.value.label !== undefined) return err('one-a-label');
  if (line.value.storedValue !== undefined) return err('one-a-card');
  if (line.value.depositOf !== undefined) return err('follows-goods');
  const quantity = lineQuantity(qty, line.value);
  if (!quantity.ok) return quantity;
  if (quantity.value > line.value.qtyMilli && hasTerms(line.value)) return err('terms-agreed');
  const changed = replaceLine(basket, { ...line.value, qtyMilli: quantity.value });
  const taken = line.value.qtyMilli - quantity.value;
  const voids =
    taken > 0 ? [...basket.voids, voidOf(line.value, milli(taken), atMs)] : basket.voids;
  return ok({ ...followGoods({ ...changed, voids }, lineId, atMs), selectedLineId: lineId });
}

function voidLine(
  basket: Basket,
  { lineId, atMs, cashier }: Extract<BasketAction, { type: 'void-line' }>,
): Result<Basket, BasketProblem> {
  const kept = withoutBackLine(basket, lineId, { cashier, atMs });
  if (kept !== undefined) return ok(kept);
  const line = liveLine(basket, lineId);
  if (!line.ok) return line;
  if (line.value.depositOf !== undefined) return err('follows-goods');
  const gone: Basket = {
    ...replaceLine(basket, { ...line.value, voided: true }),
    voids: [...basket.voids, voidOf(line.value, line.value.qtyMilli, atMs)],
    selectedLineId: null,
  };
  return ok(withoutIdleTerms(followGoods(gone, lineId, atMs)));
}

function selectLine(basket: Basket, lineId: string): Result<Basket, BasketProblem> {
  if (isBack(basket, lineId)) return ok({ ...basket, selectedLineId: lineId });
  const line = liveLine(basket, lineId);
  return line.ok ? ok({ ...basket, selectedLineId: lineId }) : line;
}

function isBack(basket: Basket, lineId: string): boolean {
  return backLines(basket).some((line) => line.lineId === lineId);
}

/** Every line still live becomes a void, so the journal shows what was given up and what it cost. */
function cancel(basket: Basket, atMs: number): Basket {
  const givenUp = basket.lines
    .filter((line) => !line.voided)
    .map((line) => voidOf(line, line.qtyMilli, atMs));
  const { exchange: _kept, ...sold } = basket;
  return {
    ...sold,
    status: 'cancelled',
    lines: basket.lines.map((line) => (line.voided ? line : { ...line, voided: true })),
    voids: [...basket.voids, ...givenUp],
    selectedLineId: null,
  };
}

function liveLine(basket: Basket, lineId: string): Result<BasketLine, BasketProblem> {
  const line = basket.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) return err('no-such-line');
  return line.voided ? err('line-voided') : ok(line);
}

function replaceLine(basket: Basket, changed: BasketLine): Basket {
  const lines = basket.lines.map((line) => (line.lineId === changed.lineId ? changed : line));
  return { ...basket, lines };
}

function voidOf(line: BasketLine, qtyMilli: Milli, atMs: number): BasketVoid {
  const { lineId, article, name, unitPrice } = line;
  return { lineId, article, name, qtyMilli, unitPrice, atMs };
}

function isQuantity(qty: number): qty is Milli {
  return Number.isSafeInteger(qty) && qty > 0 && qty <= MAX_QUANTITY;
}

function lineQuantity(
  qty: number,
  { unitPrice }: Pick<BasketArticle, 'unitPrice'>,
): Result<Milli, BasketProblem> {
  if (!isQuantity(qty)) return err('bad-quantity');
  const amount = (BigInt(qty) * BigInt(unitPrice)) / 1000n;
  return amount > MAX_LINE_AMOUNT ? err('line-too-large') : ok(qty);
}
