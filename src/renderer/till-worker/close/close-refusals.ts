import type { CloseProblem } from '../../../domain/cashup/close-shift.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later, type Words } from '../../shared/words/say.ts';

const refusal = (kind: string, next: Words): Refusal => ({ ok: false, kind, next });

export const NO_SHIFT = refusal('no-shift', later('No shift is open.'));
/** Somebody else was quicker, or a key was pressed twice. */
export const CLOSED_BEFORE = refusal('closed-before', later('This shift is closed already.'));
/** With the drawer closed, that money would go into somebody else's Z (dom-Z9). */
export const HOLDS_PART = refusal(
  'part-paid',
  later(
    'Money for the sale in the basket lies in this drawer. Finish that sale, or give the money back, then close.',
  ),
);
export const COUNT_FIRST = refusal('count-first', later('Count the drawer first.'));
export const BAD_FLOAT = refusal(
  'bad-float',
  later('No more can stay in the drawer than was counted.'),
);
export const REASON_FIRST = refusal('bad-reason', later('Choose why the count is off.'));
/** Nobody signs for a difference that they did not see. */
export const FIGURES_MOVED = refusal(
  'figures-moved',
  later('Cash moved meanwhile, and the count is off by another sum. Look at it once more.'),
);
export const NOT_WRITTEN = refusal(
  'store-failed',
  later('The shift is still open. Free disk space, then close it again.'),
);
export const COUNT_NOT_KEPT = refusal(
  'count-not-kept',
  later('The count was not stored. Free disk space, then try again.'),
);
export const BAD_BAG = refusal('bad-bag', later('Key the number that is on the bag.'));
export const NO_SUCH_Z = refusal('no-such-z', later('This till does not hold that Z report.'));
export const COUNTED_IT = refusal(
  'same-person',
  later('Who counted does not sign for the count. Ask somebody else.'),
);

const COUNT_WORDS: Record<CloseProblem['kind'], Words> = {
  'unknown-denomination': later('There is no such coin or note.'),
  'bad-piece-count': later('Key how many pieces there are, zero or more.'),
  'counted-too-much': later('So much cash fits in no drawer. Look at the count.'),
  'never-opened': later('No shift is open.'),
  'closed-before': later('This shift is closed already.'),
  'counted-by-approver': later('Who counted does not sign for the count. Ask somebody else.'),
};

export function closeRefusal({ kind }: { kind: CloseProblem['kind'] }): Refusal {
  return refusal(kind, COUNT_WORDS[kind]);
}
