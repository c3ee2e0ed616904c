import type { Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';

const refusal = (kind: string, next: string): Refusal => ({ ok: false, kind, next });

export const NO_TERMINAL = refusal(
  'no-terminal',
  later('This till has no payment terminal. Take cash.'),
);
export const CARD_OPEN = refusal(
  'card-open',
  later('A card payment of this sale is open. Finish that first: press Pay.'),
);
/** Of the same kind: nothing else is done meanwhile. */
export const REFUND_OPEN = refusal(
  'card-open',
  later('Money goes back to a card. Finish that first.'),
);
export const REFUND_NOT_STORED = refusal(
  'store-failed',
  later(
    'The refund could not be stored, so no money went back. Have IT free disk space, then try again.',
  ),
);
export const NO_CARD_OPEN = refusal(
  'no-card-open',
  later('What became of the card is known by now.'),
);
export const NOT_STORED = refusal(
  'store-failed',
  later(
    'The payment could not be stored, so nothing was charged. Take cash, and have IT free disk space.',
  ),
);
export const BAD_CARD_AMOUNT = refusal(
  'bad-amount',
  later('A card pays at most what is open. Enter a smaller amount.'),
);
export const NOT_UNKNOWN = refusal(
  'not-unknown',
  later('The terminal is being asked. Wait for its answer.'),
);
/** The basket it was for is over: it must not pay for the next customer's. */
export const OTHER_SALE = refusal(
  'other-sale',
  later(
    'This card paid for another sale. Treat it as not paid: what was charged is given back by itself.',
  ),
);
export const TOO_MANY = refusal('too-many-tenders', later('Take the rest in one payment.'));
