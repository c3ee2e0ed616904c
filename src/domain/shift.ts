import { isBusinessDate, type BusinessDate } from './business-date.ts';
import type { ShiftId } from './ids.ts';
import { isMinor, type Minor } from './money.ts';
import { err, ok, type Result } from './result.ts';

/** A cashier at a drawer, from the opening float on. Every document names its shift (D13). */
export type Shift = {
  readonly shiftId: ShiftId;
  readonly businessDate: BusinessDate;
  /** Cash in the drawer at the start. */
  readonly float: Minor;
  readonly openedMs: number;
  readonly cashier: string;
};

/** Why a shift cannot be opened. */
export type ShiftProblem = 'bad-float' | 'bad-business-date' | 'no-cashier';

/** Opens a shift with a counted float; a float of nothing is allowed. */
export function openShift(
  request: Omit<Shift, 'businessDate' | 'float'> & {
    readonly businessDate: string;
    readonly float: number;
  },
): Result<Shift, ShiftProblem> {
  const { shiftId, businessDate, float, openedMs, cashier } = request;
  if (!isMinor(float) || float < 0) return err('bad-float');
  if (!isBusinessDate(businessDate)) return err('bad-business-date');
  if (cashier === '') return err('no-cashier');
  return ok({ shiftId, businessDate, float, openedMs, cashier });
}
