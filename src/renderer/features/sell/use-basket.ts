import { useMemo, useState } from 'react';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import { useNoticeStore, useTold } from '../../shared/notices.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { NEEDS_APPROVAL } from '../../shared/terms-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { chooseLine, followBasket, NO_TOOLS, type LineTools } from './line-tools-state.ts';
import { say } from '../../shared/words/say.ts';

/** What can be done to lines; each is one command of the worker. */
export type LineActions = {
  choose: (lineId: string) => void;
  setQuantity: (line: LineView, qtyMilli: number) => void;
  voidLine: (line: LineView) => void;
  /** One step back. */
  undo: () => void;
};

/** The basket with its tools: which line shows them, and the commands behind them. */
export function useBasket() {
  const basket = useTillView((view) => view.basket);
  const [tools, setTools] = useLineTools(basket);
  const till = useTill();
  const told = useTold();
  const notices = useNoticeStore();
  const { ask, dialog: signature } = useSigned();
  const actions = useMemo<LineActions>(() => {
    // A quick hand's second press must not wait for the first: only a signature is asked one at a time.
    async function undo(): Promise<void> {
      const alone = till.call('undo-step', {});
      const answer = await alone;
      if (answer.ok || answer.kind !== NEEDS_APPROVAL) await told(alone);
      else
        ask(
          ({ approver }) => (approver === undefined ? alone : till.call('undo-step', { approver })),
          () => undefined,
        );
    }
    return {
      undo: () => void undo(),
      choose: (lineId) => {
        setTools(chooseLine(lineId));
        void told(till.call('select-line', { lineId }));
      },
      setQuantity: ({ lineId, qtyMilli: now }, qtyMilli) => {
        // More needs nobody's right, and a quick hand must not wait for an answer.
        if (qtyMilli > now) void told(till.call('change-quantity', { lineId, qtyMilli }));
        else {
          ask(
            (approver) => till.call('change-quantity', { lineId, qtyMilli, ...approver }),
            () => undefined,
          );
        }
      },
      voidLine: ({ lineId, name }) =>
        ask(
          (approver) => till.call('void-line', { lineId, ...approver }),
          () =>
            notices.setState({
              notice: { tone: 'done', text: say('{name} was removed.', { name }) },
            }),
        ),
    };
  }, [till, told, ask, notices, setTools]);
  const selected = basket.lines.find((line) => line.lineId === basket.selectedLineId);
  return { basket, tools, actions, selected, signature };
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
