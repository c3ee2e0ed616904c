import type { DayPictures } from '../../../contracts/day-pictures.ts';

/** An hour of the business day; those after midnight say so. */
export const hourName = (hour: number): string =>
  hour < 24 ? `${String(hour).padStart(2, '0')}:00` : `${String(hour - 24).padStart(2, '0')}:00 +1`;

/** One point of the trend: how far each till was off on that day; several Zs of a day are one sum. */
export type TrendDay = { day: string; off: Record<string, number> };

/** Pure. Days in order, tills by number. */
export function trendOf(variances: DayPictures['variances']): {
  days: TrendDay[];
  tills: string[];
} {
  const byDay = new Map<string, Record<string, number>>();
  for (const { day, till, amount } of variances) {
    const off = byDay.get(day) ?? {};
    off[till] = (off[till] ?? 0) + amount;
    byDay.set(day, off);
  }
  const days = [...byDay].map(([day, off]) => ({ day, off }));
  const tills = [...new Set(variances.map(({ till }) => till))];
  return { days: days.toSorted((x, y) => (x.day < y.day ? -1 : 1)), tills: tills.toSorted() };
}
