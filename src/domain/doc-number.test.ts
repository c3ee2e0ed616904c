import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDocNumber,
  isTrainingNumber,
  nextDocNumber,
  nextSeries,
  parseDocNumber,
  seriesOfEnrolment,
} from './doc-number.ts';
import { compareSeries, enrolmentOfSeries, isNewer } from './oplog/series.ts';
import { valueOf } from './testing/sale-arbitraries.ts';

describe('document numbers (D13, dom-N1)', () => {
  it('print as store-till-series-number and read back', () => {
    const parts = fc.record({
      store: fc.stringMatching(/^[0-9]{4}$/),
      till: fc.stringMatching(/^[0-9]{2}$/),
      series: fc.stringMatching(/^[A-Z]{1,3}([2-9]|[1-9][0-9])?$/),
      number: fc.integer({ min: 1, max: 999_999 }),
    });
    const practised = {
      store: '0417',
      till: '02',
      series: 'T2',
      number: 7,
      training: true,
    } as const;
    fc.assert(
      fc.property(parts, (docNumber) => {
        expect(parseDocNumber(formatDocNumber(docNumber))).toEqual({ ok: true, value: docNumber });
      }),
    );
    const first = { store: '0417', till: '02', series: 'A', number: 123 };
    expect(formatDocNumber(first)).toBe('0417-02-A-000123');
    expect(isTrainingNumber(formatDocNumber(first))).toBe(false);
    // TRN3: neither the letter of a series nor a number's digits read as the mark of training.
    expect(formatDocNumber(practised)).toBe('0417-02-T2-T000007');
    expect(parseDocNumber('0417-02-T2-T000007')).toEqual({ ok: true, value: practised });
    expect(isTrainingNumber('0417-02-T-000007')).toBe(false);
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
    ['A', 'A2'],
    ['A2', 'A3'],
    ['A9', 'A10'],
    ['AZ', 'AZ2'],
  ])('dom-N3: series %s is followed by %s', (series, next) => {
    expect(nextSeries(series)).toEqual({ ok: true, value: next });
  });

  it.each(['a', '', 'A0', 'A1', 'A02', '2A'])('%j is no series', (series) => {
    expect(nextSeries(series)).toEqual({ ok: false, error: 'bad-document-number' });
    expect(enrolmentOfSeries(series)).toBeUndefined();
  });

  it('D13, dom-N3: no two streams of two thousand enrolments share a series, and age orders them', () => {
    const all: string[] = [];
    for (let ordinal = 1; ordinal <= 2000; ordinal += 1) {
      let series = seriesOfEnrolment(ordinal);
      for (let stream = 1; stream <= 3; stream += 1) {
        expect(enrolmentOfSeries(series)).toBe(ordinal);
        all.push(series);
        series = valueOf(nextSeries(series));
      }
    }
    expect(new Set(all).size).toBe(6000);
    expect(all.toReversed().sort(compareSeries)).toEqual(all);
    expect([1, 26, 27, 52, 53, 702, 703].map(seriesOfEnrolment)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('D12: a marker never goes back: neither by an older stream nor by fewer ops of the same', () => {
    const known = { stream: 's2', series: 'A2', head_seq: 9 };
    expect(isNewer({ stream: 's1', series: 'A', head_seq: 500 }, known)).toBe(false);
    expect(isNewer({ stream: 's2', series: 'A2', head_seq: 8 }, known)).toBe(false);
    expect(isNewer({ stream: 's2', series: 'A2', head_seq: 10 }, known)).toBe(true);
    expect(isNewer({ stream: 's3', series: 'B', head_seq: 1 }, known)).toBe(true);
    expect(isNewer(known, undefined)).toBe(true);
  });
});
