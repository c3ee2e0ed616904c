import { Type } from 'typebox';
import { parse } from '../../../contracts/parse.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { Clock } from '../../../sync/core/ports.ts';
import { HealthTally, nextLife } from './health-tally.ts';

const NAME = 'lives';
/** A life of so long is proven: what ends it later is no crash at start, ms. */
const PROVEN_MS = 600_000;

const KeptLives = Type.Object({
  starts: Type.Integer({ minimum: 0 }),
  crashes: Type.Integer({ minimum: 0 }),
  isProven: Type.Boolean(),
});

/** The tally of the life that begins now (HEA2); one that cannot be kept never stands in the way. */
export async function openHealth(db: TillDb, clock: Clock): Promise<HealthTally> {
  const row = await db.one.get(NAME).catch(() => undefined);
  const lives = nextLife(parse(KeptLives, row?.value));
  const keep = (isProven: boolean): void =>
    void db.one.put({ name: NAME, value: { ...lives, isProven } }).catch(() => undefined);
  keep(false);
  clock.wakeAt(clock.now() + PROVEN_MS, () => keep(true));
  return new HealthTally(clock.wallMs(), lives);
}
