import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor, type Minor } from './money.ts';
import { rational, type RoundingMode } from './rational.ts';
import { taxDocument, type PricedLine } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';
import { basketTotals } from './totals.ts';
import { liveLines } from './basket.ts';
import { GERMANY, QUEBEC, soldBaskets, taxSetups, valueOf } from './testing/sale-arbitraries.ts';

/** n/d to the nearest integer, written down once more without rational.ts; n >= 0. */
function oracleRound(n: bigint, d: bigint, mode: RoundingMode): bigint {
  const halfUp = (2n * n + d) / (2n * d);
  const isTie = (2n * n + d) % (2n * d) === 0n;
  return mode === 'half-even' && isTie && halfUp % 2n === 1n ? halfUp - 1n : halfUp;
}

type OracleLine = { qtyMilli: number; unitPrice: Minor; taxCodes: readonly string[] };

/** One scale for every rate of the arbitraries: at most three decimals of a percent. */
const SCALE = 100_000n;

function ext(line: OracleLine, mode: RoundingMode): bigint {
  return oracleRound(BigInt(line.qtyMilli) * BigInt(line.unitPrice), 1000n, mode);
}

/** Exact tax of each code on one line, over the denominator SCALE^3 (* whole for inclusive). */
function exactTax(line: OracleLine, setup: TaxSetup): { nums: Map<string, bigint>; den: bigint } {
  const CUBE = SCALE ** 3n;
  let sum = 0n;
  const multipliers = new Map<string, bigint>();
  for (const tax of setup.taxes) {
    if (!line.taxCodes.includes(tax.code)) continue;
    const rate = BigInt(tax.rate.replace('.', ''));
    const multiplier = tax.compound ? (rate * (CUBE + sum)) / SCALE : rate * SCALE ** 2n;
    multipliers.set(tax.code, multiplier);
    sum += multiplier;
  }
  const base = ext(line, setup.rounding.mode);
  const den = setup.priceMode === 'inclusive' ? CUBE + sum : CUBE;
  return { nums: new Map([...multipliers].map(([code, m]) => [code, base * m])), den };
}

describe('tax of a basket against a naive BigInt oracle', () => {
  it('vec-tax-T2, T8: extended amounts and sums', () => {
    fc.assert(
      fc.property(soldBaskets, ({ setup, basket }) => {
        const taxed = valueOf(basketTotals(basket, setup));
        const charged = liveLines(basket).map((line) => ext(line, setup.rounding.mode));
        expect(taxed.lines.map((line) => BigInt(line.ext))).toEqual(charged);
        const total = charged.reduce((a, b) => a + b, 0n);
        const { totals } = taxed;
        expect(BigInt(setup.priceMode === 'inclusive' ? totals.gross : totals.netExclTax)).toBe(
          total,
        );
        expect(totals.netExclTax + totals.tax).toBe(totals.gross);
        expect(taxed.taxTotals.reduce((sum, tax) => sum + tax.amount, 0)).toBe(totals.tax);
        expect(taxed.lines.reduce((sum, line) => sum + line.gross, 0)).toBe(totals.gross);
        for (const line of taxed.lines) {
          const taxes = Object.values(line.tax).reduce((sum, amount) => sum + amount, 0);
          expect(line.netExclTax + taxes).toBe(line.gross);
        }
      }),
    );
  });

  it('vec-tax-T6: line level rounds each tax of each line', () => {
    fc.assert(
      fc.property(soldBaskets, ({ setup, basket }) => {
        const lineSetup: TaxSetup = {
          ...setup,
          rounding: { ...setup.rounding, level: 'line' },
          // On exclusive prices a compound tax stands on rounded taxes: vectors cover it.
          taxes: setup.taxes.map((tax) => ({
            ...tax,
            compound: tax.compound && setup.priceMode === 'inclusive',
          })),
        };
        const taxed = valueOf(basketTotals(basket, lineSetup));
        liveLines(basket).forEach((line, at) => {
          const { nums, den } = exactTax(line, lineSetup);
          for (const [code, num] of nums) {
            const rounded = oracleRound(num, den, setup.rounding.mode);
            expect(BigInt(taxed.lines[at]!.tax[code]!)).toBe(rounded);
          }
          expect(Object.keys(taxed.lines[at]!.tax)).toHaveLength(nums.size);
        });
      }),
    );
  });

  it('vec-tax-T7: document level rounds each tax once', () => {
    fc.assert(
      fc.property(soldBaskets, ({ setup, basket }) => {
        const docSetup: TaxSetup = { ...setup, rounding: { ...setup.rounding, level: 'document' } };
        const taxed = valueOf(basketTotals(basket, docSetup));
        const exact = liveLines(basket).map((line) => exactTax(line, docSetup));
        for (const { code, amount } of taxed.taxTotals) {
          let num = 0n;
          let den = 1n;
          for (const line of exact) {
            num = num * line.den + (line.nums.get(code) ?? 0n) * den;
            den *= line.den;
          }
          expect(BigInt(amount)).toBe(oracleRound(num, den, setup.rounding.mode));
        }
      }),
    );
  });
});

