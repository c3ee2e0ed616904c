import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { randomId } from '../random.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { shiftFact, type ShiftAsked } from './shift-fact.ts';

/** Begins a shift with so much in the drawer; on disk when it resolves. */
export async function beginShift(
  { committer, identity }: Pick<TillCore, 'committer' | 'identity'>,
  of: Pick<ShiftRow, 'businessDate' | 'cashier' | 'float'> &
    Pick<ShiftAsked, 'pieces' | 'drawer' | 'beside'>,
): Promise<{ ok: true; row: ShiftRow } | Refusal> {
  const { currency } = identity.profile;
  const opened = shiftFact({
    ...of,
    shiftId: randomId(),
    openedMs: workerClock.wallMs(),
    currency,
  });
  if (!opened.ok) return opened;
  const done = await committer.commit(opened.fact);
  return done.ok ? { ok: true, row: opened.row } : done;
}
