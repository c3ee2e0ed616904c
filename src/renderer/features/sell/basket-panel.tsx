import { ShoppingBasket } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { useTillView } from '../../shared/till-context.tsx';
import { BasketLine } from './basket-line.tsx';
import { BasketSum } from './basket-sum.tsx';
import type { LineTools } from './line-tools-state.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import type { TermsAsk } from './terms/terms-ask.ts';
import type { LineActions } from './use-basket.ts';
import { say } from '../../shared/words/say.ts';
import './basket-panel.css';

type BasketPanelProps = {
  basket: BasketView;
  tools: LineTools;
  actions: LineActions;
  /** While paying, lines are looked at, not changed. */
  isLocked: boolean;
  onQuantity: (line: LineView) => void;
  onTerms: (ask: TermsAsk) => void;
};

/** The basket: its lines, newest last and in sight, and what they come to. */
export function BasketPanel(props: BasketPanelProps) {
  const { basket, tools, actions, isLocked } = props;
  const setting = useMoneySetting();
  const isExclusive = useTillView((view) => view.till?.priceMode === 'exclusive');
  const list = useRef<HTMLOListElement>(null);
  useKeepInSight(list, basket);
  return (
    <section className="basket" aria-label={say('Basket')}>
      {basket.lines.length === 0 ? (
        <div className="basket-empty">
          <ShoppingBasket size={36} strokeWidth={1.5} aria-hidden="true" />
          <p>
            <strong>{say('Ready for the next customer')}</strong>
            {say('Scan an article, search by name or press a tile.')}
          </p>
        </div>
      ) : (
        <ol className="basket-lines" ref={list} aria-label={say('Lines')}>
          {basket.lines.map((line) => (
            <BasketLine
              key={line.lineId}
              line={line}
              setting={setting}
              isSelected={line.lineId === basket.selectedLineId && !isLocked}
              hasTools={line.lineId === tools.open && !isLocked}
              holdsRoom={
                tools.held.includes(line.lineId) || (isLocked && line.lineId === tools.open)
              }
              isLocked={isLocked}
              actions={actions}
              onQuantity={props.onQuantity}
              onTerms={props.onTerms}
            />
          ))}
        </ol>
      )}
      <BasketSum basket={basket} isExclusive={isExclusive} />
    </section>
  );
}

/** The selected line, which after a scan is the one that changed, is scrolled into sight. */
function useKeepInSight(
  list: RefObject<HTMLOListElement | null>,
  { lines, selectedLineId }: BasketView,
): void {
  useEffect(() => {
    const at = lines.findIndex((line) => line.lineId === selectedLineId);
    list.current?.children
      .item(at === -1 ? lines.length - 1 : at)
      ?.scrollIntoView({ block: 'nearest' });
  }, [list, lines, selectedLineId]);
}
