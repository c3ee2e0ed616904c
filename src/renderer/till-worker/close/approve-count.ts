import { mayDo } from '../../../domain/adjust/permissions.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignPorts } from '../paying/sign-for-card.ts';
import { approverMayNot, needsApproval, SAME_PERSON } from '../terms/terms-refusals.ts';
import { COUNTED_IT } from './close-refusals.ts';

const NO_SIZE = { amount: 0n, of: 0n };

/**
 * A signature for a count that is far off: always another person's than who is signed in, and never of
 * anybody who counted (dom-Z13).
 */
export async function approveCount(
  p: SignPorts,
  approver: Approver | undefined,
  counters: readonly string[],
): Promise<{ ok: true; number: string } | Refusal> {
  const cashier = p.cashier()?.number;
  if (cashier === undefined) return NOT_SIGNED_IN;
  if (approver === undefined) return needsApproval('approve-count', { allowed: false }, p.money);
  if (counters.includes(approver.number)) return COUNTED_IT;
  if (approver.number === cashier) return SAME_PERSON;
  const signed = await p.verify(approver, 'approve-count');
  if (!signed.ok) return signed;
  if (p.cashier()?.number !== cashier) return NOT_SIGNED_IN;
  const theirs = mayDo(p.permissions(), signed.cashier.role, 'approve-count', NO_SIZE);
  if (!theirs.may) return approverMayNot(theirs.limit, p.money);
  return { ok: true, number: signed.cashier.number };
}
