import type { Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';

const refusal = (kind: string, next: string): Refusal => ({ ok: false, kind, next });

export const NO_GIFT_CARDS = refusal('no-gift-cards', later('This store takes no gift cards.'));
export const NOT_A_GIFT_CARD = refusal(
  'no-gift-card',
  later('This is no gift card of ours. Check the number, or take another payment.'),
);
export const BAD_FIGURES = refusal(
  'gift-check-digit',
  later('This gift card was not read as a whole. Scan it again, or check the figures.'),
);
/** Scanned among goods. */
export const GIFT_CARD_SCANNED = refusal(
  'gift-card-scanned',
  later(
    'This is a gift card. To pay with it, press Pay and scan it there. To sell it or see its balance: More (F5).',
  ),
);
export const NOT_ACTIVE = refusal(
  'not-active',
  later('Nothing is on this card as far as head office knows. Take another payment.'),
);
export const EMPTY_CARD = refusal(
  'empty-card',
  later('Nothing is left on this card. Take another payment.'),
);
export const OVERDRAWN = refusal(
  'overdrawn',
  later('More was taken from this card than was on it. Sell another card instead.'),
);
export const NOT_SO_MUCH = refusal(
  'not-so-much',
  later('There is not so much on this card. Ask for the card again to see what is left.'),
);
/** Somebody else's, or of an earlier sale of this till: head office does not say whose. */
export const HELD_ELSEWHERE = refusal(
  'gift-held',
  later(
    'What is on this card is kept for another payment, a quarter of an hour at most. Take less, or another payment.',
  ),
);
export const OFFLINE_PAY = refusal(
  'gift-offline',
  later(
    'Head office cannot be reached, so nobody knows what is on this card. Take another payment.',
  ),
);
export const OFFLINE_CAP = refusal(
  'gift-offline-cap',
  later(
    'Head office cannot be reached: no more may be taken from this card until it can be asked.',
  ),
);
export const OFFLINE_LOAD = refusal(
  'gift-offline-load',
  later('Head office cannot be reached. Gift cards are sold and loaded only when it can be asked.'),
);
export const WAIT_A_MINUTE = refusal(
  'gift-wait',
  later('Too many cards were asked for that head office does not know. Wait a minute.'),
);
export const BAD_VOUCHER = refusal(
  'voucher-figures',
  later('This voucher was not read as a whole. Scan it again, or check the figures.'),
);
/** Made up, of another region, or of another currency. */
export const NOT_OUR_VOUCHER = refusal(
  'no-voucher',
  later('This is no voucher of ours, or not in our currency. Take another payment.'),
);
/** Scanned among goods. */
export const VOUCHER_SCANNED = refusal(
  'voucher-scanned',
  later('This is a voucher. To pay with it, press Pay and scan it there.'),
);
export const VOUCHER_USED = refusal(
  'voucher-used',
  later('This voucher was used before: each one pays once. Take another payment.'),
);
export const VOUCHER_HELD = refusal(
  'voucher-held',
  later(
    'This voucher is kept for another payment, a quarter of an hour at most. Take another payment.',
  ),
);
export const VOUCHER_OFFLINE = refusal(
  'voucher-offline',
  later(
    'Head office cannot be reached, so nobody knows whether this voucher was used. Take another payment.',
  ),
);
export const BAD_AMOUNT = refusal(
  'bad-amount',
  later('Enter an amount that this sale and this card allow.'),
);
export const NOT_FOR_VALUE = refusal(
  'not-for-value',
  later('A gift card does not pay for another gift card. Take another payment for that.'),
);
export const LEFT = refusal('left', later('Nothing was taken from the card.'));
export const LEFT_LOAD = refusal('left', later('Nothing was put on the card.'));
export const ASKING = refusal(
  'gift-asking',
  later('Head office is being asked about a card. Wait, or leave it.'),
);

export const NOT_ACTIVE_YET = later(
  'Head office cannot be reached: the card counts once head office knows of this sale. Tell the customer.',
);
