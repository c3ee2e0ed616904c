import { Compile } from 'typebox/compile';
import { ReleaseTransition } from '../../../../src/contracts/release.ts';
import {
  composeRelease,
  type ReleaseState,
} from '../../../../src/domain/release/compose-release.ts';
import type { StampedTransition } from '../../../../src/domain/release/release.ts';
import type { Db } from '../../db/pool.ts';

const check = Compile(ReleaseTransition);

/** Every release as its rows say it is, by id, or `only` that one. Rows of a later version that this one cannot read stay out. */
export async function readReleases(db: Db, only?: string): Promise<Map<string, ReleaseState>> {
  const found = await db.query<{ v: string; hlc: number; o: string }>(
    `SELECT DISTINCT ON (key) value AS v, hlc, origin AS o FROM all_changes
      WHERE dataset = 'release' AND value IS NOT NULL AND ($1::text IS NULL OR key LIKE $1 || '/%')
      ORDER BY key, hlc DESC, origin DESC`,
    [only ?? null],
  );
  const rows = found.rows.flatMap(({ v, hlc, o }): StampedTransition[] => {
    const t: unknown = JSON.parse(v);
    return check.Check(t) ? [{ hlc, o, t }] : [];
  });
  const states = [...Map.groupBy(rows, ({ t }) => t.release)].flatMap(([id, its]) => {
    const state = composeRelease(its);
    return state === undefined ? [] : [[id, state] as const];
  });
  return new Map(states);
}
