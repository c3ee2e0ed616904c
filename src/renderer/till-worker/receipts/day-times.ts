import { isBusinessDate } from '../../../domain/business-date.ts';
import type { FindWhen } from '../../../domain/after/find-keys.ts';

const HALF_HOUR_MS = 1_800_000;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** A day and a time on the store's clock as a stretch of the index; undefined for what is none. */
export function whenAsked(
  day: string | undefined,
  time: string | undefined,
  timeZone: string,
): FindWhen | undefined {
  if (day === undefined || day === '') return {};
  if (!isBusinessDate(day)) return undefined;
  if (time === undefined || time === '') return { day };
  if (!TIME.test(time)) return undefined;
  const atMs = msOfWall(day, time, timeZone);
  return { day, fromMs: atMs - HALF_HOUR_MS, toMs: atMs + HALF_HOUR_MS };
}

/** When a clock of this zone shows that; in the hour that comes twice, the first of the two. */
function msOfWall(day: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const near = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(near, timeZone);
}

/** How far the zone is ahead of UTC at that time, ms. */
function offsetAt(ms: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = part;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - (ms - (ms % 1000));
}
