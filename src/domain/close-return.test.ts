import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeReturn, returnLines, type ReturnedLine } from './close-return.ts';
import { minor } from './money.ts';
import { proveTotals } from './prove-totals.ts';
import { milli } from './quantity.ts';
import type { Sale, SaleLine } from './sale.ts';
import {
  article,
  basketOf,
  CENT,
  IDENTITY,
  NICKEL,
  QUEBEC,
  sellExactly,
  soldBaskets,
  valueOf,
} from './testing/sale-arbitraries.ts';

const sale = sellExactly(
  basketOf({
    type: 'add',
    article: article({ article: '1', unitPrice: minor(333), taxCodes: ['GST', 'QST'] }),
    qtyMilli: 3000,
  }),
  QUEBEC,
  CENT,
);
const back = (qty: number, before = 0, line = '1'): ReturnedLine => ({
  line,
  qtyMilli: milli(qty),
  alreadyReturnedMilli: milli(before),
});

/** The amounts of a line as one flat record, so that returns can be summed. */
function amountsOf(line: SaleLine): Record<string, number> {
  const { qty_milli, ext, net, gross, line_discount, doc_discount } = line;
  const sign = qty_milli < 0 ? -1 : 1;
  return {
    ...line.tax,
    qty_milli,
    ext,
    net,
    gross,
    line_discount: sign * line_discount,
    doc_discount: sign * doc_discount,
  };
}

describe('returns of stored lines (dom-T1, vec-tax-T9)', () => {
  it('give back the stored amounts, in any number of steps exactly', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(soldBaskets, steps, ({ setup, basket }, weights) => {
        const sold = sellExactly(basket, setup, CENT);
        const whole = weights.reduce((a, b) => a + b, 0);
        const left = new Map(sold.lines.map((line) => [line.line, amountsOf(line)]));
        const returnedSoFar = new Map(sold.lines.map((line) => [line.line, 0]));
        let weightSoFar = 0;
        for (const weight of weights) {
          weightSoFar += weight;
          const wanted = sold.lines.flatMap((line) => {
            const before = returnedSoFar.get(line.line)!;
            const upTo =
              weightSoFar === whole
                ? line.qty_milli
                : Math.floor((line.qty_milli * weightSoFar) / whole);
            returnedSoFar.set(line.line, upTo);
            return upTo > before ? [back(upTo - before, before, line.line)] : [];
          });
          if (wanted.length === 0) continue;
          const document = valueOf(
            closeReturn({ sale: sold, returned: wanted, cashPolicy: CENT, identity: IDENTITY }),
          );
          expect(proveTotals(document).ok).toBe(true);
          document.lines.forEach((line, at) => {
            const rest = left.get(wanted[at]!.line)!;
            for (const [key, amount] of Object.entries(amountsOf(line))) rest[key]! += amount;
          });
        }
        for (const rest of left.values()) {
          expect(Object.values(rest).every((amount) => amount === 0)).toBe(true);
        }
      }),
    );
  });

  it('point to the sale and are paid out, rounded like the sale (dom-C4)', () => {
    const document = valueOf(
      closeReturn({ sale, returned: [back(1000)], cashPolicy: NICKEL, identity: IDENTITY }),
    );
    expect(document.returns_of).toEqual({
      doc_id: sale.doc_id,
      doc_no: sale.doc_no,
      lines: ['1'],
      sold: [3000],
    });
    expect(document.lines).toMatchObject([
      { qty_milli: -1000, ext: -333, net: -333, tax: { GST: -17, QST: -33 }, gross: -383 },
    ]);
    expect(document.totals).toEqual({ net: -333, tax: -50, gross: -383 });
    expect(document.cash_rounding).toBe(-2);
    expect(document.tenders).toEqual([{ type: 'cash', tendered: -385, amount: -385, change: 0 }]);
  });

  it('keep the discounts of the sale in proportion', () => {
    const line = {
      ...sale.lines[0]!,
      ext: minor(1299),
      line_discount: minor(200),
      doc_discount: minor(100),
    };
    const discounted: Sale = { ...sale, lines: [line] };
    const [first] = valueOf(returnLines(discounted, [back(1000)]));
    expect(first).toMatchObject({ ext: -433, line_discount: 67, doc_discount: 33, net: -333 });
  });

  it('TRN4: never mix what was practised with what was sold', () => {
    const close = (sold: Sale, training?: true) => {
      const { number } = IDENTITY;
      return closeReturn({
        sale: sold,
        returned: [back(1000)],
        cashPolicy: CENT,
        tenders: [{ type: 'cash' }],
        identity: {
          ...IDENTITY,
          number: { ...number, ...(training === undefined ? {} : { training }) },
          startedMs: sold.closed_ms,
          closedMs: sold.closed_ms,
        },
      });
    };
    const practised = { ...sale, doc_no: '0417-02-A-T000001', training: true as const };
    expect(close(practised)).toEqual({ ok: false, error: 'training-and-real' });
    expect(close(sale, true)).toEqual({ ok: false, error: 'training-and-real' });
    expect(valueOf(close(practised, true))).toMatchObject({ training: true });
    expect(valueOf(close(sale)).training).toBeUndefined();
  });

  it('are refused by kind', () => {
    const problemOf = (document: Sale, ...wanted: ReturnedLine[]): string => {
      const result = returnLines(document, wanted);
      return result.ok ? 'returned' : result.error;
    };
    const identity = IDENTITY;
    const aReturn = valueOf(
      closeReturn({ sale, returned: [back(1000)], cashPolicy: CENT, identity }),
    );
    expect(problemOf(sale, back(3000))).toBe('returned');
    expect(problemOf(sale)).toBe('empty-return');
    expect(problemOf(sale, back(1000, 0, '9'))).toBe('no-such-line');
    expect(problemOf(sale, back(1000), back(1000, 1000))).toBe('line-repeated');
    expect(problemOf(sale, back(2000, 2000))).toBe('more-than-sold');
    expect(problemOf(sale, back(0))).toBe('nothing-to-return');
    expect(problemOf(aReturn, back(1000))).toBe('return-of-a-return');
  });
});
