import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeShift, NO_Z, type Z } from './close-shift.ts';
import { emptyShift, foldOps, type PlacedOp, type ShiftFold } from './fold-shift.ts';
import { countDecision, judgeCounts } from './judge-counts.ts';
import { proveCount } from './prove-count.ts';
import { judgedAnew, proveZ } from './prove-z.ts';

const SHIFT = 's';
type Step = { readonly move: number } | { readonly counted: number };

/** A shift with 100.00 float: cash that moves, and counts of so many cents. */
function foldOf(steps: readonly Step[]): ShiftFold {
  const opens = { float: 10_000, opened_ms: 1, cashier: '7', currency: 'EUR' };
  const ops = [
    { kind: 'shift-opened', body: { shift_id: SHIFT, ...opens } },
    ...steps.map((step) =>
      'move' in step
        ? { kind: 'cash-moved', body: { shift_id: SHIFT, type: 'paid-in', amount: step.move } }
        : {
            kind: 'shift-counted',
            body: {
              shift_id: SHIFT,
              count: 1,
              pieces: [{ value: 1, count: step.counted }],
              other: {},
              cashier: '7',
            },
          },
    ),
  ];
  const placed = ops.map((op, at): PlacedOp => ({ ...op, stream: '0', seq: at + 1, opId: 'x' }));
  return foldOps(emptyShift(SHIFT), placed);
}

function closed(shift: ShiftFold): Z {
  const z = closeShift({
    shift,
    last: NO_Z,
    zId: 'z',
    series: 'A',
    seriesOf: () => 'A',
    store: '0417',
    till: '01',
    currency: 'EUR',
    businessDate: '2026-11-22' as never,
    closedMs: 2,
    closedBy: '7',
    open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
  });
  if (!z.ok) throw new Error(z.error.kind);
  return z.value;
}

const steps = fc.array(
  fc.oneof(
    fc.record({ move: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ counted: fc.integer({ min: 5000, max: 20_000 }) }),
  ),
  { maxLength: 12 },
);

test('vec-cashup-U5: each count is judged by what should have been there when it was declared', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const fold = foldOf(all);
      const off = all.flatMap((step, at) => {
        if (!('counted' in step)) return [];
        const before = all.slice(0, at).map((one) => ('move' in one ? one.move : 0));
        return [step.counted - before.reduce((sum, one) => sum + one, 10_000)];
      });
      const judged = judgeCounts(fold.counts, 10_000);
      expect(judged.map(({ tenders }) => tenders['cash']?.variance)).toEqual(off);
      const tenders = { cash: { expected: 0, counted: 0, variance: 0, status: 'ok' as const } };
      const isDue = off.some((one) => Math.abs(one) > 1000);
      expect(countDecision({ tenders, all_counts: judged })).toBe(isDue ? 'approve' : 'ok');
    }),
  );
});

test('vec-cashup-U5: a Z of an older till names no counts and is judged by its last one', () => {
  const cash = { expected: 0, counted: 300, variance: 300, status: 'review' as const };
  expect(countDecision({ tenders: { cash } })).toBe('review');
});

// EUR has no coin of one cent less than these; a count of cents alone is enough for a Z.
const FAR_OFF = foldOf([{ counted: 5000 }, { counted: 10_000 }]);

test('CUP10, dom-Z6: a Z whose own word for how far a count is off differs from its limits is found', () => {
  const z = closed(FAR_OFF);
  expect(proveZ(z, z.figures)).toEqual([]);
  const cash = z.tenders['cash'];
  if (cash === undefined) throw new Error('no cash');
  const lying = { ...z, tenders: { cash: { ...cash, status: 'approve' as const } } };
  expect(proveZ(lying, z.figures)).toEqual([
    { figure: 'tenders.cash.status', told: 'approve', found: 'ok' },
  ]);
  expect(judgedAnew(lying)['cash']?.status).toBe('ok');
  // Of an older till's Z nobody knows the limits: its word is taken.
  const { thresholds: _limits, ...older } = lying;
  expect(proveZ(older, z.figures)).toEqual([]);
  expect(judgedAnew(older)['cash']?.status).toBe('approve');
});

test('CUP10, vec-cashup-U5: a count that a Z leaves out, or tells otherwise, is found', () => {
  const z = closed(FAR_OFF);
  const told = { ...z, currency: 'EUR' };
  expect(z.all_counts).toHaveLength(2);
  expect(proveCount(told, FAR_OFF)).toEqual([]);
  const hidden = { ...told, all_counts: z.all_counts?.slice(1) ?? [] };
  expect(proveCount(hidden, FAR_OFF).map(({ figure }) => figure)).toContain(
    'count.each.0.tenders.cash.variance',
  );
});

test('vec-cashup-U5, dom-Z13: a count far off is signed for, however many right ones follow; a Z names a hundred of them', () => {
  const right = Array.from({ length: 150 }, () => ({ counted: 10_000 }));
  const fold = foldOf([{ counted: 1 }, ...right]);
  const named = judgeCounts(fold.counts, 10_000);
  expect(named).toHaveLength(100);
  expect(countDecision({ tenders: named.at(-1)?.tenders ?? {}, all_counts: named })).toBe(
    'approve',
  );
});
