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
) {
  const blocked = told && (use === 'pay' ? whyNotPay(told) : undefined);
  const message: Message = blocked === undefined ? undefined : { tone: 'problem', text: blocked };
  return {
    title: use === 'pay' ? say('Pay with a gift card') : say('Gift card'),
    leave: use === 'pay' ? say('Another payment') : say('Back to the sale'),
    amount: use === 'pay' ? say('Take off the card') : say('Put on the card'),
    message,
    isBlocked: blocked !== undefined,
    hint: told === undefined ? say('Scan the card, or key its number.') : hintOf(use, told, text),
    go: (amount: number): string => {
      if (told === undefined) return say('Ask for the card');
      if (use === 'pay') return say('Take {amount}', { amount: text(amount) });
      return told.isActive
        ? say('Load {amount}', { amount: text(amount) })
        : say('Sell with {amount}', { amount: text(amount) });
    },
  };
}

/** Why nothing of it can be taken. */
function whyNotPay({ isActive, isOffline, balance, most, held }: ValueTold): string | undefined {
  if (most > 0) return undefined;
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

function hintOf(use: GiftUse, told: ValueTold, text: (amount: number) => string): string {
  const { isActive, isOffline, balance } = told;
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
