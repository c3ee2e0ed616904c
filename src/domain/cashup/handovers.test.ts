import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, tellShifts } from '../testing/day-arbitraries.ts';
import { expectedTenders } from './count-tenders.ts';
import { emptyShift, foldOps, settleShift, type PlacedOp } from './fold-shift.ts';
import { handoversOf } from './handovers.ts';

const FLOAT = 10_000;

test('dom-Z9: of any day suspending and taking over change no figure and no operator’s share; each is judged by its own moment', () => {
  fc.assert(
    fc.property(days, fc.array(fc.nat(), { maxLength: 4 }), (events, places) => {
      const plain = tellShifts([events]).slice(0, -1);
      const cuts = places.map((at) => 2 + (at % (plain.length - 1))).toSorted((a, b) => a - b);
      const hand = (kind: string, stream: string): PlacedOp => ({
        kind,
        body: { shift_id: 'shift-0', cashier: '9', counted: 5, at_ms: 1 },
        stream,
        seq: 0,
        opId: 'h',
      });
      const told = plain.flatMap((op, at) => [
        op,
        ...cuts
          .filter((cut) => cut === at)
          .flatMap(() => [hand('shift-suspended', op.stream), hand('shift-resumed', op.stream)]),
      ]);
      // Each stream counts its own.
      const next = new Map<string, number>();
      const ops = told.map((op) => {
        const seq = (next.get(op.stream) ?? 0) + 1;
        next.set(op.stream, seq);
        return { ...op, seq };
      });
      const fold = foldOps(emptyShift('shift-0'), ops);
      // As it is closed: a handover may be the first to name the shift in a stream.
      const without = foldOps(emptyShift('shift-0'), plain);
      expect(settleShift(fold).figures).toEqual(settleShift(without).figures);
      const taken = handoversOf(fold.handovers, FLOAT).filter(({ what }) => what === 'resumed');
      const due = cuts
        .filter((cut) => cut < plain.length)
        .map((cut) => {
          const then = foldOps(emptyShift('shift-0'), plain.slice(0, cut + 1));
          return expectedTenders(then.figures, FLOAT)['cash'];
        });
      expect(taken.map(({ expected }) => expected)).toEqual(due);
    }),
  );
});
