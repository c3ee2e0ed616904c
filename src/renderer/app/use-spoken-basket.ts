import { useEffect } from 'react';
import { formatMoney } from '../shared/format/money-format.ts';
import { formatQty } from '../shared/format/quantity-format.ts';
import { speak } from '../shared/notice-store.ts';
import { useNoticeStore } from '../shared/notices.tsx';
import type { BasketView } from '../shared/till-api.ts';
import { useTill } from '../shared/till-context.tsx';
import { say } from '../shared/words/say.ts';

/** Says each change of the basket to who does not see it. */
export function useSpokenBasket(): void {
  const till = useTill();
  const notices = useNoticeStore();
  useEffect(() => {
    let before = till.view().basket;
    return till.subscribe(({ basket, till: face, phase }) => {
      if (basket === before) return;
      const changed = changedLine(before, basket);
      const wasLonger = before.lines.length > basket.lines.length;
      before = basket;
      if (face === undefined || phase.at !== 'selling') return;
      const total = say('Total {total}', { total: formatMoney(basket.total, face) });
      if (changed !== undefined) {
        const quantity = formatQty(changed.qtyMilli, face.locale);
        speak(
          notices,
          `${quantity} ${changed.name}, ${formatMoney(changed.total, face)}. ${total}`,
        );
      } else if (wasLonger) {
        speak(notices, say('Line removed. {total}', { total }));
      }
    });
  }, [till, notices]);
}

function changedLine(
  before: BasketView,
  after: BasketView,
): BasketView['lines'][number] | undefined {
  const totals = new Map(before.lines.map((line) => [line.lineId, line.total]));
  return after.lines.find((line) => totals.get(line.lineId) !== line.total);
}
