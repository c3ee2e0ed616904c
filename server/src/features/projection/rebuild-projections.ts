import type { Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { PROJECTION_LOCK, projectPage } from './projector.ts';
import { eraseAll } from './write-rows.ts';

/** Empties the read models and projects both logs from the start; says how many ops counted. */
export async function rebuildProjections(pool: Pool): Promise<number> {
  await transaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [PROJECTION_LOCK]);
    await eraseAll(tx);
  });
  let ops = 0;
  for (;;) {
    const turn = await projectPage(pool, '0');
    ops += turn.ops;
    if (!turn.more) return ops;
  }
}
