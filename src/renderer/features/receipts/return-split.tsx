import type { CardBack, ReturnTold } from '../../shared/returns-api.ts';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { say } from '../../shared/words/say.ts';

type Split = Pick<ReturnTold, 'cash' | 'cards'>;

/** Which card gets how much, and what is left for cash; nothing where all of it is cash. */
export function ReturnSplit({ cash, cards }: Split) {
  if (cards.length === 0) return undefined;
  const parts: CardBack[] = [
    ...cards,
    ...(cash === 0 ? [] : [{ words: say('Cash'), amount: cash }]),
  ];
  return (
    <dl className="returning-split" aria-label={say('Where the money goes')}>
      {parts.map(({ words, amount }, at) => (
        <div key={at}>
          <dt>{words}</dt>
          <dd>
            <MoneyText amount={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the key does first: a card has its part before any cash goes out. */
export function PayOutWords({ cash, cards }: Split) {
  const toCards = cards.reduce((sum, { amount }) => sum + amount, 0);
  const mixed = cash > 0 ? say('First to the card') : say('Back to the card');
  return (
    <span>
      {cards.length === 0 ? say('Pay out') : mixed}{' '}
      <MoneyText amount={cards.length === 0 ? cash : toCards} />
    </span>
  );
}
