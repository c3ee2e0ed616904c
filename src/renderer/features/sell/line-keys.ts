import type { KeyActions } from '../../shared/keys/use-keys.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import type { TermsAsk } from './terms/terms-ask.ts';
import type { LineActions } from './use-basket.ts';

const PIECE = 1000;

/** Keys that act on lines; without a selected line only the arrows do anything. */
export function lineKeys(
  { lines }: BasketView,
  selected: LineView | undefined,
  actions: LineActions,
  askQuantity: (line: LineView) => void,
  askTerms: (ask: TermsAsk) => void,
): KeyActions {
  const at = selected === undefined ? lines.length : lines.indexOf(selected);
  const choose = (index: number) => (): void => {
    const line = lines[index];
    if (line !== undefined) actions.choose(line.lineId);
  };
  const walk = { ArrowUp: choose(at - 1), ArrowDown: choose(at + 1) };
  // A deposit follows its goods: nothing is changed on it.
  if (selected === undefined || selected.isDeposit) return walk;
  // What comes back has the amounts of its receipt: it comes back or it does not.
  if (selected.back !== undefined) {
    return { ...walk, Delete: () => actions.voidLine(selected) };
  }
  const isPiece = selected.unit === 'piece';
  return {
    ...walk,
    F4: () => askQuantity(selected),
    ...(selected.isDiscountable
      ? {
          F6: () => askTerms({ about: 'line-discount', line: selected }),
          F7: () => askTerms({ about: 'price', line: selected }),
        }
      : {}),
    Delete: () => actions.voidLine(selected),
    ...(isPiece ? { '+': () => step(selected, actions, PIECE) } : {}),
    ...(isPiece && selected.qtyMilli > PIECE ? { '-': () => step(selected, actions, -PIECE) } : {}),
  };
}

function step(line: LineView, actions: LineActions, byMilli: number): void {
  actions.setQuantity(line, line.qtyMilli + byMilli);
}
