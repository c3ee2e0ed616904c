import type { ValueTold } from '../value-api.ts';
import { say } from '../words/say.ts';

/** `load`: look at it, and put value on it. */
export type GiftUse = 'pay' | 'load';

type Message = { tone: 'problem'; text: string } | undefined;

/** What the dialog says at each of its steps. */
export function giftWords(
  use: GiftUse,
  told: ValueTold | undefined,
  text: (amount: number) => string,
  hasVouchers = false,
) {
  const blocked = told && (use === 'pay' ? whyNotPay(told) : undefined);
  const message: Message = blocked === undefined ? undefined : { tone: 'problem', text: blocked };
  return {
    title: titleOf(use, hasVouchers),
    number: hasVouchers ? say('Number of the card or voucher') : say('Number of the card'),
    leave: use === 'pay' ? say('Another payment') : say('Back to the sale'),
    nothing: hasVouchers ? say('Nothing read yet.') : say('No card yet.'),
    another: hasVouchers ? say('Another one') : say('Another card'),
    amount: amountOf(use, told),
    message,
    isBlocked: blocked !== undefined,
    hint: told === undefined ? numberHint(hasVouchers) : hintOf(use, told, text),
    go: (amount: number): string => {
      if (told === undefined) return hasVouchers ? say('Ask head office') : say('Ask for the card');
      if (use === 'pay') return say('Take {amount}', { amount: text(amount) });
      return told.isActive
        ? say('Load {amount}', { amount: text(amount) })
        : say('Sell with {amount}', { amount: text(amount) });
    },
  };
}

function titleOf(use: GiftUse, hasVouchers: boolean): string {
  if (use === 'load') return say('Gift card');
  return hasVouchers ? say('Pay with a gift card or voucher') : say('Pay with a gift card');
}

function amountOf(use: GiftUse, told: ValueTold | undefined): string {
  if (use === 'load') return say('Put on the card');
  return told?.voucher === undefined ? say('Take off the card') : say('Pays of this sale');
}

function numberHint(hasVouchers: boolean): string {
  return hasVouchers
    ? say('Scan the card or voucher, or key its number.')
    : say('Scan the card, or key its number.');
}

/** Why nothing of it can be taken. */
function whyNotPay(told: ValueTold): string | undefined {
  const { isActive, isOffline, balance, most, held, voucher } = told;
  if (most > 0) return undefined;
  if (voucher !== undefined) return whyNoVoucher(told);
  if (isOffline && balance === 0)
    return say(
      'Head office cannot be reached, so nobody knows what is on this card. Take another payment.',
    );
  if (balance > 0) return say('Nothing is open that this card may pay.');
  if (held > 0)
    return say(
      'What is on this card is kept for another payment, a quarter of an hour at most. Take another payment.',
    );
  return isActive
    ? say('Nothing is left on this card. Take another payment.')
    : say('Nothing is on this card as far as head office knows. Take another payment.');
}

function whyNoVoucher({ isOffline, balance, held }: ValueTold): string {
  if (balance > 0) return say('Nothing is open that this voucher may pay.');
  if (isOffline)
    return say(
      'Head office cannot be reached, so nobody knows whether this voucher was used. Take another payment.',
    );
  return held > 0
    ? say(
        'This voucher is kept for another payment, a quarter of an hour at most. Take another payment.',
      )
    : say('This voucher was used before: each one pays once. Take another payment.');
}

/** What becomes of it beyond what it pays; it pays once. */
function voucherHint(
  { rest, isRestKept }: NonNullable<ValueTold['voucher']>,
  text: (amount: number) => string,
): string {
  if (rest === 0) return say('The voucher is used up with this. Keep it at the till.');
  return isRestKept
    ? say('{rest} of it is left: it is given as store credit, on a slip. Keep the voucher.', {
        rest: text(rest),
      })
    : say('{rest} of it is lost, never paid out. Tell the customer first.', { rest: text(rest) });
}

function hintOf(use: GiftUse, told: ValueTold, text: (amount: number) => string): string {
  const { isActive, isOffline, balance, voucher } = told;
  if (voucher !== undefined) return voucherHint(voucher, text);
  if (use === 'pay')
    return isOffline
      ? say(
          'Head office cannot be reached. The store lets {balance} of it be taken all the same.',
          { balance: text(balance) },
        )
      : say('Key less to take a part of it.');
  if (isOffline) return say('Head office cannot be reached: nobody knows what is on it.');
  return isActive
    ? say('What is put on it counts once the sale is paid.')
    : say('A new card. It counts once the sale is paid.');
}
