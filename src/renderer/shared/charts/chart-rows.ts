import type { DayPictures } from '../../../contracts/day-pictures.ts';

/** An hour of the business day; those after midnight say so. */
export const hourName = (hour: number): string =>
  hour < 24 ? `${String(hour).padStart(2, '0')}:00` : `${String(hour - 24).padStart(2, '0')}:00 +1`;

/** One point of the trend: how far each drawer was off on that day; several Zs of a day are one sum. */
export type TrendDay = { day: string; off: Record<string, number> };

/** A drawer that is everybody's belongs to its till, a cashier's own to them at whatever till (dom-Z9). */
type TrendDrawer = { key: string; till: string; cashier?: string };

type Variances = DayPictures['variances'];

const drawerOf = ({ till, cashier }: Variances[number]): TrendDrawer =>
  cashier === undefined ? { key: `till ${till}`, till } : { key: `own ${cashier}`, till, cashier };

/** Pure. Days in order; tills by number, behind them the cashiers with a drawer of their own. */
export function trendOf(variances: Variances): { days: TrendDay[]; drawers: TrendDrawer[] } {
  const byDay = new Map<string, Record<string, number>>();
  const drawers = new Map<string, TrendDrawer>();
  for (const one of variances) {
    const drawer = drawerOf(one);
    const { key } = drawer;
    drawers.set(key, drawer);
    const off = byDay.get(one.day) ?? {};
    off[key] = (off[key] ?? 0) + one.amount;
    byDay.set(one.day, off);
  }
  const days = [...byDay].map(([day, off]) => ({ day, off }));
  const rank = ({ key, cashier }: TrendDrawer): string => `${cashier === undefined ? 0 : 1} ${key}`;
  return {
    days: days.toSorted((x, y) => (x.day < y.day ? -1 : 1)),
    drawers: [...drawers.values()].toSorted((x, y) => (rank(x) < rank(y) ? -1 : 1)),
  };
}
