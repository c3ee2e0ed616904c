import type { Done, TillCommands, TillView } from '../shared/till-api.ts';
import { fakeBasket } from './fake-basket.ts';

/** Part payments of a fake till: kept, added up, given back. */
export function fakeTenders(
  view: () => TillView,
  show: (parts: Partial<TillView>) => void,
  cashStep: number,
) {
  const set = (tenders: TillView['basket']['tenders']): Done => {
    const { lines, selectedLineId } = view().basket;
    show({ basket: fakeBasket(lines, selectedLineId, cashStep, tenders) });
    return { ok: true };
  };
  return {
    'take-part': ({ tendered }: TillCommands['take-part']['arg']): Done => {
      const { tenders } = view().basket;
      const tenderId = String(tenders.length + 1);
      return set([...tenders, { tenderId, type: 'cash', words: 'Cash', amount: tendered }]);
    },
    'take-back': ({ tenderId }: TillCommands['take-back']['arg']): Done =>
      set(view().basket.tenders.filter((tender) => tender.tenderId !== tenderId)),
  };
}
