import { useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import './virtual-table.css';

export type VirtualColumn<T> = {
  head: string;
  /** Width as a track of a CSS grid. */
  width: string;
  look?: (row: T) => string;
  cell: (row: T) => ReactNode;
};

type VirtualTableProps<T> = {
  name: string;
  columns: readonly VirtualColumn<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Key of the row that is open beside the table. */
  chosen?: string | undefined;
  onChoose?: (row: T) => void;
  /** The last row came into sight. */
  onEnd?: () => void;
  /** Said where there is no row. */
  nothing: string;
};

const ROW = 48;

/** Thousands of rows of which only those in sight are there; arrows move, Enter opens. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { name, columns, rows, keyOf, chosen, onChoose, onEnd, nothing } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // Not memoised, and need not be: what it hands on stays in this component.
  // oxlint-disable-next-line react/incompatible-library
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    onChange: ({ range }) => {
      if (range !== null && range.endIndex >= rows.length - 1) onEnd?.();
    },
  });
  const move = (event: KeyboardEvent, index: number): void => {
    const row = rows[index];
    if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      event.preventDefault();
      return onChoose?.(row);
    }
    const to = target(event.key, index, rows.length, scroller.current);
    if (to === undefined) return;
    event.preventDefault();
    drawn.scrollToIndex(to);
    // The row is there once the list has moved.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus(),
    );
  };
  const items = drawn.getVirtualItems();
  const tracks = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  return (
    <div
      className="table"
      role="grid"
      aria-label={name}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      style={tracks}
    >
      <div role="row" aria-rowindex={1} className="table-row table-head">
        {columns.map(({ head }) => (
          <span role="columnheader" key={head}>
            {head}
          </span>
        ))}
      </div>
      <div className="table-scroll" ref={scroller} role="rowgroup">
        {rows.length === 0 && (
          <div role="row" className="nothing">
            <span role="gridcell">{nothing}</span>
          </div>
        )}
        <div className="table-all" style={{ height: drawn.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return undefined;
            return (
              <div
                key={keyOf(row)}
                role="row"
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={keyOf(row) === chosen}
                tabIndex={item.index === items[0]?.index ? 0 : -1}
                className="table-row"
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => onChoose?.(row)}
                onKeyDown={(event) => move(event, item.index)}
              >
                {columns.map(({ head, look, cell }) => (
                  <span role="gridcell" key={head} className={look?.(row)}>
                    {cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Row that a key leads to; undefined: none. */
function target(
  key: string,
  index: number,
  rows: number,
  scroller: HTMLElement | null,
): number | undefined {
  const page = Math.max(1, Math.floor((scroller?.clientHeight ?? ROW) / ROW) - 1);
  const steps: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: rows - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.min(rows - 1, Math.max(0, wanted));
}
