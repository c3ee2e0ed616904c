import type { Z } from './close-shift.ts';
import { proveZ } from './prove-z.ts';

/** A Z and the op that told it. */
export type ChainedZ = {
  readonly opId: string;
  readonly z: Pick<
    Z,
    | 'z_no'
    | 'prev_z'
    | 'float'
    | 'figures'
    | 'pieces'
    | 'tenders'
    | 'next_float'
    | 'deposit'
    | 'grand'
  > & { readonly thresholds?: Z['thresholds'] | undefined };
};

/** Why a Z is not as it was written: `sums` are its own, `order` its number, `before` the Z it names. */
export type ClosingFault = 'sums' | 'order' | 'before';

/**
 * The first of a till's Zs, oldest first, that does not go on from the one it names as documents do
 * (dom-F6): by number and grand totals, and by its own sums. Undefined where all hold. `told`: a Z that this
 * till knows of without holding it; the oldest may name one that is not here.
 */
export function firstBadClosing(
  zs: readonly ChainedZ[],
  told?: string,
): { readonly at: number; readonly fault: ClosingFault } | undefined {
  const known = new Map<string, ChainedZ['z']>();
  for (const [at, { opId, z }] of zs.entries()) {
    const before = known.get(z.prev_z);
    const fault = faultOf(z, before, at === 0 || z.prev_z === told);
    if (fault !== undefined) return { at, fault };
    known.set(opId, z);
  }
  return undefined;
}

function faultOf(
  z: ChainedZ['z'],
  before: ChainedZ['z'] | undefined,
  mayBeFirst: boolean,
): ClosingFault | undefined {
  if (before === undefined && !mayBeFirst) return 'before';
  if (before !== undefined && z.z_no !== before.z_no + 1) return 'order';
  if (z.prev_z === '' && z.z_no !== 1) return 'order';
  return addsUp(z, before) ? undefined : 'sums';
}

function addsUp(z: ChainedZ['z'], before: ChainedZ['z'] | undefined): boolean {
  try {
    return proveZ(z, z.figures, before?.grand).length === 0;
  } catch {
    // Amounts that no sum can hold.
    return false;
  }
}