const line = (fields: Partial<PricedLine>): PricedLine => ({
  id: '1',
  qty: rational(1n),
  unitPrice: minor(999),
  taxes: ['S'],
  ...fields,
});

describe('returns in a document', () => {
  it('dom-R3, vec-tax-T2: a return line mirrors its sale line', () => {
    const qtys = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(taxSetups, qtys, fc.nat({ max: 99_999 }), (setup, qty, cents) => {
        const taxes = setup.taxes.map((tax) => tax.code);
        const unitPrice = minor(cents);
        const one = (thousandths: bigint) =>
          valueOf(
            taxDocument(setup, [{ id: '1', qty: rational(thousandths, 1000n), unitPrice, taxes }]),
          );
        const sold = one(BigInt(qty));
        const returned = one(BigInt(-qty));
        const mirrored = (amount: number): number => (amount === 0 ? 0 : -amount);
        expect(returned.totals).toEqual({
          netExclTax: mirrored(sold.totals.netExclTax),
          tax: mirrored(sold.totals.tax),
          gross: mirrored(sold.totals.gross),
        });
      }),
    );
  });

  it('dom-T3, vec-tax-T7: an even exchange is exactly zero', () => {
    const exchange = [line({ id: '1' }), line({ id: '2', qty: rational(-1n) })];
    const taxed = valueOf(taxDocument(GERMANY, exchange));
    expect(taxed.totals).toEqual({ netExclTax: 0, tax: 0, gross: 0 });
    expect(taxed.lines.map((taxedLine) => taxedLine.tax['S'])).toEqual([160, -160]);
  });
});

describe('document discounts (vec-tax-T4)', () => {
  it('reach exactly the discount, never a line that must not be reduced', () => {
    const prices = fc.array(fc.record({ cents: fc.nat({ max: 9999 }), open: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(prices, fc.nat({ max: 50_000 }), (items, wanted) => {
        const lines = items.map(({ cents, open }, at) =>
          line({ id: String(at), unitPrice: minor(cents), discountable: open }),
        );
        const discount = { kind: 'amount' as const, value: minor(wanted) };
        const taxed = valueOf(taxDocument(GERMANY, lines, discount));
        const eligible = items.reduce((sum, item) => sum + (item.open ? item.cents : 0), 0);
        const given = taxed.lines.reduce((sum, taxedLine) => sum + taxedLine.docDiscount, 0);
        expect(given).toBe(Math.min(wanted, eligible));
        taxed.lines.forEach((taxedLine, at) => {
          expect(taxedLine.docDiscount).toBeLessThanOrEqual(items[at]!.open ? items[at]!.cents : 0);
        });
      }),
    );
  });
});

describe('what cannot be taxed', () => {
  const kindOf = (setup: TaxSetup, fields: Partial<PricedLine>) => {
    const result = taxDocument(setup, [line(fields)]);
    return result.ok ? 'taxed' : result.error;
  };
  const withRate = (rate: string): TaxSetup => ({
    ...GERMANY,
    taxes: [{ code: 'S', rate, label: 'MwSt', compound: false }],
  });

  it('is told by kind', () => {
    expect(kindOf(GERMANY, {})).toBe('taxed');
    expect(kindOf(QUEBEC, {})).toBe('unknown-tax-code');
    expect(kindOf(withRate('19 %'), {})).toBe('bad-tax-rate');
    expect(kindOf(withRate('-19'), {})).toBe('bad-tax-rate');
    expect(kindOf({ ...GERMANY, taxes: [...GERMANY.taxes, ...GERMANY.taxes] }, {})).toBe(
      'duplicate-tax-code',
    );
    expect(kindOf(GERMANY, { unitPrice: minor(-1) })).toBe('negative-price');
    expect(kindOf(GERMANY, { discount: { kind: 'amount', value: minor(-1) } })).toBe(
      'negative-discount',
    );
    expect(kindOf(GERMANY, { discount: { kind: 'percent', value: rational(-1n) } })).toBe(
      'negative-discount',
    );
    expect(kindOf(GERMANY, { unitPrice: minor(Number.MAX_SAFE_INTEGER) })).toBe('amount-too-large');
    expect(taxDocument(GERMANY, [], { kind: 'amount', value: minor(-1) })).toEqual({
      ok: false,
      error: 'negative-discount',
    });
  });
});
