import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkedRefund } from './linked-refund.ts';
import { minor } from './money.ts';
import { rational } from './rational.ts';
import { valueOf } from './testing/sale-arbitraries.ts';

const original = fc
  .record({
    net: fc.nat({ max: 10 ** 9 }),
    a: fc.nat({ max: 10 ** 8 }),
    b: fc.nat({ max: 10 ** 8 }),
  })
  .map(({ net, a, b }) => ({
    netExclTax: minor(net),
    tax: { A: minor(a), B: minor(b) },
    gross: minor(net + a + b),
  }));
const steps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
const priceModes = fc.constantFrom('inclusive' as const, 'exclusive' as const);

it('vec-tax-T9: refunds in any number of steps return exactly the original', () => {
  fc.assert(
    fc.property(original, steps, priceModes, (amounts, quantities, priceMode) => {
      const sold = BigInt(quantities.reduce((a, b) => a + b, 0));
      const given = { netExclTax: 0, A: 0, B: 0, gross: 0 };
      let before = 0n;
      for (const quantity of quantities) {
        const refund = valueOf(
          linkedRefund(priceMode, amounts, {
            sold: rational(sold, 1000n),
            before: rational(before, 1000n),
            now: rational(BigInt(quantity), 1000n),
          }),
        );
        expect(refund.netExclTax + refund.tax['A']! + refund.tax['B']!).toBe(refund.gross);
        given.netExclTax -= refund.netExclTax;
        given.A -= refund.tax['A']!;
        given.B -= refund.tax['B']!;
        given.gross -= refund.gross;
        before += BigInt(quantity);
      }
      const { netExclTax, tax, gross } = amounts;
      expect(given).toEqual({ netExclTax, ...tax, gross });
    }),
  );
});

it('dom-O2: more than was sold, or nothing, is refused by kind', () => {
  const amounts = { netExclTax: minor(100), tax: {}, gross: minor(100) };
  const kind = (sold: bigint, before: bigint, now: bigint) => {
    const result = linkedRefund('inclusive', amounts, {
      sold: rational(sold),
      before: rational(before),
      now: rational(now),
    });
    return result.ok ? result.value.gross : result.error;
  };
  expect(kind(3n, 0n, 3n)).toBe(-100);
  expect(kind(3n, 2n, 2n)).toBe('more-than-sold');
  expect(kind(3n, 0n, 0n)).toBe('nothing-to-return');
  expect(kind(3n, 0n, -1n)).toBe('nothing-to-return');
  expect(kind(3n, -1n, 1n)).toBe('nothing-to-return');
  expect(kind(0n, 0n, 1n)).toBe('nothing-to-return');
});
