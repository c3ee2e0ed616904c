import type { BasketView } from '../../shared/till-api.ts';

/**
 * Which line shows its tools, and which keep the room of tools they had. Lines on screen never move
 * because something was added: a finger may be on its way to one of them.
 */
export type LineTools = {
  readonly open: string | undefined;
  readonly held: readonly string[];
};

export const NO_TOOLS: LineTools = { open: undefined, held: [] };

/** The cashier chose a line: its tools open there, and all other room is given back. */
export function chooseLine(lineId: string): LineTools {
  return { open: lineId, held: [] };
}

/**
 * The basket changed by itself, e.g. by a scan. Tools open only where nothing stands below; a line
 * whose tools close keeps their room while other lines stand below it.
 */
export function followBasket(tools: LineTools, before: BasketView, after: BasketView): LineTools {
  const ids = after.lines.map((line) => line.lineId);
  const selected = after.selectedLineId;
  const { open } = tools;
  const held = tools.held.filter((id) => ids.includes(id));
  if (selected === open && open !== undefined) return { open, held };
  const last = ids.at(-1);
  const kept = needsRoom(open, before, ids) ? [...held, open] : held;
  return { open: selected !== undefined && selected === last ? selected : undefined, held: kept };
}

/** Whether lines that were on screen stand below the line whose tools close. */
function needsRoom(
  open: string | undefined,
  before: BasketView,
  ids: readonly string[],
): open is string {
  if (open === undefined || !ids.includes(open)) return false;
  return before.lines.at(-1)?.lineId !== open;
}
