import type { Figures } from './figures.ts';
import { plus } from './sum-figures.ts';

/** Of a till, since ever: never reset, never falling (dom-Z3, vec-cashup-U4). `net` is the difference. */
export type GrandTotals = {
  readonly sales: number;
  readonly reductions: number;
  readonly net: number;
};

export const NO_GRAND_TOTALS: GrandTotals = { sales: 0, reductions: 0, net: 0 };

/** With one shift more. A post-void lowers no sales, it is a reduction (dom-X2). */
export function addToGrandTotals(before: GrandTotals, figures: Figures): GrandTotals {
  const sales = plus(before.sales, figures.sales.amount);
  const reductions = [figures.returns, figures.post_voids].reduce(
    (sum, { amount }) => plus(sum, amount),
    before.reductions,
  );
  return { sales, reductions, net: plus(sales, -reductions) };
}
