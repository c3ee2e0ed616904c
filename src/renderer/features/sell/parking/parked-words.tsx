import { momentText } from '../../../shared/format/time-words.ts';
import type { ParkedSale } from '../../../shared/parking-api.ts';
import { useTillView } from '../../../shared/till-context.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { say } from '../../../shared/words/say.ts';

/** One parked sale; `from`: where it is or came from, in words. */
export function ParkedWords({ sale, from }: { sale: ParkedSale; from?: string | undefined }) {
  const face = useTillView((view) => view.till);
  const nowMs = useTillView((view) => view.nowMs);
  const { atMs, total, items, cashier } = sale;
  return (
    <>
      <span className="parked-words">
        <span className="parked-name">{nameOf(sale)}</span>
        <span className="parked-aside">
          {say('{time} · {items, plural, one {# item} other {# items}} · cashier {cashier}', {
            time: momentText(atMs, nowMs, face ?? { locale: 'en-GB' }),
            items,
            cashier,
          })}
          {from === undefined ? '' : ` · ${from}`}
        </span>
      </span>
      <span className="parked-total">
        <MoneyText amount={total} />
      </span>
    </>
  );
}

export function nameOf({ name }: ParkedSale): string {
  return name === '' ? say('Without a name') : name;
}
