import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, tellShifts } from '../testing/day-arbitraries.ts';
import { firstBadClosing, type ChainedZ } from './check-closings.ts';
import { closeShift, NO_Z, type LastZ, type Z } from './close-shift.ts';
import { emptyShift, foldOps } from './fold-shift.ts';

/** Some shifts of one till, each closed after the other. */
const chains = fc.array(days, { minLength: 2, maxLength: 5 }).map((shifts): ChainedZ[] => {
  const ops = tellShifts(shifts);
  let last: LastZ = NO_Z;
  return shifts.map((_events, at) => {
    const end = ops.findIndex(
      ({ kind, body }) =>
        kind === 'shift-closed' && (body as { shift_id: string }).shift_id === `shift-${at}`,
    );
    const made = closeShift({
      shift: foldOps(emptyShift(`shift-${at}`), ops.slice(0, end)),
      last,
      zId: `z-${at}`,
      series: 'A',
      seriesOf: () => 'A',
      store: '0417',
      till: '01',
      currency: 'EUR',
      businessDate: '2026-11-22' as Z['business_date'],
      closedMs: 2,
      closedBy: '7',
      open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
    });
    if (!made.ok) throw new Error(made.error.kind);
    const opId = `op-${at}`;
    last = { zNo: made.value.z_no, grand: made.value.grand, opId };
    return { opId, z: made.value };
  });
});

test('CUP11, dom-F6: Zs chain like documents; the first that was changed, left out or put elsewhere is named', () => {
  fc.assert(
    fc.property(chains, fc.nat(), (zs, pick) => {
      expect(firstBadClosing(zs)).toBeUndefined();
      // From any on: what was before it is not here.
      expect(firstBadClosing(zs.slice(1))).toBeUndefined();
      const at = pick % zs.length;
      const changed = zs.map((one, i) =>
        i === at ? { ...one, z: { ...one.z, deposit: one.z.deposit + 1 } } : one,
      );
      expect(firstBadClosing(changed)).toEqual({ at, fault: 'sums' });
      const grand = zs.map((one, i) => {
        const { sales, reductions } = one.z.grand;
        const more = { sales: sales + 5, reductions, net: sales + 5 - reductions };
        return i === at ? { ...one, z: { ...one.z, grand: more } } : one;
      });
      // The oldest goes on from nothing that is here: the next one tells.
      const shown = at === 0 ? 1 : at;
      expect(firstBadClosing(grand)).toEqual({ at: shown, fault: 'sums' });
      const middle = 1 + (pick % (zs.length - 1));
      const left = zs.filter((_one, i) => i !== middle);
      const isTail = middle === zs.length - 1;
      expect(firstBadClosing(left)).toEqual(isTail ? undefined : { at: middle, fault: 'before' });
      // A machine that was enrolled after it knows of it all the same.
      const next = zs[middle + 1]?.z.prev_z;
      expect(firstBadClosing(left, next)).toBeUndefined();
      const renumbered = zs.map((one, i) =>
        i === at ? { ...one, z: { ...one.z, z_no: one.z.z_no + 1 } } : one,
      );
      expect(firstBadClosing(renumbered)).toEqual({ at, fault: 'order' });
    }),
  );
});
