import type { DeclarationAdjustedBody } from '../../../contracts/declaration-adjusted.ts';
import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import { ADJUST_DAYS, adjustedTenders } from '../../../domain/cashup/adjust-declaration.ts';
import { isAdjustReason } from '../../../domain/cashup/adjust-reason.ts';
import { isMinor } from '../../../domain/money.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ZRow } from '../../../sync/core/ports.ts';
import type { StoreDayCommands } from '../../shared/store-day-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';
import { COUNTED_IT, NO_SUCH_Z } from '../close/close-refusals.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';

export type AdjustDeskPorts = {
  cashier: () => string | undefined;
  today: () => string;
  /** The Zs of this till. */
  zs: () => Promise<ZRow[]>;
  /** Whether anybody who can be asked knows that the store closed this day. */
  isDayClosed: (day: string) => Promise<boolean>;
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  /** Another person's word; never of these. */
  second: (
    approver: Approver | undefined,
    counters: readonly string[],
  ) => Promise<{ ok: true; number: string } | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  newId: () => string;
  wallMs: () => number;
};

const refusal = (kind: string, next: Refusal['next']): Refusal => ({ ok: false, kind, next });
const BAD_AMOUNT = refusal('bad-amount', later('Key what was really there.'));
const BAD_REASON = refusal('bad-reason', later('Choose a reason.'));
const DAY_IS_CLOSED = refusal(
  'day-closed',
  later('The store has closed this day: its counts are with the accountants now.'),
);
const TOO_OLD = refusal(
  'too-old',
  later('This day is too long ago: its counts are with the accountants now.'),
);
const MOVED = refusal(
  'declaration-moved',
  later('Somebody has put this right meanwhile. Look at the list again.'),
);
const NOT_TOLD = refusal(
  'store-failed',
  later('Nothing was changed. Free disk space, then try again.'),
);

const DAY_MS = 86_400_000;

/**
 * Puts right what was declared of a closed shift (dom-Z12): one linked op beside the Z, at the till that
 * wrote it, until the store closes the day. The Z is never touched, and never one person's word alone.
 */
export class AdjustDesk {
  private readonly p: AdjustDeskPorts;
  private isActing = false;

  constructor(p: AdjustDeskPorts) {
    this.p = p;
  }

  /** The same asked twice is told once. */
  async adjust(asked: StoreDayCommands['adjust-declaration']['arg']): Promise<Done | Refusal> {
    if (this.isActing) return BUSY;
    this.isActing = true;
    try {
      return await this.adjusted(asked);
    } finally {
      this.isActing = false;
    }
  }

  private async adjusted(
    asked: StoreDayCommands['adjust-declaration']['arg'],
  ): Promise<Done | Refusal> {
    const { zId, tender, before, after, reason } = asked;
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    const row = (await this.p.zs()).find((one) => one.zId === zId);
    const z = row && parse(ShiftClosedBody, row.body);
    if (row === undefined || z === undefined) return NO_SUCH_Z;
    const now = adjustedTenders(z, row.adjusted ?? [])[tender]?.counted;
    if (now === undefined || !isMinor(after) || (tender === 'cash' && after < 0)) return BAD_AMOUNT;
    if (!isAdjustReason(reason)) return BAD_REASON;
    if (isTold(row, asked) && now === after) return DONE;
    if (now !== before) return MOVED;
    if (after === before) return BAD_AMOUNT;
    if (!isStillOpen(z.business_date, this.p.today())) return TOO_OLD;
    if (await this.p.isDayClosed(z.business_date)) return DAY_IS_CLOSED;
    const signed = await this.signed(z, cashier, asked.approver);
    if (!signed.ok) return signed;
    const body: DeclarationAdjustedBody = {
      adjust_id: this.p.newId(),
      z_id: zId,
      shift_id: z.shift_id,
      business_date: z.business_date,
      tender,
      before,
      after,
      reason,
      cashier,
      approver: signed.number,
      at_ms: this.p.wallMs(),
    };
    const told = await this.p.commit({
      ...plainFact('declaration-adjusted', z.business_date, body),
      adjusted: body,
    });
    return told.ok ? DONE : NOT_TOLD;
  }

  /** By right or on somebody's word, and always with a second person who has not counted (dom-Z13). */
  private async signed(
    z: ShiftClosedBody,
    cashier: string,
    approver: Approver | undefined,
  ): Promise<{ ok: true; number: string } | Refusal> {
    const counters = [...(z.all_counts ?? []).map((count) => count.cashier), z.closed_by];
    if (approver !== undefined && counters.includes(approver.number)) return COUNTED_IT;
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    if (signed.cashier !== cashier) return NOT_SIGNED_IN;
    if (signed.approver !== undefined) return { ok: true, number: signed.approver };
    const second = await this.p.second(approver, counters);
    if (second.ok && this.p.cashier() !== cashier) return NOT_SIGNED_IN;
    return second;
  }
}

/** Whether the day is near enough to be put right. */
export function isStillOpen(day: string, today: string): boolean {
  return Date.parse(today) - Date.parse(day) <= ADJUST_DAYS * DAY_MS;
}

function isTold(
  { adjusted = [] }: ZRow,
  { tender, before, after }: StoreDayCommands['adjust-declaration']['arg'],
): boolean {
  const last = adjusted.findLast((one) => one.tender === tender);
  return last?.before === before && last.after === after;
}
