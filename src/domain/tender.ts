import { minor, NOTHING, sumMinor, type Minor } from './money.ts';
import { rational, round } from './rational.ts';
import { err, ok, type Result } from './result.ts';

/**
 * How a country rounds what is settled in cash (dom-C1); data with an effective date, never code.
 * All amounts are minor units. increment 1 = no rounding.
 */
export type CashPolicy = {
  readonly increment: Minor;
  /** Amounts up to this stay exact (FI 2, BE 5). */
  readonly noRoundingUpTo?: Minor;
  /** Tiny amounts become one coin (SK: 1 and 2 cents become 5). */
  readonly smallTo?: { readonly upTo: Minor; readonly becomes: Minor };
  /** 'favour-customer' always rounds down what the customer pays. Nearest when left out. */
  readonly mode?: 'nearest' | 'favour-customer';
  /** False: a cash pay-out is exact. */
  readonly refundRounded?: boolean;
  /** True: a customer may pay the exact amount (IE). */
  readonly exactTenderAccepted?: boolean;
};

/** What is handed over, in the order it is applied. Pay-outs in cash carry no `tendered`. */
export type Tender =
  | { readonly type: 'cash'; readonly tendered?: Minor }
  | { readonly type: 'non-cash'; readonly amount: Minor };

/** A tender after it was applied: amount = tendered - change, credited to the document. */
export type AppliedTender = {
  readonly tendered: Minor;
  readonly amount: Minor;
  readonly change: Minor;
};

/** Where a document stands after its tenders (vec-cash-R6). */
export type Settlement = {
  readonly rounding: Minor;
  readonly payable: Minor;
  readonly applied: readonly AppliedTender[];
  readonly change: Minor;
  readonly balance: Minor;
  readonly settled: boolean;
  readonly cashDueForBalance: Minor;
};

/** Why tenders cannot be applied. */
export type TenderProblem = 'cash-amount-missing' | 'negative-cash';

type Step = AppliedTender & { readonly rounding: Minor; readonly balance: Minor };

/** CASHROUND: what an open balance becomes when it is settled in cash (vec-cash-R2). */
export function roundCash(balance: Minor, policy: CashPolicy): Minor {
  const size = Math.abs(balance);
  const withSign = (rounded: number): Minor => minor(balance < 0 ? -rounded : rounded);
  if (policy.noRoundingUpTo !== undefined && size <= policy.noRoundingUpTo) return balance;
  if (policy.smallTo !== undefined && size > 0 && size <= policy.smallTo.upTo) {
    return withSign(policy.smallTo.becomes);
  }
  const { increment } = policy;
  if (policy.mode === 'favour-customer') {
    // The customer pays the coin below and is paid the coin above.
    const below = size - (size % increment);
    return withSign(balance > 0 || below === size ? below : below + increment);
  }
  const coins = round(rational(BigInt(size), BigInt(increment)), 'half-up');
  return withSign(Number(coins) * increment);
}

/** The cash a customer owes for an open balance, shown before a tender is chosen (dom-C5). */
export function cashDueForBalance(balance: Minor, policy: CashPolicy): Minor {
  return balance > 0 ? roundCash(balance, policy) : NOTHING;
}

/** Applies tenders in order; only what is settled in cash is rounded (vec-cash-R1 to R6). */
export function settle(
  total: Minor,
  tenders: readonly Tender[],
  policy: CashPolicy,
): Result<Settlement, TenderProblem> {
  const steps: Step[] = [];
  let balance = total;
  for (const tender of tenders) {
    const step = applyTender(balance, tender, policy);
    if (!step.ok) return step;
    steps.push(step.value);
    balance = step.value.balance;
  }
  const rounding = sumMinor(steps.map((step) => step.rounding));
  return ok({
    rounding,
    payable: minor(total + rounding),
    applied: steps.map(({ tendered, amount, change }) => ({ tendered, amount, change })),
    change: sumMinor(steps.map((step) => step.change)),
    balance,
    settled: balance === 0,
    cashDueForBalance: cashDueForBalance(balance, policy),
  });
}

function applyTender(
  balance: Minor,
  tender: Tender,
  policy: CashPolicy,
): Result<Step, TenderProblem> {
  if (tender.type === 'non-cash') return ok(partPayment(balance, tender.amount));
  if (balance < 0) return ok(payOut(balance, policy));
  if (tender.tendered === undefined) return err('cash-amount-missing');
  if (tender.tendered < 0) return err('negative-cash');
  return ok(takeCash(balance, tender.tendered, policy));
}

/** Face value, no rounding (vec-cash-R3, and R4 when the cash does not suffice). */
function partPayment(balance: Minor, amount: Minor): Step {
  const left = minor(balance - amount);
  return { tendered: amount, amount, change: NOTHING, rounding: NOTHING, balance: left };
}

/** Cash against what is owed (vec-cash-R4). */
function takeCash(balance: Minor, tendered: Minor, policy: CashPolicy): Step {
  if (policy.exactTenderAccepted === true && tendered === balance) {
    return partPayment(balance, tendered);
  }
  const due = roundCash(balance, policy);
  if (tendered < due) return partPayment(balance, tendered);
  const change = minor(tendered - due);
  return { tendered, amount: due, change, rounding: minor(due - balance), balance: NOTHING };
}

/** Cash given to the customer (vec-cash-R5). */
function payOut(balance: Minor, policy: CashPolicy): Step {
  const paid = policy.refundRounded === false ? balance : roundCash(balance, policy);
  const rounding = minor(paid - balance);
  return { tendered: paid, amount: paid, change: NOTHING, rounding, balance: NOTHING };
}
