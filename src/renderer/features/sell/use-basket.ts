import { useMemo, useState } from 'react';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import { useNoticeStore, useTold } from '../../shared/notices.tsx';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { chooseLine, followBasket, NO_TOOLS, type LineTools } from './line-tools-state.ts';

/** What can be done to lines; each is one command of the worker. */
export type LineActions = {
  choose: (lineId: string) => void;
  setQuantity: (line: LineView, qtyMilli: number) => Promise<boolean>;
  voidLine: (line: LineView) => void;
};

/** The basket with its tools: which line shows them, and the commands behind them. */
export function useBasket() {
  const basket = useTillView((view) => view.basket);
  const [tools, setTools] = useLineTools(basket);
  const till = useTill();
  const told = useTold();
  const notices = useNoticeStore();
  const actions = useMemo<LineActions>(
    () => ({
      choose: (lineId) => {
        setTools(chooseLine(lineId));
        void told(till.call('select-line', { lineId }));
      },
      setQuantity: ({ lineId }, qtyMilli) =>
        told(till.call('change-quantity', { lineId, qtyMilli })),
      voidLine: ({ lineId, name }) => {
        async function remove(): Promise<void> {
          if (!(await told(till.call('void-line', { lineId })))) return;
          notices.setState({ notice: { tone: 'done', text: `${name} was removed.` } });
        }
        void remove();
      },
    }),
    [till, told, notices, setTools],
  );
  const selected = basket.lines.find((line) => line.lineId === basket.selectedLineId);
  return { basket, tools, actions, selected };
}

/** Follows the basket while drawing, so that no frame shows tools at the wrong line. */
function useLineTools(basket: BasketView): [LineTools, (tools: LineTools) => void] {
  const [state, setState] = useState({ basket, tools: followBasket(NO_TOOLS, basket, basket) });
  let { tools } = state;
  if (state.basket !== basket) {
    tools = followBasket(tools, state.basket, basket);
    setState({ basket, tools });
  }
  const setTools = useMemo(
    () => (next: LineTools) => setState((old) => ({ ...old, tools: next })),
    [],
  );
  return [tools, setTools];
}
