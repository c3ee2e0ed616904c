import type { Db } from '../../db/pool.ts';

/** Highest gap-free change row for each `<origin>:<incarnation>` (D14). */
export type ChangesVector = Record<string, number>;

export async function readChangesVector(db: Db): Promise<ChangesVector> {
  const found = await db.query<{ origin: string; incarnation: string; n: number }>({
    name: 'changes-vector',
    text: 'SELECT origin, incarnation, n FROM change_prefix ORDER BY origin, incarnation',
  });
  return Object.fromEntries(found.rows.map((r) => [`${r.origin}:${r.incarnation}`, r.n]));
}
