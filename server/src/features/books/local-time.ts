import { LAST_MS } from '../../../../src/contracts/sane.ts';

/** No calendar in any zone shows a later one as a date of four figures. */
const LAST_SHOWN_MS = LAST_MS - 86_400_000;

/**
 * `2026-11-22T14:05:09+01:00` at this store's place: XML Schema's dateTime, seconds and offset.
 * A time beyond all calendars is shown as the last day of 9999: it must not stop a whole file.
 */
export function localTime(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(Math.min(ms, LAST_SHOWN_MS));
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  const offset = of('timeZoneName').replace('GMT', '') || '+00:00';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}${offset}`;
}
