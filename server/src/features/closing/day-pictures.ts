import type { DayPictures } from '../../../../src/contracts/day-pictures.ts';
import { dayMs } from '../../calendar-day.ts';
import type { Db } from '../../db/pool.ts';
import { readZ } from './read-z.ts';

/** Which store's day, on the store's own clock. */
export type PicturedDay = { region: string; store: string; day: string; timeZone: string };

const DAY_MS = 86_400_000;
const WEEKS = 4;
/** Variances are shown so far back, the day itself among them. */
const TREND_DAYS = 28;

/** The same weekday of the weeks before, newest first. */
export function sameWeekdays(day: string): string[] {
  const from = dayMs(day) ?? 0;
  return Array.from({ length: WEEKS }, (_, week) => isoDay(from - (week + 1) * 7 * DAY_MS));
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A store's day in figures for charts, one a currency; all from the read models. */
export async function dayPictures(db: Db, of: PicturedDay): Promise<DayPictures[]> {
  const [hours, tenders, variances] = [
    await salesByHour(db, of),
    await paidWith(db, of),
    await cashVariances(db, of),
  ];
  const currencies = new Set([...hours, ...tenders, ...variances].map((row) => row.currency));
  return [...currencies].toSorted().map((currency) => {
    const mine = <T extends { currency: string }>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.currency === currency);
    return {
      currency,
      ...hoursOf(of.day, mine(hours)),
      tenders: mine(tenders).map(({ tender, count, amount }) => ({ tender, count, amount })),
      variances: mine(variances).map(({ day, till, z_no, amount, cashier }) => ({
        day,
        till,
        z_no,
        amount,
        ...(cashier === undefined ? {} : { cashier }),
      })),
    };
  });
}

export type HourRow = { currency: string; day: string; hour: number; amount: number };

/** Pure. An hour stands there where the day or a day before it sold; the mean is rounded to minor units. */
export function hoursOf(
  day: string,
  rows: readonly HourRow[],
): Pick<DayPictures, 'hours' | 'compared'> {
  const compared = [...new Set(rows.map((row) => row.day))].filter((one) => one !== day).toSorted();
  const byHour = Map.groupBy(rows, ({ hour }) => hour);
  const hours = [...byHour.keys()]
    .toSorted((x, y) => x - y)
    .map((hour) => {
      const sum = (of: (row: HourRow) => boolean): number =>
        (byHour.get(hour) ?? []).filter(of).reduce((total, { amount }) => total + amount, 0);
      const before = sum((row) => row.day !== day);
      return {
        hour,
        amount: sum((row) => row.day === day),
        // A day that sold nothing in this hour counts as one that did: else a rare sale looks usual.
        usual: compared.length === 0 ? null : Math.round(before / compared.length),
      };
    });
  return { hours, compared };
}

/**
 * Hours go on after midnight as long as the business day does (dom-Z10). What a wrong clock closed far
 * from its day stands in the first or the last hour there is, and is in the sum.
 */
async function salesByHour(db: Db, { store, day, timeZone }: PicturedDay): Promise<HourRow[]> {
  const days = [day, ...sameWeekdays(day)];
  const found = await db.query<HourRow>(
    `SELECT currency, to_char(business_date, 'YYYY-MM-DD') AS day,
            least(47, greatest(0, floor(extract(epoch FROM
              (to_timestamp(closed_ms / 1000.0) AT TIME ZONE $3) - business_date) / 3600)))::int
              AS hour,
            sum(gross)::bigint AS amount
       FROM projection.documents
      WHERE store = $1 AND business_date = ANY ($2::date[])
      GROUP BY 1, 2, 3`,
    [store, days, timeZone],
  );
  return found.rows;
}

type TenderRow = { currency: string; tender: string; count: number; amount: number };

async function paidWith(db: Db, { region, store, day }: PicturedDay): Promise<TenderRow[]> {
  const found = await db.query<TenderRow>(
    `SELECT t.currency, t.tender, sum(t.tenders)::bigint AS count, sum(t.amount)::bigint AS amount
       FROM projection.tender_sums t JOIN stream_state s USING (stream_id)
      WHERE s.till_id LIKE $1 || '-%' AND t.business_date = $2::date
      GROUP BY 1, 2 ORDER BY 4 DESC, 2`,
    [`${region}-${store}`, day],
  );
  return found.rows;
}

type VarianceRow = DayPictures['variances'][number] & { currency: string };

async function cashVariances(db: Db, { store, day }: PicturedDay): Promise<VarianceRow[]> {
  const found = await db.query<{ day: string; body: string }>(
    `SELECT to_char(business_date, 'YYYY-MM-DD') AS day, body FROM projection.shift_events
      WHERE store = $1 AND kind = 'shift-closed'
        AND business_date > $2::date - ${TREND_DAYS} AND business_date <= $2::date
      ORDER BY business_date, at_ms, op_id`,
    [store, day],
  );
  return found.rows.flatMap((row) => {
    const z = readZ(row.body);
    const cash = z?.tenders['cash'];
    if (z === undefined || cash === undefined) return [];
    const { currency, till, z_no } = z;
    const whose = z.drawer === 'own' ? { cashier: z.opened_by } : {};
    return [{ currency, day: row.day, till, z_no, amount: cash.variance, ...whose }];
  });
}
