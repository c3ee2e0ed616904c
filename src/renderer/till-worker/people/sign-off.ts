import {
  mayDo,
  type ActionSize,
  type GuardedAction,
  type Permissions,
  type Role,
} from '../../../domain/adjust/permissions.ts';
import type { MoneySetting } from '../../shared/format/money-format.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import { NOT_SIGNED_IN } from '../desk-answers.ts';
import { approverMayNot, needsApproval, SAME_PERSON } from '../terms/terms-refusals.ts';
import type { SignatureCheck } from './signature-check.ts';

/** One right that is used, and how far; without a size the right alone counts. */
export type Used = { readonly action: GuardedAction; readonly size?: ActionSize };

/** Who asked, and who signed where the own right did not reach. */
export type SignedOff = { ok: true; cashier: string; approver?: string };

export type SignOffPorts = {
  cashier: () => CashierFace | undefined;
  permissions: () => Permissions;
  verify: SignatureCheck;
  money: MoneySetting;
};

const NO_SIZE: ActionSize = { amount: 0n, of: 0n };

/**
 * Whether this may be done now, by whoever is signed in or on another person's word (dom-A4). A PIN
 * takes a while to check: what the answer is used for must be looked at anew behind it.
 */
export class SignOff {
  private readonly p: SignOffPorts;

  constructor(p: SignOffPorts) {
    this.p = p;
  }

  async may(used: readonly Used[], approver: Approver | undefined): Promise<SignedOff | Refusal> {
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    const lacking = this.lackingOf(cashier.role, used);
    if (lacking === undefined) return { ok: true, cashier: cashier.number };
    if (approver === undefined) {
      return needsApproval(lacking.action, lacking.limit, this.p.money);
    }
    if (approver.number === cashier.number) return SAME_PERSON;
    const signed = await this.p.verify(approver, lacking.action);
    if (!signed.ok) return signed;
    if (this.p.cashier()?.number !== cashier.number) return NOT_SIGNED_IN;
    const theirs = this.lackingOf(signed.cashier.role, used);
    if (theirs !== undefined) return approverMayNot(theirs.limit, this.p.money);
    return { ok: true, cashier: cashier.number, approver: signed.cashier.number };
  }

  /** The first right of these that a role does not have that far. */
  private lackingOf(role: Role, used: readonly Used[]) {
    for (const { action, size = NO_SIZE } of used) {
      const judged = mayDo(this.p.permissions(), role, action, size);
      if (!judged.may) return { action, limit: judged.limit };
    }
    return undefined;
  }
}
