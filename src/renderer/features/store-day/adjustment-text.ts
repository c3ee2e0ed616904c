import { isAdjustReason } from '../../../domain/cashup/adjust-reason.ts';
import type { DayAdjustment, DayZ } from '../../../domain/store-day/store-day.ts';
import { ADJUST_REASON_WORDS } from '../../shared/cash-words.ts';
import { say, sayLater } from '../../shared/words/say.ts';
import { tenderText } from './tender-text.ts';

/** What was put right of a Z's declaration, in one sentence. */
export function adjustmentText(
  one: DayAdjustment,
  z: DayZ,
  money: (amount: number, currency: string) => string,
): string {
  const [, currency = z.currency] = one.tender.split(':');
  return say('{tender} put right: {before} → {after}. {reason}. By {who}, signed by {second}.', {
    tender: tenderText(one.tender, z.currency),
    before: money(one.before, currency),
    after: money(one.after, currency),
    reason: isAdjustReason(one.reason) ? sayLater(ADJUST_REASON_WORDS[one.reason]) : one.reason,
    who: one.cashier,
    second: one.approver,
  });
}

/** Far off, and closed by somebody who was alone (dom-Z13). */
export const isUnsigned = (z: DayZ): boolean => z.approver === undefined && z.isFarOff;
