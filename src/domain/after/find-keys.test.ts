import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKeys, findRange, type Findable, type FindBy, type FindWhen } from './find-keys.ts';

const DAY = '2026-11-21';
const doc = (parts: Partial<Findable>): Findable => ({
  doc_no: '0417-02-A-000123',
  number: 123,
  business_date: DAY,
  closed_ms: 1_795_000_000_000,
  totals: { gross: 1250 },
  lines: [],
  tenders: [],
  ...parts,
});

/** Whether the index would give the document for that question. */
function isFound(found: Findable, by: FindBy, value: string, when: FindWhen = {}): boolean {
  const [from, to] = findRange(by, value, when);
  return findKeys(found).some((key) => from <= key && key <= to);
}

describe('FND1: one range of the index is one answer', () => {
  it('finds by its number, whole or alone, and never by a part of it', () => {
    expect(isFound(doc({}), 'number', '0417-02-a-000123')).toBe(true);
    expect(isFound(doc({}), 'number', '123')).toBe(true);
    expect(isFound(doc({}), 'number', '12')).toBe(false);
    expect(isFound(doc({}), 'number', '1230')).toBe(false);
  });

  it('finds by what was paid, and by what was paid back', () => {
    expect(isFound(doc({}), 'amount', '1250')).toBe(true);
    expect(isFound(doc({ totals: { gross: -1250 } }), 'amount', '1250')).toBe(true);
    expect(isFound(doc({}), 'amount', '125')).toBe(false);
  });

  it('finds by article, by barcode with or without zeros in front, by a word of its name', () => {
    const sold = doc({
      lines: [{ article: '4711', gtin: '04012345678901', name: 'Müsli, groß', qty_milli: 1000 }],
    });
    expect(isFound(sold, 'article', '4711')).toBe(true);
    expect(isFound(sold, 'article', '4012345678901')).toBe(true);
    expect(isFound(sold, 'article', '471')).toBe(false);
    expect(isFound(sold, 'word', 'musli')).toBe(true);
    expect(isFound(sold, 'word', 'gross')).toBe(true);
    expect(isFound(sold, 'word', 'mus')).toBe(false);
  });

  it('dom-Y3: finds by the last four figures of any tender that carries them, and by no others', () => {
    const paid = doc({ tenders: [{ type: 'cash' }, { type: 'card', card: { last4: '4242' } }] });
    expect(isFound(paid, 'card', '4242')).toBe(true);
    expect(
      isFound(doc({ tenders: [{ card: { last4: '4242424242424242' } }] }), 'card', '4242'),
    ).toBe(false);
  });

  it('finds what brought goods of a document back', () => {
    expect(isFound(doc({ returns_of: { doc_id: 'd7' } }), 'returns-of', 'd7')).toBe(true);
    expect(isFound(doc({}), 'returns-of', 'd7')).toBe(false);
    const back = doc({ lines: [{ article: '1', name: 'Milk', qty_milli: -1000 }] });
    expect(isFound(back, 'took-back', '', { day: DAY })).toBe(true);
    expect(isFound(doc({}), 'took-back', '', { day: DAY })).toBe(false);
  });

  it('narrows by day and time and keeps documents in their order, whatever is asked', () => {
    const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(times, times, times, fc.boolean(), (at, one, two, isDay) => {
        const [fromMs, toMs] = one < two ? [one, two] : [two, one];
        const day = isDay ? DAY : '2026-11-22';
        const found = doc({ closed_ms: at });
        const fits = isDay && at >= fromMs && at <= toMs;
        expect(isFound(found, 'all', '', { day, fromMs, toMs })).toBe(fits);
        const [first = ''] = findKeys(doc({ closed_ms: fromMs }));
        const [last = ''] = findKeys(doc({ closed_ms: toMs }));
        expect(first <= last).toBe(true);
      }),
    );
  });
});
