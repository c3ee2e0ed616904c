import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestPrice, type Charged, type PriceStep } from './lowest-price.ts';

const STRETCH = { sinceMs: 100, nowMs: 200 };
const step = (fromMs: number, amount: number): PriceStep => ({ fromMs, amount });
const AS_IT_IS: Charged = { at: (price) => price, changesMs: [] };

/** So much off between two moments. */
type Off = { amount: number; from: number; to: number };
const less = (...offs: Off[]): Charged => ({
  at: (price, ms) => {
    const live = offs.filter(({ from, to }) => from <= ms && ms < to);
    return Math.max(0, price - Math.max(0, ...live.map(({ amount }) => amount)));
  },
  changesMs: offs.flatMap(({ from, to }) => [from, to]),
});

describe('dom-T2: the lowest price of the days that are looked back over', () => {
  it('what held when they began counts, what ended before and what is still to come does not', () => {
    const steps = [step(0, 100), step(50, 250), step(150, 300), step(201, 10)];
    expect(lowestPrice(steps, AS_IT_IS, STRETCH)).toEqual({ step: steps[1], amount: 250 });
    expect(lowestPrice([...steps, step(160, 199)], AS_IT_IS, STRETCH)?.amount).toBe(199);
    expect(lowestPrice([step(201, 10)], AS_IT_IS, STRETCH)).toBeUndefined();
  });

  it('a price of some seconds counts, also where another began in the same minute', () => {
    const steps = [step(0, 500), step(130, 300), step(131, 500)];
    expect(lowestPrice(steps, AS_IT_IS, STRETCH)?.amount).toBe(300);
  });

  it('a promotion counts where it ran, at the price of that time', () => {
    const steps = [step(0, 250), step(150, 300)];
    // 300 − 50, never 250 − 50: the two were never charged together.
    expect(lowestPrice(steps, less({ amount: 50, from: 155, to: 170 }), STRETCH)?.amount).toBe(250);
    expect(lowestPrice(steps, less({ amount: 50, from: 120, to: 170 }), STRETCH)?.amount).toBe(200);
    const over = { amount: 50, from: 0, to: 100 };
    const coming = { amount: 50, from: 201, to: 300 };
    expect(lowestPrice(steps, less(over, coming), STRETCH)?.amount).toBe(250);
  });

  it('is charged at some moment of the stretch, and no moment charges less', () => {
    const ms = fc.integer({ min: 0, max: 49 });
    const amount = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(ms, amount), { selector: ([from]) => from, maxLength: 5 }),
        fc.array(fc.record({ amount, from: ms, to: ms }), { maxLength: 4 }),
        (prices, offs) => {
          const steps = prices.map(([from, price]) => step(from, price));
          const charged = less(...offs);
          let least: number | undefined;
          for (let at = 10; at <= 40; at += 1) {
            const held = steps
              .filter(({ fromMs }) => fromMs <= at)
              .sort((a, b) => b.fromMs - a.fromMs)[0];
            if (held === undefined) continue;
            least = Math.min(least ?? Infinity, charged.at(held.amount, at));
          }
          const stretch = { sinceMs: 10, nowMs: 40 };
          expect(lowestPrice(steps, charged, stretch)?.amount).toBe(least);
        },
      ),
    );
  });
});
