import type { NoReceiptProblem } from '../../../domain/after/no-receipt.ts';
import type { ExchangeProblem } from '../../../domain/exchange/basket-exchange.ts';
import type { AssembleProblem } from '../../../domain/assemble-sale.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later, say, type Words } from '../../shared/words/say.ts';

const NEXT: Partial<Record<ReturnKind, string>> = {
  'other-taxes': later(
    'A tax of this receipt has changed since. Return the goods (F12), then sell the new ones.',
  ),
  'nothing-to-return': later('Choose how much comes back.'),
  'return-too-long': later('So many articles come back with a receipt only.'),
  'more-than-sold': later('So much is not left of this line: some of it came back already.'),
  'empty-return': later('Choose what comes back.'),
  'no-such-line': later('This line is not on the receipt.'),
  'line-repeated': later('Each line once.'),
  'loaded-value': later(
    'A loaded gift card is not taken back for money: it stays worth its value. Loaded by mistake: keep the card and the receipt, and call a supervisor; head office decides.',
  ),
  'return-of-a-return': later('This is a return itself. Open the receipt of the sale.'),
};

type ReturnKind = ExchangeProblem | AssembleProblem | NoReceiptProblem;

export function notReturnable(kind: ReturnKind): Refusal {
  const next = NEXT[kind] ?? say('This return cannot be closed. Call support.');
  return { ok: false, kind, next };
}

export const OTHER_CURRENCY: Refusal = {
  ok: false,
  kind: 'other-currency',
  next: later('This receipt is in another currency. It is returned where it was sold.'),
};
export const NOT_CASH: Refusal = {
  ok: false,
  kind: 'not-paid-in-cash',
  next: later(
    'This part was paid neither in cash nor by card. This till cannot give it back: ask head office.',
  ),
};

/** Nothing of it is cash, or this store gives none. */
export const NO_CREDIT: Refusal = {
  ok: false,
  kind: 'no-store-credit',
  next: later('No store credit can be given for this. Pay it out.'),
};

/** What an exchange pays out would have to wait for the card's balance like a load of it. */
export const GIFT_CARD_PAID: Refusal = {
  ok: false,
  kind: 'paid-by-gift-card',
  next: later(
    'A gift card or a voucher paid for this. Return the goods (F12), then sell the new ones.',
  ),
};

/** Why a refund waits for a person. */
export const SWITCHED_OFF = later(
  'The till was switched off before the card was asked. Nothing went back.',
);
export const TOOK_A_PART = later('The card took a part only.');
export const NOT_AT_CHOICE: Refusal = {
  ok: false,
  kind: 'not-at-choice',
  next: later('The refund is further on by now. Look at the screen.'),
};
export const CARD_HAS_PART: Refusal = {
  ok: false,
  kind: 'card-has-part',
  next: later('A card has a part of the money already. Finish the return.'),
};

/** Why a sale is not undone; goods can still come back. */
function returnInstead(kind: string, next: Words): Refusal {
  return { ok: false, kind, next };
}

export const VOID_OTHER_TILL = returnInstead(
  'other-till',
  later('This sale is of another till. Return the goods instead (F4).'),
);
export const VOID_OTHER_SHIFT = returnInstead(
  'other-shift',
  later('The shift of this sale is closed. Return the goods instead (F4).'),
);
export const VOID_RETURNED = returnInstead(
  'already-returned',
  later('Some of this sale came back already. Return the goods instead (F4).'),
);
export const VOID_OF_RETURN: Refusal = {
  ok: false,
  kind: 'return-of-a-return',
  next: later('Only a sale can be undone. Sell the goods again instead.'),
};
