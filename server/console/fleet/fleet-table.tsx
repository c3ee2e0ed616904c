import { useRef, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { FleetTill } from '../../../src/contracts/console.ts';
import { ago, count, span } from '../in-words.ts';
import { isSilent, isWaiting, needsSomebody } from './find-tills.ts';

type FleetTableProps = {
  tills: readonly FleetTill[];
  usual: string | undefined;
  /** `store-till` of the row that is open beside the table. */
  chosen: string | undefined;
  onChoose: (till: FleetTill) => void;
  /** Said where there is no row. */
  nothing: string;
};

const ROW = 48;
const COLUMNS = [
  'Store',
  'Till',
  'State',
  'Waiting',
  'Oldest',
  'Set aside',
  'Build',
  'Heard',
] as const;

/** Thousands of rows of which only those in sight are there; arrows move, Enter opens. */
export function FleetTable({ tills, usual, chosen, onChoose, nothing }: FleetTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // Not memoised, and need not be: what it hands on stays in this component.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: tills.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const move = (event: KeyboardEvent, index: number): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 1);
    const last = tills.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: last,
    };
    const till = tills[index];
    if ((event.key === 'Enter' || event.key === ' ') && till !== undefined) {
      event.preventDefault();
      return onChoose(till);
    }
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, wanted));
    rows.scrollToIndex(to);
    // The row is there once the list has moved.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus(),
    );
  };
  const items = rows.getVirtualItems();
  return (
    <div
      className="table"
      role="grid"
      aria-label="Tills"
      aria-rowcount={tills.length + 1}
      aria-colcount={COLUMNS.length}
    >
      <div role="row" aria-rowindex={1} className="table-row table-head">
        {COLUMNS.map((name) => (
          <span role="columnheader" key={name}>
            {name}
          </span>
        ))}
      </div>
      <div className="table-scroll" ref={scroller} role="rowgroup">
        {tills.length === 0 && <p className="nothing">{nothing}</p>}
        <div className="table-all" style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
            const till = tills[item.index];
            if (till === undefined) return undefined;
            return (
              <div
                key={`${till.store}-${till.till}`}
                role="row"
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={`${till.store}-${till.till}` === chosen}
                tabIndex={item.index === items[0]?.index ? 0 : -1}
                className="table-row"
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => onChoose(till)}
                onKeyDown={(event) => move(event, item.index)}
              >
                <Cells till={till} usual={usual} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ till, usual }: { till: FleetTill; usual: string | undefined }) {
  const { look, words } = stateOf(till);
  const waiting = till.waiting ?? 0;
  return (
    <>
      <span role="gridcell" className="figures">
        {till.store}
      </span>
      <span role="gridcell" className="figures">
        {till.till}
      </span>
      <span role="gridcell" className={`state state-${look}`}>
        {words}
      </span>
      <span role="gridcell" className="figures">
        {till.waiting === null ? '–' : count(waiting)}
      </span>
      <span role="gridcell" className="figures">
        {waiting === 0 || till.oldest_ms === null ? '–' : span(till.oldest_ms)}
      </span>
      <span role="gridcell" className="figures">
        {till.parked === null ? '–' : count(till.parked)}
      </span>
      <span role="gridcell" className={till.build === usual ? '' : 'other'}>
        {till.build ?? '–'}
      </span>
      <span role="gridcell">{till.silent_ms === null ? 'other site' : ago(till.silent_ms)}</span>
    </>
  );
}

/** One word a till; the worst that is known of it. */
function stateOf(till: FleetTill): { look: 'well' | 'aside' | 'bad'; words: string } {
  if (needsSomebody(till)) return { look: 'bad', words: 'Needs somebody' };
  if (till.silent_ms !== null && isSilent(till)) return { look: 'aside', words: 'Not heard' };
  if (isWaiting(till)) return { look: 'aside', words: 'Sales waiting' };
  return { look: 'well', words: 'Well' };
}
