import type { FindTextProblem } from '../../../domain/after/find-text.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later, say } from '../../shared/words/say.ts';

export const BAD_DAY: Refusal = {
  ok: false,
  kind: 'bad-day',
  next: later('Key a day of the calendar, and a time of it.'),
};
export const BAD_AMOUNT: Refusal = {
  ok: false,
  kind: 'bad-amount',
  next: later('Key the total as it is printed, for example 12.50.'),
};
export const BAD_SQUARE: Refusal = {
  ok: false,
  kind: 'no-receipt-code',
  next: later('This square is no receipt of ours. Find the receipt by its number.'),
};
export const SQUARE_DIFFERS: Refusal = {
  ok: false,
  kind: 'mac-differs',
  next: later(
    'This till did not write this square: it was changed, or the till was enrolled anew since. Find the receipt by its number and compare it line by line.',
  ),
};
export const LINE_DOWN: Refusal = {
  ok: false,
  kind: 'line-down',
  next: later(
    'This receipt is not on this till. Without the line only this till’s own can be found.',
  ),
};
export const LIST_LINE_DOWN: Refusal = {
  ok: false,
  kind: 'line-down',
  next: later('The line is down. Without it only this till’s own receipts can be found.'),
};

export const NONE_IN_TRAINING: Refusal = {
  ok: false,
  kind: 'in-training',
  next: later('In training only what was practised at this till can be found.'),
};

export function notHere(docNo: string): Refusal {
  const next = say('Nobody holds a receipt {docNo}. Look at its number.', { docNo });
  return { ok: false, kind: 'no-such-document', next };
}

export const DAY_NEEDED: Refusal = {
  ok: false,
  kind: 'day-needed',
  next: later('To find by article or card in all tills of the store, say the day.'),
};

export const NOT_PROVEN: Refusal = {
  ok: false,
  kind: 'not-proven',
  next: later(
    'The sums of this receipt do not add up. Call support; nothing can be paid back on it.',
  ),
};

/** Tells nothing of what was keyed (dom-Y2). */
export const NOT_LOOKED_FOR: Readonly<Record<FindTextProblem, Refusal>> = {
  'no-last-four': {
    ok: false,
    kind: 'no-last-four',
    next: later('Key the last four figures of the card.'),
  },
  'card-number': {
    ok: false,
    kind: 'card-number',
    next: later(
      'That was a payment card. Nothing of it was kept; find it by its last four figures.',
    ),
  },
  'long-number': {
    ok: false,
    kind: 'long-number',
    next: later('This is no whole barcode and no receipt’s number. Look at its figures.'),
  },
};
