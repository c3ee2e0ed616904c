import { mayDo, type Permissions } from '../../../domain/adjust/permissions.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { MoneySetting } from '../../shared/format/money-format.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import { NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { approverMayNot, needsApproval, SAME_PERSON } from '../terms/terms-refusals.ts';

export type SignPorts = {
  cashier: () => CashierFace | undefined;
  permissions: () => Permissions;
  money: MoneySetting;
  verify: SignatureCheck;
};

/**
 * A signature for a card payment of which nobody knows: always another person's, whatever the
 * cashier may do alone (dom-Y4, dom-A4).
 */
export async function signForCard(
  p: SignPorts,
  approver: Approver | undefined,
  { amount, cashier: payer }: Pick<CardAttempt, 'amount' | 'cashier'>,
): Promise<{ ok: true; number: string } | Refusal> {
  if (approver === undefined) return needsApproval('settle-card', { allowed: false }, p.money);
  // Neither who sells now nor who took the payment, maybe before a restart.
  if ([p.cashier()?.number, payer].includes(approver.number)) return SAME_PERSON;
  const signed = await p.verify(approver, 'settle-card');
  if (!signed.ok) return signed;
  if (p.cashier() === undefined) return NOT_SIGNED_IN;
  const size = { amount: BigInt(amount), of: BigInt(amount) };
  const theirs = mayDo(p.permissions(), signed.cashier.role, 'settle-card', size);
  if (!theirs.may) return approverMayNot(theirs.limit, p.money);
  return { ok: true, number: signed.cashier.number };
}
