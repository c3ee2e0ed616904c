import { DeclarationAdjustedBody } from '../../../../src/contracts/declaration-adjusted.ts';
import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { AdjustmentTold } from '../../../../src/contracts/store-day.ts';
import { inOrder, unlinkedAdjustments } from '../../../../src/domain/cashup/adjust-declaration.ts';
import type { ShiftRow } from './shift-rows.ts';

/**
 * What was put right of a Z's declaration, oldest first (dom-Z12): told once however often it was sent.
 * `closedMs`: when the store closed the day first, where it did.
 */
export function adjustmentsOf(
  z: ShiftClosedBody,
  rows: readonly ShiftRow[],
  closedMs: number | undefined,
): AdjustmentTold[] {
  const told = rows.flatMap(({ kind, body }) => {
    const one =
      kind === 'declaration-adjusted' ? parseJson(DeclarationAdjustedBody, body) : undefined;
    return one?.z_id === z.z_id ? [one] : [];
  });
  const once = inOrder(z, [...new Map(told.map((one) => [one.adjust_id, one])).values()]);
  const unlinked = new Set(unlinkedAdjustments(z, once));
  return once.map(({ adjust_id, tender, before, after, reason, cashier, approver, at_ms }, at) => ({
    adjust_id,
    tender,
    before,
    after,
    reason,
    cashier,
    approver,
    at_ms,
    after_close: closedMs !== undefined && at_ms > closedMs,
    is_linked: !unlinked.has(at),
  }));
}
