import { expect, test } from 'vitest';
import { countPieces } from './count-pieces.ts';
import { countTenders, worstStatus } from './count-tenders.ts';
import { denominationsOf } from './denominations.ts';
import { splitCash } from './split-cash.ts';
import { storeSums } from './store-sums.ts';
import { noFigures } from './figures.ts';

test('vec-cashup-U6: a tender has its own limits, foreign notes theirs, the rest the default', () => {
  const thresholds = {
    default: { review: 10, approve: 20 },
    'foreign-cash': { review: 0, approve: 5 },
    'foreign-cash:USD': { review: 100, approve: 200 },
  };
  const expected = { cash: 0, card: 0, 'foreign-cash:GBP': 0, 'foreign-cash:USD': 0 };
  const counted = { cash: 10, card: -11, 'foreign-cash:GBP': 6, 'foreign-cash:USD': -100 };
  const counts = countTenders(expected, counted, thresholds);
  expect(Object.values(counts).map(({ status }) => status)).toEqual([
    'ok',
    'review',
    'approve',
    'ok',
  ]);
  expect(worstStatus(Object.values(counts))).toBe('approve');
  expect(worstStatus([])).toBe('ok');
});

test('vec-cashup-U6: a store that says nothing looks at more than 2.00 and signs more than 10.00', () => {
  const status = (off: number) => countTenders({}, { cash: off })['cash']?.status;
  expect([200, 201, 1000, 1001].map(status)).toEqual(['ok', 'review', 'review', 'approve']);
});

test('vec-cashup-U5: what is declared and was not expected is a variance too', () => {
  expect(countTenders({}, { voucher: 500 })).toEqual({
    voucher: { expected: 0, counted: 500, variance: 500, status: 'review' },
  });
});

test('vec-cashup-U8: pieces that are none are refused by name', () => {
  expect(countPieces('EUR', [{ value: 5000, count: 2 }])).toEqual({ ok: true, value: 10_000 });
  const refused = (value: number, count: number) => countPieces('EUR', [{ value, count }]);
  expect(refused(3, 1)).toEqual({ ok: false, error: { kind: 'unknown-denomination', value: 3 } });
  expect(refused(5, -1)).toEqual({ ok: false, error: { kind: 'bad-piece-count', value: 5 } });
  expect(refused(5, 0.5)).toEqual({ ok: false, error: { kind: 'bad-piece-count', value: 5 } });
  expect(refused(50_000, 2 ** 50)).toMatchObject({ error: { kind: 'counted-too-much' } });
});

test('dom-M2: the pieces of each currency rise, and none stands twice', () => {
  for (const currency of ['EUR', 'HUF', 'JPY', 'KWD', 'CZK'] as const) {
    const all = denominationsOf(currency);
    expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b));
  }
});

test('vec-cashup-U7: what is over the float goes to the bank', () => {
  expect(splitCash(12_345, 10_000)).toEqual({ nextFloat: 10_000, deposit: 2345 });
  expect(splitCash(900, 10_000)).toEqual({ nextFloat: 900, deposit: 0 });
});

test('vec-cashup-U7: a store is the sum of its shifts, as bad as the worst of them', () => {
  const shift = (net: number, deposit: number, off: number) => ({
    figures: { ...noFigures, net },
    deposit,
    tenders: countTenders({ cash: 0 }, { cash: off }),
  });
  expect(storeSums([shift(100, 10, -300), shift(5, 0, 50)])).toEqual({
    net: 105,
    deposit: 10,
    variance: { cash: -250 },
    worstStatus: 'review',
  });
});
