import type { Sha256 } from '../../domain/oplog/op-id.ts';
import { compareSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import { isBranch } from './branch-key.ts';
import { isOwnStream } from './own-stream.ts';
import type { LocalStore, ShiftRow, StreamRow } from './ports.ts';
import { orphanShifts } from './shift-of-ops.ts';

export type ShiftCameBackPorts = {
  store: Pick<LocalStore, 'load' | 'readOps' | 'zs' | 'swapShift' | 'addDrawer' | 'dropDrawer'>;
  text: (bytes: Uint8Array) => string;
  sha256: Sha256;
  tillId: string;
  /** The stream that new ops go to. */
  current: () => string;
  /** This one is open now, or over; on disk too. */
  shiftIs: (shift: ShiftRow | { closed: string }) => void;
};

/**
 * Makes the open shift that of the till's ops, once a site gave back what it has of them (OO6): a shift that
 * was open on a lost machine goes on here and gets its Z, as soon as no other is open; one whose Z came back
 * behind it is over. A shift opened meanwhile always wins; a drawer of a cashier's own comes back beside whatever is
 * open (dom-Z9).
 */
export async function followShift(p: ShiftCameBackPorts): Promise<void> {
  const { shift: open, drawers, streams } = await p.store.load();
  const zs = new Set((await p.store.zs()).map(({ shiftId }) => shiftId));
  if (open !== undefined && zs.has(open.shiftId)) {
    if (await p.store.swapShift(open.shiftId, undefined)) p.shiftIs({ closed: open.shiftId });
    return;
  }
  for (const { shiftId } of drawers.filter((drawer) => zs.has(drawer.shiftId))) {
    await p.store.dropDrawer(shiftId);
    p.shiftIs({ closed: shiftId });
  }
  const current = streams.find(({ id }) => id === p.current());
  const others = streams
    .filter((s) => !isBranch(s.id) && s.id !== p.current() && isOwnStream(p, s))
    .sort((a, b) => compareSeries(a.series, b.series));
  // Where a later machine took this one's place, the shift is that one's.
  if (current !== undefined && others.some((s) => isLaterMachine(s, current))) return;
  const left = await orphanShifts(p, others);
  if (left.shift !== undefined && (await p.store.swapShift(undefined, left.shift)))
    p.shiftIs(left.shift);
  for (const drawer of left.drawers) if (await p.store.addDrawer(drawer)) p.shiftIs(drawer);
}

function isLaterMachine({ series }: StreamRow, current: StreamRow): boolean {
  return !sameEnrolment(series, current.series) && compareSeries(series, current.series) > 0;
}
