import type { CountedPiece } from '../../../domain/cashup/shift-fact.ts';
import { shiftId } from '../../../domain/ids.ts';
import { openShift } from '../../../domain/shift.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { plainFact } from './facts.ts';
import { say } from '../../shared/words/say.ts';

export type ShiftAsked = Omit<Parameters<typeof openShift>[0], 'shiftId'> & {
  shiftId: string;
  currency: string;
  /** The float by coins and notes. */
  pieces?: readonly CountedPiece[] | undefined;
  /** It is the cashier's alone (dom-Z9). */
  drawer?: 'own' | undefined;
  /** How many other shifts are open, as the committer's turn finds it. */
  beside?: () => number;
};

/** A shift as a fact to commit, or why it cannot be opened. */
export function shiftFact({
  currency,
  pieces,
  drawer,
  beside = () => 0,
  ...asked
}: ShiftAsked): { ok: true; row: ShiftRow; fact: Fact } | Refusal {
  const opened = openShift({ ...asked, shiftId: shiftId(asked.shiftId) });
  if (!opened.ok)
    return {
      ok: false,
      kind: opened.error,
      next: say('Enter the cash in the drawer, zero or more.'),
    };
  const own = drawer === undefined ? {} : { drawer };
  const row: ShiftRow = { ...opened.value, currency, ...own };
  const body = () => ({
    shift_id: row.shiftId,
    cashier: row.cashier,
    float: row.float,
    currency,
    opened_ms: row.openedMs,
    ...(pieces === undefined ? {} : { pieces }),
    ...own,
    ...(beside() === 0 ? {} : { open_beside: beside() }),
  });
  const fact = plainFact('shift-opened', row.businessDate, undefined, { shift: row });
  return { ok: true, row, fact: { ...fact, body } };
}
