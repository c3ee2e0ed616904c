import type { Done, TillCommands, TillView } from '../shared/till-api.ts';
import { fakeBasket } from './fake-basket.ts';
import { fakeValue } from './fake-value.ts';

const CARD = { reference: 'k3Jd93hfGz0qLxA2', isTakingBack: false, isRefund: false } as const;

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
  const ok: Done = { ok: true };
  return {
    ...fakeValue(view),
    'take-part': ({ tendered }: TillCommands['take-part']['arg']): Done => {
      const { tenders } = view().basket;
      const tenderId = String(tenders.length + 1);
      return set([...tenders, { tenderId, type: 'cash', words: 'Cash', amount: tendered }]);
    },
    'pay-card': ({ amount = view().basket.balance }: TillCommands['pay-card']['arg']): Done => {
      show({ card: { at: 'asking', amount, ...CARD } });
      return ok;
    },
    'cancel-card': () => ok,
    'check-card': (): Done => {
      show({ card: { at: 'ready', told: 'The card was declined.' } });
      return ok;
    },
    'treat-card': () => ok,
    'take-foreign': (): Done => ok,
    'take-back': ({ tenderId }: TillCommands['take-back']['arg']): Done =>
      set(view().basket.tenders.filter((tender) => tender.tenderId !== tenderId)),
  };
}
