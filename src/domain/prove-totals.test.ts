import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeReturn } from './close-return.ts';
import { minor } from './money.ts';
import { proveTotals } from './prove-totals.ts';
import { milli } from './quantity.ts';
import type { Sale, SaleLine } from './sale.ts';
import {
  article,
  basketOf,
  IDENTITY,
  NICKEL,
  QUEBEC,
  sellExactly,
  soldBaskets,
  valueOf,
} from './testing/sale-arbitraries.ts';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** Every sum of money of a document: a change of any single one must not go unseen. */
const MONEY =
  /^(lines\.\d+\.(ext|line_discount|doc_discount|net|gross|tax\..+)|tax_totals\.\d+\.(net_base|amount)|totals\..+|cash_rounding|tenders\.\d+\..+)$/;

function numberPaths(value: Json, path: string[] = []): string[][] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => numberPaths(item, [...path, key]));
}

function tampered(sale: Sale, path: readonly string[], change: (value: number) => number): Sale {
  const copy = JSON.parse(JSON.stringify(sale)) as Json;
  let owner = copy as Record<string, Json>;
  for (const key of path.slice(0, -1)) owner = owner[key] as Record<string, Json>;
  const last = path.at(-1)!;
  owner[last] = change(owner[last] as number);
  return copy as unknown as Sale;
}

const moneyPaths = (sale: Sale): string[][] =>
  numberPaths(sale as unknown as Json).filter((path) => MONEY.test(path.join('.')));

const offsets = fc.oneof(
  fc.constantFrom(1, -1),
  fc.integer({ min: -100_000, max: 100_000 }).filter((offset) => offset !== 0),
);

const sold = sellExactly(
  basketOf(
    {
      type: 'add',
      article: article({ article: '1', unitPrice: minor(1037), taxCodes: ['GST', 'QST'] }),
      qtyMilli: 3000,
    },
    {
      type: 'add',
      article: article({ article: '2', unitPrice: minor(499), taxCodes: ['GST'] }),
      qtyMilli: 1250,
    },
  ),
  QUEBEC,
  NICKEL,
);
const returned = valueOf(
  closeReturn({
    sale: sold,
    returned: [
      { line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(1000) },
      { line: '2', qtyMilli: milli(1250), alreadyReturnedMilli: milli(0) },
    ],
    cashPolicy: NICKEL,
    identity: IDENTITY,
  }),
);

describe('proveTotals', () => {
  it('finds any single changed sum of money in any sale', () => {
    fc.assert(
      fc.property(soldBaskets, fc.nat(), offsets, ({ setup, basket }, pick, offset) => {
        const sale = sellExactly(basket, setup, NICKEL);
        const paths = moneyPaths(sale);
        const path = paths[pick % paths.length]!;
        expect(proveTotals(tampered(sale, path, (value) => value + offset)).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['sale', sold],
    ['return', returned],
  ])('finds each sum of money of a %s', (_, document) => {
    expect(proveTotals(document)).toEqual({ ok: true, value: document });
    const paths = moneyPaths(document);
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      for (const change of [(v: number) => v + 1, (v: number) => v - 1, (v: number) => v + 0.5]) {
        const proof = proveTotals(tampered(document, path, change));
        expect({ path, found: !proof.ok }).toEqual({ path, found: true });
      }
      const flipped = tampered(document, path, (value) => (value === 0 ? 1 : -value));
      expect(proveTotals(flipped).ok).toBe(false);
    }
  });

  it('finds a changed price, quantity, rate or number', () => {
    const faults = (change: Partial<Sale>): string => {
      const proof = proveTotals({ ...sold, ...change });
      return proof.ok ? 'proven' : proof.error.kind;
    };
    const [first, second] = sold.lines;
    expect(faults({})).toBe('proven');
    expect(faults({ lines: [{ ...first!, unit_price: minor(1038) }, second!] })).toBe('line-tax');
    expect(faults({ lines: [{ ...first!, qty_milli: milli(2000) }, second!] })).toBe('line-tax');
    expect(faults({ taxes: sold.taxes.map((tax) => ({ ...tax, rate: '6' })) })).toBe('line-tax');
    expect(faults({ taxes: [] })).toBe('line-tax');
    expect(faults({ lines: [first!] })).toBe('tax-totals');
    expect(faults({ price_mode: 'inclusive' })).toBe('line-sum');
    expect(faults({ number: 124 })).toBe('document-number');
    expect(faults({ till: '03' })).toBe('document-number');
    expect(faults({ tenders: [] })).toBe('tender-sum');
    expect(faults({ tax_totals: sold.tax_totals.slice(1) })).toBe('tax-totals');
    expect(faults({ tax_totals: [...sold.tax_totals].reverse() })).toBe('tax-totals');
    expect(faults({ returns_of: { doc_id: sold.doc_id, doc_no: sold.doc_no, lines: ['1'] } })).toBe(
      'return-link',
    );
  });

  it('finds forgeries of several fields that balance each other', () => {
    const [first, second] = sold.lines;
    const withFirst = (change: Partial<SaleLine>) =>
      proveTotals({ ...sold, lines: [{ ...first!, ...change }, second!] });
    expect(withFirst({ line_discount: minor(-5), doc_discount: minor(5) })).toEqual({
      ok: false,
      error: { kind: 'line-sum', at: '1' },
    });
    // A line given away for nothing may not claim that it was worth more.
    const free = sellExactly(
      basketOf({
        type: 'add',
        article: article({ article: '1', unitPrice: minor(0) }),
        qtyMilli: 1000,
      }),
      QUEBEC,
      NICKEL,
    );
    const dear = { ...free.lines[0]!, ext: minor(500), line_discount: minor(500) };
    expect(proveTotals({ ...free, lines: [dear] })).toEqual({
      ok: false,
      error: { kind: 'line-tax', at: '1' },
    });
    const [tender] = sold.tenders;
    const short = { ...tender!, tendered: minor(5), change: minor(5 - tender!.amount) };
    expect(proveTotals({ ...sold, tenders: [short] })).toEqual({
      ok: false,
      error: { kind: 'tender-change', at: '' },
    });
  });

  it('answers absurd amounts with a fault, not with an exception', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    for (const document of [sold, returned]) {
      for (const path of moneyPaths(document)) {
        for (const value of [huge, -huge, 1e300, Number.NaN]) {
          expect(proveTotals(tampered(document, path, () => value)).ok).toBe(false);
        }
      }
    }
    const lines = sold.lines.map((line) => ({
      ...line,
      ext: minor(huge),
      line_discount: minor(huge),
      doc_discount: minor(huge),
      net: minor(-huge),
      gross: minor(-huge),
      tax: {},
    }));
    expect(proveTotals({ ...sold, lines })).toEqual({
      ok: false,
      error: { kind: 'line-tax', at: '1' },
    });
  });
});
