import { minor, type Minor } from '../money.ts';

/** A price of one article and the moment from which it held. */
export type PriceStep = { readonly fromMs: number; readonly amount: number };

/** The stretch that is looked back over, both ends included. */
export type LookBack = { readonly sinceMs: number; readonly nowMs: number };

/** What one unit was sold at: what it comes to at that price and moment, and when that changed. */
export type Charged = {
  readonly at: (price: number, ms: number) => number;
  readonly changesMs: readonly number[];
};

/**
 * The lowest price at which one unit was sold in that stretch, as far as steps and promotions are known,
 * and the step that it is of (dom-T2).
 */
export function lowestPrice<Step extends PriceStep>(
  steps: readonly Step[],
  charged: Charged,
  { sinceMs, nowMs }: LookBack,
): { readonly step: Step; readonly amount: Minor } | undefined {
  const begun = [...steps.map(({ fromMs }) => fromMs), ...charged.changesMs];
  // Between two of these moments nothing changed, so each stands for the time up to the next.
  const moments = new Set([sinceMs, ...begun.filter((ms) => sinceMs < ms && ms <= nowMs)]);
  let lowest: { step: Step; amount: Minor } | undefined;
  for (const ms of moments) {
    const step = inForce(steps, ms);
    if (step === undefined) continue;
    const amount = charged.at(step.amount, ms);
    if (lowest === undefined || amount < lowest.amount) lowest = { step, amount: minor(amount) };
  }
  return lowest;
}

function inForce<Step extends PriceStep>(steps: readonly Step[], ms: number): Step | undefined {
  let found: Step | undefined;
  for (const step of steps) {
    if (step.fromMs <= ms && (found === undefined || step.fromMs > found.fromMs)) found = step;
  }
  return found;
}
