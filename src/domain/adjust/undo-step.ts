import type { Basket, BasketLine, BasketTerms, BasketVoid } from '../basket.ts';
import { takenInBy } from '../exchange/basket-exchange.ts';
import { milli } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { SaleAct } from '../sale.ts';
import { recorded } from './basket-terms.ts';

/** Steps that can be undone, one after the other. */
export const MOST_STEPS_BACK = 20;

/** The steps of a basket with one more to go back to; the oldest gives way. */
export function pastWith({ past = [], ...basket }: Basket): readonly BasketTerms[] {
  return [...past.slice(1 - MOST_STEPS_BACK), termsOf(basket)];
}

/**
 * An id that no line of this basket ever had. Undo takes lines off, but the records of them stay, and
 * an id must not mean two lines there.
 */
export function nextLineId({ lines, voids, acts = [] }: Basket): string {
  const used = [
    ...lines.map(({ lineId }) => lineId),
    ...voids.map(({ lineId }) => lineId),
    ...acts.flatMap(({ line }) => (line === undefined ? [] : [line])),
  ];
  return String(used.reduce((highest, id) => Math.max(highest, Number(id)), 0) + 1);
}

/** The parts of a basket that undo brings back. */
export function termsOf(basket: BasketTerms): BasketTerms {
  const { lines, selectedLineId, discount, taxExempt, exemptWithin, note } = basket;
  const { member, coupons, ageChecked, exchange } = basket;
  return {
    lines,
    selectedLineId,
    ...(discount === undefined ? {} : { discount }),
    ...(taxExempt === undefined ? {} : { taxExempt }),
    ...(exemptWithin === undefined ? {} : { exemptWithin }),
    ...(note === undefined ? {} : { note }),
    ...(member === undefined ? {} : { member }),
    ...(coupons === undefined ? {} : { coupons }),
    ...(ageChecked === undefined ? {} : { ageChecked }),
    ...(exchange === undefined ? {} : { exchange }),
  };
}

/**
 * Back to the terms before the last step, exactly. Records stay: goods that leave the basket this way
 * are a void like any other (dom-X1), and a discount that was given stays told, with its undo.
 */
export function undoStep(
  basket: Basket,
  by: { readonly cashier: string; readonly atMs: number },
): Result<Basket, 'nothing-to-undo'> {
  const { past = [], basketId, startedMs, status, voids, acts, ageChecks, servedBy } = basket;
  const before = past.at(-1);
  if (before === undefined) return err('nothing-to-undo');
  const back: Basket = {
    basketId,
    startedMs,
    status,
    ...before,
    voids: [...voids, ...goodsTaken(basket.lines, before.lines, by.atMs)],
    ...(acts === undefined ? {} : { acts }),
    ...(ageChecks === undefined ? {} : { ageChecks }),
    ...(servedBy === undefined ? {} : { servedBy }),
    past: past.slice(0, -1),
  };
  if (basket.exchange === undefined && before.exchange !== undefined) {
    // The goods come back again, on the word of who took them in.
    const again = takenInBy(acts ?? []).map((act) => ({ ...act, at_ms: by.atMs }));
    return ok(again.reduce(recorded, back));
  }
  const undone = guardedDifference(basket, before);
  if (undone === undefined) return ok(back);
  return ok(recorded(back, { action: 'undo', ...undone, cashier: by.cashier, at_ms: by.atMs }));
}

/** The goods that the next step back takes off: it stands under the right to do that (dom-A4). */
export function goodsUndone({ lines, past = [] }: Basket): BasketVoid[] {
  const before = past.at(-1);
  return before === undefined ? [] : goodsTaken(lines, before.lines, 0);
}

function goodsTaken(
  now: readonly BasketLine[],
  before: readonly BasketLine[],
  atMs: number,
): BasketVoid[] {
  const had = new Map(before.map((line) => [line.lineId, line.voided ? 0 : line.qtyMilli]));
  return now.flatMap((line) => {
    const taken = (line.voided ? 0 : line.qtyMilli) - (had.get(line.lineId) ?? 0);
    if (taken <= 0) return [];
    const { lineId, article, name, unitPrice } = line;
    return [{ lineId, article, name, qtyMilli: milli(taken), unitPrice, atMs }];
  });
}

/** The right whose use the last step was, where it was one. */
function guardedDifference(
  now: BasketTerms,
  before: BasketTerms,
): Pick<SaleAct, 'of' | 'line' | 'article'> | undefined {
  if (now.exchange !== before.exchange) return { of: 'return' };
  // The void of the last goods let go of the terms by itself; with the goods they hold again.
  if (now.lines.every(({ voided }) => voided)) return undefined;
  if (now.discount !== before.discount) return { of: 'basket-discount' };
  if (now.taxExempt !== before.taxExempt || now.exemptWithin !== before.exemptWithin)
    return { of: 'tax-exempt' };
  for (const line of now.lines) {
    const old = before.lines.find(({ lineId }) => lineId === line.lineId);
    const at = { line: line.lineId, article: line.article };
    if (old === undefined) continue;
    if (old.discount !== line.discount) return { of: 'line-discount', ...at };
    if (old.override !== line.override) return { of: 'price-override', ...at };
  }
  return undefined;
}
