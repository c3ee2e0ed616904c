import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor, type Minor } from './money.ts';
import { cashDueForBalance, roundCash, settle, type CashPolicy, type Tender } from './tender.ts';
import { CENT, NICKEL, valueOf } from './testing/sale-arbitraries.ts';

const increments = fc.constantFrom(1, 5, 10, 50, 100, 500).map((increment) => minor(increment));
const policies: fc.Arbitrary<CashPolicy> = fc
  .record({
    increment: increments,
    mode: fc.constantFrom('nearest' as const, 'favour-customer' as const),
    exactTenderAccepted: fc.boolean(),
    noRounding: fc.option(fc.constantFrom(minor(2), minor(5))),
  })
  .map(({ noRounding, ...policy }) => ({
    ...policy,
    ...(noRounding === null ? {} : { noRoundingUpTo: noRounding }),
  }));
const balances = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((amount) => minor(amount));
const tenders: fc.Arbitrary<Tender> = fc.oneof(
  fc
    .nat({ max: 500_000 })
    .map((tendered) => ({ type: 'cash' as const, tendered: minor(tendered) })),
  fc.nat({ max: 300_000 }).map((amount) => ({ type: 'non-cash' as const, amount: minor(amount) })),
);
const cash = (tendered: number): Tender => ({ type: 'cash', tendered: minor(tendered) });

describe('roundCash (vec-cash-R2)', () => {
  it('stays within one coin and, when nearest, is symmetric', () => {
    fc.assert(
      fc.property(balances, policies, (balance, policy) => {
        const rounded = roundCash(balance, policy);
        expect(Math.abs(rounded - balance)).toBeLessThan(policy.increment);
        if (policy.mode === 'nearest') {
          expect(roundCash(minor(0 - balance), policy)).toBe(minor(0 - rounded));
          expect(Math.abs(rounded - balance) * 2).toBeLessThanOrEqual(policy.increment);
        } else {
          expect(rounded).toBeLessThanOrEqual(balance);
        }
      }),
    );
  });

  it('turns tiny amounts into a coin, but not nothing (SK)', () => {
    const slovakia: CashPolicy = {
      increment: minor(5),
      smallTo: { upTo: minor(2), becomes: minor(5) },
    };
    const rounded = [0, 1, 2, 3, -1, -3].map((amount) => roundCash(minor(amount), slovakia));
    expect(rounded).toEqual([0, 5, 5, 5, -5, -5]);
  });

  it('is exact for amounts no floating point division can hold', () => {
    const favour: CashPolicy = { increment: minor(5), mode: 'favour-customer' };
    expect(roundCash(minor(9_007_199_254_740_989), favour)).toBe(9_007_199_254_740_985);
  });
});

describe('settle', () => {
  it('vec-cash-R1, R6: credits, balance and rounding always add up to the total', () => {
    fc.assert(
      fc.property(
        balances,
        fc.array(tenders, { maxLength: 4 }),
        policies,
        (total, given, policy) => {
          const usable = total < 0 ? [{ type: 'cash' as const }, ...given] : given;
          const result = settle(total, usable, policy);
          // A card above the balance leaves a negative one, which only a pay-out may follow.
          if (!result.ok) return;
          const { applied, balance, rounding, payable, change } = result.value;
          const sum = (pick: (tender: (typeof applied)[number]) => Minor): number =>
            applied.reduce((left, tender) => left + pick(tender), 0);
          expect(sum((tender) => tender.amount) + balance).toBe(total + rounding);
          expect(payable).toBe(total + rounding);
          expect(sum((tender) => tender.change)).toBe(change);
          for (const tender of applied) {
            expect(tender.tendered - tender.change).toBe(tender.amount);
            expect(tender.change).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('dom-C5: paying the cash due settles without change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), policies, (amount, policy) => {
        const total = minor(amount);
        const due = cashDueForBalance(total, policy);
        const { settled, change } = valueOf(settle(total, [cash(due)], policy));
        expect({ settled, change }).toEqual({ settled: true, change: 0 });
      }),
    );
  });

  it('vec-cash-R4: too little cash is a part payment, the rest may follow', () => {
    const { applied, rounding, change } = valueOf(
      settle(minor(1003), [cash(500), cash(600)], NICKEL),
    );
    expect(applied.map((tender) => tender.amount)).toEqual([500, 505]);
    expect({ rounding, change }).toEqual({ rounding: 2, change: 95 });
    const open = valueOf(settle(minor(1003), [cash(500)], NICKEL));
    expect(open).toMatchObject({ settled: false, balance: 503, cashDueForBalance: 505 });
  });

  it('vec-cash-R5: a pay-out is rounded unless the policy says otherwise', () => {
    const paidOut = (policy: CashPolicy) => {
      const { applied, rounding, settled } = valueOf(
        settle(minor(-383), [{ type: 'cash' }], policy),
      );
      return [applied[0]?.amount, rounding, settled];
    };
    expect(paidOut(NICKEL)).toEqual([-385, -2, true]);
    expect(paidOut({ ...NICKEL, refundRounded: false })).toEqual([-383, 0, true]);
  });

  it('is refused by kind', () => {
    expect(settle(minor(100), [{ type: 'cash' }], CENT)).toEqual({
      ok: false,
      error: 'cash-amount-missing',
    });
    expect(settle(minor(100), [cash(-1)], CENT)).toEqual({ ok: false, error: 'negative-cash' });
  });
});
