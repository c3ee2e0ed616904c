import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { BAG_NUMBER, isReasonOf, MOST_MOVED } from '../../../domain/cashup/cash-move-reason.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { CashMoveAsked } from '../../shared/close-api.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { later, say } from '../../shared/words/say.ts';
import type { Counter } from '../counter.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import { BAD_BAG } from './close-refusals.ts';
import { cashMoveSlip } from './cash-move-slip.ts';

export type CashMoveDeskPorts = {
  seller: Counter['inHand'];
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  print: (name: string, doc: ReceiptDoc) => Promise<void>;
  profile: Pick<StoreProfile, 'name' | 'locale' | 'time_zone' | 'currency'>;
  /** Store and till, for the slip's name. */
  place: string;
  newId: () => string;
  wallMs: () => number;
};

const BAD_REASON: Refusal = { ok: false, kind: 'bad-reason', next: later('Choose a reason.') };

/**
 * Cash that moves without a sale. It is told in one op before the drawer opens (dom-A6): what a power cut
 * keeps shut was counted, and nothing leaves the drawer untold.
 */
export class CashMoveDesk {
  private readonly p: CashMoveDeskPorts;
  private isMoving = false;

  constructor(p: CashMoveDeskPorts) {
    this.p = p;
  }

  /** A key pressed twice moves it once. */
  async move(asked: CashMoveAsked, approver?: Approver): Promise<Done | Refusal> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const refused = this.whyNot(asked);
    if (refused !== undefined) return refused;
    if (this.isMoving) return BUSY;
    this.isMoving = true;
    try {
      return await this.moved(asked, approver);
    } finally {
      this.isMoving = false;
    }
  }

  private whyNot({ type, amount, reason, bag }: CashMoveAsked): Refusal | undefined {
    if (!Number.isSafeInteger(amount) || amount < 1 || amount > MOST_MOVED) {
      const most = formatMoney(MOST_MOVED, this.p.profile);
      const next = say('Key an amount above nothing, up to {most}.', { most });
      return { ok: false, kind: 'bad-amount', next };
    }
    if (!isReasonOf(type, reason)) return BAD_REASON;
    const hasBag = bag !== undefined;
    if (hasBag !== (type === 'bank-drop') || (hasBag && !BAG_NUMBER.test(bag))) return BAD_BAG;
    return undefined;
  }

  private async moved(
    asked: CashMoveAsked,
    approver: Approver | undefined,
  ): Promise<Done | Refusal> {
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    // The PIN took its time: the shift is that of now.
    const seller = this.p.seller();
    if (seller?.cashier !== signed.cashier) return NOT_SIGNED_IN;
    const { cashier, shift } = seller;
    const { type, amount, reason, bag } = asked;
    const atMs = this.p.wallMs();
    const body = {
      move_id: this.p.newId(),
      shift_id: shift.shiftId,
      type,
      amount,
      currency: this.p.profile.currency,
      reason,
      ...(bag === undefined ? {} : { bag }),
      cashier,
      ...(signed.approver === undefined ? {} : { approver: signed.approver }),
      at_ms: atMs,
    };
    const told = await this.p.commit(plainFact('cash-moved', shift.businessDate, body));
    if (!told.ok)
      return { ok: false, kind: told.kind, next: say('The drawer stays shut. Try again.') };
    const slip = cashMoveSlip(body, this.p.profile);
    try {
      await this.p.print(`${this.p.place}-cash-${atMs}`, slip);
    } catch {
      const next = say('It is recorded, but the drawer was not opened and no slip printed.');
      return { ok: false, kind: 'not-printed', next };
    }
    return DONE;
  }
}
