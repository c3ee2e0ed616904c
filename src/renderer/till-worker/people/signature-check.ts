import type { GuardedAction } from '../../../domain/adjust/permissions.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import type { Seller } from '../selling/copy-desk.ts';
import { plainFact } from '../selling/facts.ts';

export type SignatureCheck = (
  approver: Approver,
  action: GuardedAction,
) => Promise<{ ok: true; cashier: CashierFace } | Refusal>;

type Ports = {
  /** Number and PIN, throttled as at sign-in. */
  signIn: (number: string, pin: string) => Promise<{ ok: true; cashier: CashierFace } | Refusal>;
  seller: () => Seller | undefined;
  commit: (fact: Fact) => Promise<CommitResult>;
};

/** A number of staff is no longer; what else was keyed there is nobody's business (dom-Y2). */
const LONGEST_NUMBER = 8;

/**
 * Checks who signs. A signature that does not hold is told to head office (dom-A6): who stood at the
 * till, whose number was keyed, for what. The PIN itself is nowhere.
 */
export function signatureCheck({ signIn, seller, commit }: Ports): SignatureCheck {
  return async ({ number, pin }, action) => {
    const asker = seller();
    const signed = await signIn(number, pin);
    if (signed.ok || asker === undefined) return signed;
    const approver = number.slice(0, LONGEST_NUMBER);
    const body = { cashier: asker.cashier, approver, action, why: signed.kind };
    // Told or not: the signature does not hold either way.
    await commit(plainFact('signature-refused', asker.businessDate, body)).catch(() => undefined);
    return signed;
  };
}
