import { say } from '../words/say.ts';
import { dateFormat } from './kept-formats.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An age in words a cashier reads at a glance: "under 1 min", "4 min", "3 h", "2 days". */
export function ageWords(ageMs: number): string {
  if (ageMs < MINUTE) return say('under 1 min');
  if (ageMs < HOUR) return say('{minutes} min', { minutes: Math.floor(ageMs / MINUTE) });
  if (ageMs < DAY) return say('{hours} h', { hours: Math.floor(ageMs / HOUR) });
  const days = Math.floor(ageMs / DAY);
  return say('{days, plural, one {# day} other {# days}}', { days });
}

/** "22.11.2008" in de-DE for 2008-11-22: a day of the calendar, the same in every time zone. */
export function dateText(date: string, locale: string): string {
  const style = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(locale, style);
}

/** "14:32" of today, "21.11.2026 14:32" of another day of the store; empty where no calendar has it. */
export function momentText(
  atMs: number,
  nowMs: number,
  where: { locale: string; timeZone?: string },
): string {
  const { locale, timeZone } = where;
  if (!isMoment(atMs)) return '';
  const style = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayOf = (ms: number): string =>
    new Date(ms).toLocaleDateString(locale, { ...style, ...zone });
  const clock = clockText(atMs, where);
  return dayOf(atMs) === dayOf(nowMs) ? clock : `${dayOf(atMs)} ${clock}`;
}

/** What a calendar has; other tills tell of times too. */
const isMoment = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime());

/** "14:32": the header's clock, as receipts show it. Empty before the worker's first push. */
export function clockText(
  nowMs: number,
  { locale, timeZone }: { locale: string; timeZone?: string },
): string {
  if (nowMs === 0 || !isMoment(nowMs)) return '';
  const style = {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  } as const;
  return dateFormat(locale, style).format(nowMs);
}
