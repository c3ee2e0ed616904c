import { Type, type Static } from 'typebox';
import { parse } from '../../contracts/parse.ts';
import type { TillDb } from '../../sync/adapters/till-db.ts';

/** Head office's clock minus this machine's, and this machine's clock when that was learned, ms. */
export const KeptClock = Type.Object({ offset_ms: Type.Integer(), wall_ms: Type.Integer() });
export type KeptClock = Static<typeof KeptClock>;

/** A drift of less is not worth a write to disk, ms. */
const WORTH_KEEPING_MS = 2000;
/** Written anew after so long, so that a clock that is set back is noticed, ms. */
const FRESH_MS = 3_600_000;
const NAME = 'server-clock';

/**
 * How far off this machine's clock is, as far as can be told before head office answers (D15): as
 * it was, unless the clock was set back since. Then the time that head office last told is the
 * earliest it can be.
 */
export function offsetAtStart(kept: KeptClock | undefined, wallMs: number): number {
  if (kept === undefined) return 0;
  if (wallMs >= kept.wall_ms) return kept.offset_ms;
  const lastTold = kept.wall_ms + kept.offset_ms;
  return Math.max(0, lastTold - wallMs);
}

/** The offset over restarts; a clock that cannot be kept never stands in the way of a sale. */
export async function openServerClock(db: TillDb, wallMs: () => number) {
  const row = await db.one.get(NAME).catch(() => undefined);
  let kept = parse(KeptClock, row?.value);
  return {
    offsetAtStart: offsetAtStart(kept, wallMs()),
    /** Head office has just told its time. */
    learned(offsetMs: number): void {
      const now = wallMs();
      if (kept !== undefined && now - kept.wall_ms < FRESH_MS)
        if (Math.abs(offsetMs - kept.offset_ms) < WORTH_KEEPING_MS) return;
      kept = { offset_ms: offsetMs, wall_ms: now };
      void db.one.put({ name: NAME, value: kept }).catch(() => undefined);
    },
  };
}
