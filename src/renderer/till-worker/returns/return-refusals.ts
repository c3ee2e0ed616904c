import type { ReturnProblem } from '../../../domain/close-return.ts';
import type { AssembleProblem } from '../../../domain/assemble-sale.ts';
import type { Refusal } from '../../shared/till-api.ts';

const NEXT: Partial<Record<ReturnProblem | AssembleProblem, string>> = {
  'nothing-to-return': 'Choose how much comes back.',
  'more-than-sold': 'So much is not left of this line: some of it came back already.',
  'empty-return': 'Choose what comes back.',
  'no-such-line': 'This line is not on the receipt.',
  'line-repeated': 'Each line once.',
  'return-of-a-return': 'This is a return itself. Open the receipt of the sale.',
};

export function notReturnable(kind: ReturnProblem | AssembleProblem): Refusal {
  const next = NEXT[kind] ?? 'This return cannot be closed. Call support.';
  return { ok: false, kind, next };
}

export const OTHER_CURRENCY: Refusal = {
  ok: false,
  kind: 'other-currency',
  next: 'This receipt is in another currency. It is returned where it was sold.',
};
export const NOT_CASH: Refusal = {
  ok: false,
  kind: 'not-paid-in-cash',
  next: 'This part was not paid in cash, and cash does not go out for it. It goes back the way it was paid: ask a supervisor for a return at a till with the card terminal.',
};

/** Why a sale is not undone; goods can still come back. */
function returnInstead(kind: string, why: string): Refusal {
  return { ok: false, kind, next: `${why} Return the goods instead (F4).` };
}

export const VOID_OTHER_TILL = returnInstead('other-till', 'This sale is of another till.');
export const VOID_OTHER_DAY = returnInstead('other-day', 'This sale is not of today.');
export const VOID_RETURNED = returnInstead(
  'already-returned',
  'Some of this sale came back already.',
);
export const VOID_OF_RETURN: Refusal = {
  ok: false,
  kind: 'return-of-a-return',
  next: 'Only a sale can be undone. Sell the goods again instead.',
};
