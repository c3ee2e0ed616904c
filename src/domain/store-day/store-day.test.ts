import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storeDay, type DayShift, type DayZ, type TillWord } from './store-day.ts';

const z = (zId: string, over: Partial<DayZ> = {}): DayZ => ({
  zId,
  number: `A-${zId}`,
  currency: 'EUR',
  net: 1000,
  deposit: 700,
  isFarOff: false,
  adjustments: [],
  closedMs: 9,
  closedBy: '7',
  tenders: { cash: { expected: 900, counted: 880, variance: -20, status: 'ok' } },
  ...over,
});
const shift = (
  shiftId: string,
  state: DayShift['state'],
  over: Partial<DayShift> = {},
): DayShift => ({
  shiftId,
  state,
  openedMs: 1,
  openedBy: '7',
  zs: state === 'closed' ? [z(`z-${shiftId}`)] : [],
  late: 0,
  ...over,
});
const word = (till: string, from: TillWord['from'], shifts: readonly DayShift[]): TillWord => ({
  till,
  from,
  shifts,
});
const states = (day: ReturnType<typeof storeDay>) =>
  Object.fromEntries(day.tills.map(({ till, state }) => [till, state]));

describe('dom-Z11: a store’s day by the word of whoever could be asked', () => {
  test('each till of the store stands there: closed, counted, open, not used, unreachable', () => {
    const day = storeDay(
      [
        word('01', 'own', [shift('s1', 'closed')]),
        word('02', 'lan', [shift('s2', 'counted')]),
        word('03', 'lan', [shift('s3', 'closed'), shift('s4', 'open')]),
        word('04', 'lan', []),
        word('05', 'head-office', []),
      ],
      ['06'],
    );
    expect(states(day)).toEqual({
      '01': 'closed',
      '02': 'counted',
      '03': 'open',
      '04': 'not-used',
      '05': 'unreachable',
      '06': 'unreachable',
    });
    expect(day.missing).toEqual(['02', '03', '05', '06']);
    const elsewhere = storeDay([{ ...word('07', 'lan', []), openOn: '2026-11-21' }], []);
    expect(states(elsewhere)).toEqual({ '07': 'other-day' });
    expect(elsewhere).toMatchObject({ missing: ['07'], isProven: false });
  });

  test('head office that is behind does not open again what the till has closed', () => {
    const own = word('01', 'own', [shift('s1', 'closed')]);
    const behind = word('01', 'head-office', [shift('s1', 'open')]);
    for (const words of [
      [own, behind],
      [behind, own],
    ])
      expect(states(storeDay(words, []))).toEqual({ '01': 'closed' });
  });

  test('one Z told by three is counted once, with the proof that head office gives', () => {
    const judged = shift('s1', 'closed', { zs: [z('z-s1', { proof: 'waiting' })], late: 2 });
    const day = storeDay(
      [
        word('01', 'own', [shift('s1', 'closed')]),
        word('01', 'head-office', [judged]),
        word('01', 'lan', [shift('s1', 'closed')]),
      ],
      [],
    );
    expect(day.tills[0]?.shifts).toMatchObject([{ late: 2, zs: [{ proof: 'waiting' }] }]);
    expect(day.sums.get('EUR')).toMatchObject({ net: 1000, deposit: 700, variance: { cash: -20 } });
    expect(day.isProven).toBe(false);
  });

  test('a day is proven only where head office said so of each Z', () => {
    const of = (...proofs: (DayZ['proof'] | undefined)[]) =>
      storeDay(
        proofs.map((proof, i) =>
          word(`0${i + 1}`, 'head-office', [
            shift(`s${i}`, 'closed', {
              zs: [proof === undefined ? z(`z${i}`) : z(`z${i}`, { proof })],
            }),
          ]),
        ),
        [],
      ).isProven;
    expect(of('whole', 'archived')).toBe(true);
    expect(of('whole', undefined)).toBe(false);
    expect(of('whole', 'missing')).toBe(false);
    expect(of('differs')).toBe(false);
  });

  test('currencies are never added up', () => {
    const chf = shift('s2', 'closed', { zs: [z('z2', { currency: 'CHF', net: 5 })] });
    const day = storeDay(
      [word('01', 'own', [shift('s1', 'closed')]), word('02', 'lan', [chf])],
      [],
    );
    expect([...day.sums].map(([currency, { net }]) => [currency, net])).toEqual([
      ['EUR', 1000],
      ['CHF', 5],
    ]);
  });

  test('whoever is heard first, the day is the same', () => {
    const anyShift = fc
      .tuple(fc.constantFrom('s1', 's2', 's3'), fc.constantFrom('open', 'counted', 'closed'))
      .map(([id, state]) => shift(id, state));
    const anyWord = fc
      .record({
        till: fc.constantFrom('01', '02'),
        from: fc.constantFrom('own', 'lan', 'head-office'),
        shifts: fc.uniqueArray(anyShift, { selector: ({ shiftId }) => shiftId }),
      })
      // A shift belongs to one till.
      .map((w): TillWord => ({
        till: w.till,
        from: w.from,
        shifts: w.shifts.map((s) => ({ ...s, shiftId: `${w.till}-${s.shiftId}` })),
      }));
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 6 }), (words) => {
        const [one, other] = [storeDay(words, []), storeDay(words.toReversed(), [])];
        expect(states(other)).toEqual(states(one));
        expect(other.missing).toEqual(one.missing);
        expect(other.sums).toEqual(one.sums);
        expect(other.isProven).toBe(one.isProven);
      }),
    );
  });
});
