import type { ArticleHit } from '../../shared/till-api.ts';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { say } from '../../shared/words/say.ts';

/** What an article costs as a tile or a hit says it; a price that is keyed is none yet. */
export function HitPrice({ hit: { price, unit } }: { hit: ArticleHit }) {
  if (price === undefined) return say('key the price');
  return (
    <>
      <MoneyText amount={price} bare />
      {unit === 'kg' ? ' / kg' : ''}
    </>
  );
}
