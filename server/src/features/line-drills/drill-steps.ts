import { Compile } from 'typebox/compile';
import { LineDrill } from '../../../../src/contracts/line-drill.ts';
import { OutageDrillStep } from '../../../../src/contracts/outage-drill.ts';
import type { Db } from '../../db/pool.ts';

/** A drill as its rows say it is: begun once, perhaps stopped. */
export type DrillSteps = { started: OutageDrillStep; stopped: OutageDrillStep | undefined };

/** So many are shown; older ones stand in the audit. */
const MOST_DRILLS = 10;
const check = Compile(OutageDrillStep);
const checkRow = Compile(LineDrill);

/** The newest drills, newest first, or `only` that one. Rows of a later version stay out. */
export async function readDrills(db: Db, only?: string): Promise<DrillSteps[]> {
  const found = await db.query<{ v: string }>(
    `SELECT DISTINCT ON (key) value AS v FROM all_changes
      WHERE dataset = 'outage-drill' AND value IS NOT NULL
        AND ($1::text IS NULL OR key LIKE $1 || '/%')
      ORDER BY key, hlc DESC, origin DESC`,
    [only ?? null],
  );
  const steps = found.rows.flatMap(({ v }) => {
    const step: unknown = JSON.parse(v);
    return check.Check(step) ? [step] : [];
  });
  const drills = [...Map.groupBy(steps, ({ drill }) => drill).values()].flatMap((its) => {
    const started = its.find(({ kind }) => kind === 'started');
    const stops = its.filter(({ kind }) => kind === 'stopped');
    // Stopped at both sites at once: the earlier stop counts.
    const stopped = stops.toSorted((a, b) => a.until_ms - b.until_ms)[0];
    return started === undefined ? [] : [{ started, stopped }];
  });
  return drills.toSorted((a, b) => b.started.at_ms - a.started.at_ms).slice(0, MOST_DRILLS);
}

/** Of these stores those whose line is away at `nowMs`, by the drill that took it. */
export async function awayNow(
  db: Db,
  stores: readonly string[],
  nowMs: number,
): Promise<Map<string, string>> {
  const found = await db.query<{ k: string; v: string | null }>(
    `SELECT DISTINCT ON (key) key AS k, value AS v FROM all_changes
      WHERE dataset = 'line-drill' AND key = ANY ($1::text[])
      ORDER BY key, hlc DESC, origin DESC`,
    [stores],
  );
  const away = found.rows.flatMap(({ k, v }) => {
    const row: unknown = v === null ? undefined : JSON.parse(v);
    return checkRow.Check(row) && row.until_ms > nowMs ? [[k, row.drill] as const] : [];
  });
  return new Map(away);
}
