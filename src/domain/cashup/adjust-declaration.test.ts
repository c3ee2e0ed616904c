import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  adjustedTenders,
  inOrder,
  unlinkedAdjustments,
  type Adjustment,
} from './adjust-declaration.ts';
import { countTenders } from './count-tenders.ts';

const NAMES = ['cash', 'card', 'foreign-cash:USD'] as const;
const amount = fc.integer({ min: 0, max: 50_000 });
const zs = fc
  .record({
    expected: fc.record({ cash: amount, card: amount, 'foreign-cash:USD': amount }),
    counted: fc.record({ cash: amount, card: amount, 'foreign-cash:USD': amount }),
    limit: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ expected, counted, limit }) => {
    const thresholds = { default: { review: limit, approve: 2 * limit } };
    return { tenders: countTenders(expected, counted, thresholds), thresholds };
  });
const steps = fc.array(fc.record({ tender: fc.constantFrom(...NAMES), after: amount }), {
  maxLength: 8,
});

/** Each goes on from what stood there. */
function linked(
  z: { tenders: Readonly<Record<string, { counted: number }>> },
  asked: readonly { tender: string; after: number }[],
): Adjustment[] {
  const now = new Map(Object.entries(z.tenders).map(([name, { counted }]) => [name, counted]));
  return asked.map(({ tender, after }) => {
    const before = now.get(tender) ?? 0;
    now.set(tender, after);
    return { tender, before, after };
  });
}

test('dom-Z12: of each tender the last correction stands, judged by the Z’s own limits; what is expected and the Z stay', () => {
  fc.assert(
    fc.property(zs, steps, (z, asked) => {
      const before = JSON.parse(JSON.stringify(z)) as typeof z;
      const adjustments = linked(z, asked);
      const now = adjustedTenders(z, adjustments);
      expect(z).toEqual(before);
      for (const name of NAMES) {
        const counted = asked.findLast(({ tender }) => tender === name)?.after;
        const was = z.tenders[name];
        const should = was?.expected ?? 0;
        const is = counted ?? was?.counted ?? 0;
        expect(now[name]).toEqual(
          countTenders({ [name]: should }, { [name]: is }, z.thresholds)[name],
        );
        // The chain leads from what the Z says to what stands now.
        const moved = adjustments
          .filter(({ tender }) => tender === name)
          .reduce((sum, one) => sum + one.after - one.before, was?.counted ?? 0);
        expect(moved).toBe(is);
      }
      expect(unlinkedAdjustments(z, adjustments)).toEqual([]);
    }),
  );
});

test('dom-Z12: one that does not go on from what stood there is named, and the last one stands', () => {
  const tenders = countTenders({ cash: 1000 }, { cash: 900 });
  const side = [
    { tender: 'cash', before: 900, after: 1000 },
    { tender: 'cash', before: 900, after: 950 },
  ];
  expect(unlinkedAdjustments({ tenders }, side)).toEqual([1]);
  expect(adjustedTenders({ tenders }, side)['cash']).toMatchObject({ counted: 950 });
  const unknown = [{ tender: 'voucher', before: 0, after: 5 }];
  expect(unlinkedAdjustments({ tenders }, unknown)).toEqual([0]);
  expect(adjustedTenders({ tenders }, unknown)).toEqual(tenders);
});

test('dom-Z12: corrections go on from each other, also where the clock was set back between them', () => {
  const thresholds = { default: { review: 0, approve: 0 } };
  const z = { tenders: countTenders({ cash: 100 }, { cash: 90 }, thresholds), thresholds };
  const [first, second] = [
    { tender: 'cash', before: 90, after: 95 },
    { tender: 'cash', before: 95, after: 100 },
  ];
  expect(inOrder(z, [second, first])).toEqual([first, second]);
  expect(adjustedTenders(z, [second, first])['cash']?.counted).toBe(100);
  // Of two made side by side the later by time stands, and is told as one that goes on from nothing.
  const beside = { tender: 'cash', before: 90, after: 80 };
  const all = inOrder(z, [first, beside]);
  expect(all).toEqual([first, beside]);
  expect(unlinkedAdjustments(z, all)).toEqual([1]);
});
