import type { Db } from '../../db/pool.ts';
import { gather } from '../../gather.ts';

/** Highest gap-free change row for each `<origin>:<incarnation>` (D14). */
export type ChangesVector = Record<string, number>;

export async function readChangesVector(db: Db): Promise<ChangesVector> {
  const found = await db.query<{ origin: string; incarnation: string; n: number }>({
    name: 'changes-vector',
    text: 'SELECT origin, incarnation, n FROM change_prefix ORDER BY origin, incarnation',
  });
  return Object.fromEntries(found.rows.map((r) => [`${r.origin}:${r.incarnation}`, r.n]));
}

/** One question answers up to so many tills. */
const LIMITS = { atOnce: 2, most: 512 };

/** As `readChangesVector`; askers that come together ask the database once, and none is told what was so before it asked. */
export function vectorReader(db: Db): () => Promise<ChangesVector> {
  const ask = gather(LIMITS, async (askers: readonly undefined[]) => {
    const vec = await readChangesVector(db);
    return askers.map(() => vec);
  });
  return () => ask(undefined);
}
