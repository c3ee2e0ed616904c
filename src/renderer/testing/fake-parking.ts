import { fakeLine } from './fake-basket.ts';
import { FAKE_ARTICLES } from './fake-catalogue.ts';
import type { ParkedSale, StoreParkedSale } from '../shared/parking-api.ts';
import type { LineView, TillCommands, TillView } from '../shared/till-api.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];
type Handlers = {
  [
    C in
      | 'park-sale'
      | 'parked-sales'
      | 'store-parked'
      | 'take-parked'
      | 'leave-parked'
      | 'recall-sale'
      | 'drop-parked'
  ]: Ask<C>;
};

/** What was in the basket of the other till. */
const STORE_LINES = FAKE_ARTICLES.slice(0, 1).map((article) => fakeLine('far-1', article, 1000));

/** A shelf in memory, and one basket at another till. */
export function fakeParking(
  view: () => TillView,
  setLines: (lines: LineView[]) => void,
  show: (parts: Partial<TillView>) => void,
): Handlers {
  const shelf = new Map<string, { sale: ParkedSale; lines: LineView[] }>();
  const elsewhere: StoreParkedSale[] = [
    {
      till: '02',
      parkId: 'far',
      name: 'Ann',
      atMs: view().nowMs - 600_000,
      total: 1299,
      items: 3,
      cashier: '117',
    },
  ];
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
    'store-parked': () => ({ ok: true, sales: [...elsewhere] }),
    'take-parked': ({ till, parkId }) => {
      const at = elsewhere.findIndex((one) => one.till === till && one.parkId === parkId);
      if (at < 0) return { ok: false, kind: 'gone', next: 'Not parked any more.' };
      elsewhere.splice(at, 1);
      setLines([...STORE_LINES]);
      return { ok: true };
    },
    'leave-parked': () => ({ ok: true }),
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
