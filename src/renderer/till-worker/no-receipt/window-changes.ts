import type { PromotionWindow } from '../../../domain/promotions/promotion.ts';
import type { LookBack } from '../../../domain/after/lowest-price.ts';

/** 'YYYY-MM-DDTHH:MM' on the store's clock at a moment. */
export type WallClock = (ms: number) => string;

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 1440 * MINUTE_MS;

/**
 * Every moment of a stretch at which one of the windows may begin or end; more do no harm. A clock that
 * is put back shows a time twice, and one that is put forward leaves some out.
 */
export function windowChanges(
  windows: readonly PromotionWindow[],
  stretch: LookBack,
  wall: WallClock,
): number[] {
  if (windows.length === 0) return [];
  const days = daysOf(stretch, wall);
  const times = windows.flatMap(({ from, to, hours, days: weekdays }) => [
    ...[from, to].flatMap((time) => time ?? []),
    ...(hours === undefined ? [] : [hours.from, hours.to]).flatMap((hour) =>
      days.map((day) => `${day}T${hour}`),
    ),
    ...(weekdays === undefined ? [] : days),
  ]);
  const moments = [...new Set(times)].flatMap((time) => momentsOf(time, wall));
  return [...moments, ...clockChanges(stretch, wall)];
}

/** The dates that the stretch touches. */
function daysOf({ sinceMs, nowMs }: LookBack, wall: WallClock): string[] {
  const days: string[] = [];
  const last = asUtc(wall(nowMs).slice(0, 10));
  for (let ms = asUtc(wall(sinceMs).slice(0, 10)); ms <= last; ms += DAY_MS) {
    days.push(new Date(ms).toISOString().slice(0, 10));
  }
  return days;
}

/** When the clock first shows a time or a later one: promotions are asked by the minute. */
function momentsOf(time: string, wall: WallClock): number[] {
  const ms = Math.ceil(asUtc(time) / MINUTE_MS) * MINUTE_MS;
  if (!Number.isFinite(ms)) return [];
  return [ms - DAY_MS, ms + DAY_MS].map((near) => ms - aheadAt(near, wall));
}

/** Quarters of the hours in which the clock itself was changed. */
function clockChanges({ sinceMs, nowMs }: LookBack, wall: WallClock): number[] {
  const found: number[] = [];
  for (let ms = Math.floor(sinceMs / DAY_MS) * DAY_MS; ms <= nowMs; ms += DAY_MS) {
    if (aheadAt(ms, wall) === aheadAt(ms + DAY_MS, wall)) continue;
    for (let at = ms; at <= ms + DAY_MS; at += QUARTER_MS) found.push(at);
  }
  return found;
}

/** How far the store's clock is ahead of UTC at a whole minute. */
function aheadAt(ms: number, wall: WallClock): number {
  const minute = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return asUtc(wall(minute)) - minute;
}

function asUtc(time: string): number {
  return Date.parse(`${time}${'0000-00-00T00:00:00'.slice(time.length)}Z`);
}
