import type { Sha256 } from '../../domain/oplog/op-id.ts';
import { compareSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import { isBranch } from './branch-key.ts';
import { isOwnStream } from './own-stream.ts';
import type { LocalStore, ShiftRow, StreamRow } from './ports.ts';
import { orphanShift } from './shift-of-ops.ts';

export type ShiftCameBackPorts = {
  store: Pick<LocalStore, 'load' | 'readOps' | 'zs' | 'swapShift'>;
  text: (bytes: Uint8Array) => string;
  sha256: Sha256;
  tillId: string;
  /** The stream that new ops go to. */
  current: () => string;
  /** The till's shift is another one now, on disk too. */
  shiftIs: (shift: ShiftRow | undefined) => void;
};

/**
 * Makes the open shift that of the till's ops, once a site gave back what it has of them (OO6): a shift that
 * was open on a lost machine goes on here and gets its Z, as soon as no other is open; one whose Z came back
 * behind it is over. A shift opened meanwhile always wins.
 */
export async function followShift(p: ShiftCameBackPorts): Promise<void> {
  const { shift: open, streams } = await p.store.load();
  if (open !== undefined) {
    const isOver = (await p.store.zs()).some(({ shiftId }) => shiftId === open.shiftId);
    if (isOver && (await p.store.swapShift(open.shiftId, undefined))) p.shiftIs(undefined);
    return;
  }
  const current = streams.find(({ id }) => id === p.current());
  const others = streams
    .filter((s) => !isBranch(s.id) && s.id !== p.current() && isOwnStream(p, s))
    .sort((a, b) => compareSeries(a.series, b.series));
  // Where a later machine took this one's place, the shift is that one's.
  if (current !== undefined && others.some((s) => isLaterMachine(s, current))) return;
  const left = await orphanShift(p, others);
  if (left !== undefined && (await p.store.swapShift(undefined, left))) p.shiftIs(left);
}

function isLaterMachine({ series }: StreamRow, current: StreamRow): boolean {
  return !sameEnrolment(series, current.series) && compareSeries(series, current.series) > 0;
}
