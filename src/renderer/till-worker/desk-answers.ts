import type { Done, Refusal } from '../shared/till-api.ts';
import { later } from '../shared/words/say.ts';

export const DONE: Done = { ok: true };
export const NOT_SIGNED_IN: Refusal = {
  ok: false,
  kind: 'not-signed-in',
  next: later('Sign in first.'),
};
export const BUSY: Refusal = {
  ok: false,
  kind: 'busy',
  next: later('This sale is being finished.'),
};
export const ANSWER_FIRST: Refusal = {
  ok: false,
  kind: 'answer-first',
  next: later('Nothing was added. Answer the question about the last article first.'),
};
export const BAD_CASH: Refusal = {
  ok: false,
  kind: 'bad-amount',
  next: later('Enter the cash given.'),
};
/** Money was taken: the basket is given up only when the customer has it back. */
export const PART_PAID: Refusal = {
  ok: false,
  kind: 'part-paid',
  next: later('Part of this sale is paid. Take that payment back first.'),
};
