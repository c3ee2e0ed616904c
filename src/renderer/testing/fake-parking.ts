import type { ParkedSale } from '../shared/parking-api.ts';
import type { LineView, TillCommands, TillView } from '../shared/till-api.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];
type Handlers = {
  [C in 'park-sale' | 'parked-sales' | 'recall-sale' | 'drop-parked']: Ask<C>;
};

/** A shelf in memory. */
export function fakeParking(
  view: () => TillView,
  setLines: (lines: LineView[]) => void,
  show: (parts: Partial<TillView>) => void,
): Handlers {
  const shelf = new Map<string, { sale: ParkedSale; lines: LineView[] }>();
  const told = (): void => show({ parkedSales: shelf.size });
  return {
    'park-sale': ({ name }) => {
      const { lines, total, items } = view().basket;
      const parkId = String(shelf.size + 1);
      const sale = { parkId, name, atMs: view().nowMs, total, items, cashier: '104' };
      shelf.set(parkId, { sale, lines });
      setLines([]);
      told();
      return { ok: true };
    },
    'parked-sales': () => [...shelf.values()].map(({ sale }) => sale),
    'recall-sale': ({ parkId }) => {
      const found = shelf.get(parkId);
      if (found === undefined) return { ok: false, kind: 'gone', next: 'Not parked any more.' };
      shelf.delete(parkId);
      setLines(found.lines);
      told();
      return { ok: true };
    },
    'drop-parked': ({ parkId }) => {
      shelf.delete(parkId);
      told();
      return { ok: true };
    },
  };
}
