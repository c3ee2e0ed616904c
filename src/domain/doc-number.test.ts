import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDocNumber, nextDocNumber, nextSeries, parseDocNumber } from './doc-number.ts';
import { valueOf } from './testing/sale-arbitraries.ts';

describe('document numbers (D13, dom-N1)', () => {
  it('print as store-till-series-number and read back', () => {
    const parts = fc.record({
      store: fc.stringMatching(/^[0-9]{4}$/),
      till: fc.stringMatching(/^[0-9]{2}$/),
      series: fc.stringMatching(/^[A-Z]{1,3}$/),
      number: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(parts, (docNumber) => {
        expect(parseDocNumber(formatDocNumber(docNumber))).toEqual({ ok: true, value: docNumber });
      }),
    );
    const first = { store: '0417', till: '02', series: 'A', number: 123 };
    expect(formatDocNumber(first)).toBe('0417-02-A-000123');
  });

  it.each([
    '',
    '0417-02-A-123',
    '0417-02-a-000123',
    '0417-02-A-000000',
    '0417-02-A-0001234',
    '02-A-000123',
  ])('refuses %j', (text) =>
    expect(parseDocNumber(text)).toEqual({ ok: false, error: 'bad-document-number' }),
  );

  it('are gapless until the series is full', () => {
    const last = { store: '0417', till: '02', series: 'A', number: 999_998 };
    const full = valueOf(nextDocNumber(last));
    expect(full).toEqual({ ...last, number: 999_999 });
    expect(nextDocNumber(full)).toEqual({ ok: false, error: 'series-full' });
  });

  it.each([
    ['A', 'B'],
    ['Z', 'AA'],
    ['AZ', 'BA'],
    ['ZZ', 'AAA'],
    ['AZZ', 'BAA'],
  ])('dom-N3: series %s is followed by %s', (series, next) => {
    expect(nextSeries(series)).toEqual({ ok: true, value: next });
  });

  it('dom-N3: no series comes twice in two thousand', () => {
    const seen = new Set(['A']);
    let series = 'A';
    for (let count = 1; count < 2000; count += 1) {
      series = valueOf(nextSeries(series));
      seen.add(series);
    }
    expect(seen.size).toBe(2000);
    expect(nextSeries('a')).toEqual({ ok: false, error: 'bad-document-number' });
  });
});
