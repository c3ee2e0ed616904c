import type { Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';

export const TOO_MUCH: Refusal = {
  ok: false,
  kind: 'more-than-due',
  next: later('This is more than is open. Enter a smaller amount.'),
};

/** Promotions or prices moved under a part payment: the sale costs less than what was paid. */
export const OVERPAID: Refusal = {
  ok: false,
  kind: 'overpaid',
  next: later('More is paid than this sale costs by now. Give a payment back.'),
};

export const MONEY_GOES_OUT: Refusal = {
  ok: false,
  kind: 'pays-out',
  next: later('More comes back than is sold: money goes out. Press Pay and pay it out.'),
};
export const NOTHING_OUT: Refusal = {
  ok: false,
  kind: 'nothing-to-pay-out',
  next: later('Nothing goes out for this sale. Press Pay.'),
};
/** Goods of the receipt came back after they were taken into the basket: the amounts are old. */
export const CAME_BACK: Refusal = {
  ok: false,
  kind: 'came-back-meanwhile',
  next: later(
    'Goods of this receipt came back meanwhile. Take its lines off, then take them in anew.',
  ),
};

/** The lines cannot come off a sale that is part paid. */
export const CAME_BACK_PAID: Refusal = {
  ok: false,
  kind: 'came-back-meanwhile',
  next: later(
    'Goods of this receipt came back meanwhile. Give the payment back first, then take its lines off and take them in anew.',
  ),
};
