import { recorded } from '../adjust/basket-terms.ts';
import type { Basket } from '../basket.ts';
import { NOTHING, type Minor } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { OfferedTender } from './settle-tenders.ts';

/** A tender that was taken while something is still open; it comes back with the basket (dom-Y4). */
export type BasketTender = OfferedTender & { readonly tenderId: string };

/** What can happen to the tenders of a basket; whether they settle it is for `settleTenders`. */
export type TenderAction =
  | { readonly type: 'add-tender'; readonly tender: BasketTender }
  | {
      readonly type: 'take-back-tender';
      readonly tenderId: string;
      readonly cashier: string;
      readonly atMs: number;
    };

/** Why not. `part-paid`: goods and prices stay as they are while part of them is paid. */
export type TenderActionProblem = 'part-paid' | 'too-many-tenders' | 'no-such-tender';

/** Nobody pays in more parts; a bound keeps the document small. */
export const MOST_TENDERS = 20;

/** The tenders taken so far. */
export function tendersOf({ tenders = [] }: Basket): readonly BasketTender[] {
  return tenders;
}

/** Whether part of the basket is paid. */
export function isPartPaid(basket: Basket): boolean {
  return tendersOf(basket).length > 0;
}

/** Whether a drawer holds money of the basket: what a card paid lies in none. */
export function holdsCash(basket: Basket): boolean {
  return tendersOf(basket).some(({ type }) => type === 'cash' || type === 'foreign-cash');
}

/** The same tender given twice, as after a crash, counts once. */
export function changeTenders(
  basket: Basket,
  action: TenderAction,
): Result<Basket, TenderActionProblem> {
  const tenders = tendersOf(basket);
  if (action.type === 'add-tender') {
    const { tender } = action;
    if (tenders.some(({ tenderId }) => tenderId === tender.tenderId)) return ok(basket);
    if (tenders.length >= MOST_TENDERS) return err('too-many-tenders');
    return ok({ ...basket, tenders: [...tenders, tender] });
  }
  const { tenderId, cashier, atMs } = action;
  const taken = tenders.find((tender) => tender.tenderId === tenderId);
  if (taken === undefined) return err('no-such-tender');
  const { tenders: _all, ...without } = basket;
  const left = tenders.filter((tender) => tender !== taken);
  return ok(
    recorded(
      { ...without, ...(left.length === 0 ? {} : { tenders: left }) },
      { action: 'tender-back', amount: amountOf(taken), cashier, at_ms: atMs },
    ),
  );
}

/** What was given, minor units. */
export function amountOf(tender: OfferedTender): Minor {
  if (tender.type === 'cash') return tender.tendered ?? NOTHING;
  return tender.type === 'foreign-cash' ? tender.tendered : tender.amount;
}

/** The tender as it is applied: its id is the basket's own business. */
export function offered(tenders: readonly BasketTender[]): OfferedTender[] {
  return tenders.map(({ tenderId: _id, ...tender }) => tender);
}
