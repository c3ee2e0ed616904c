import type { Db } from '../../db/pool.ts';
import type { OpToProject } from './next-ops.ts';
import { readModelRows, type ReadModelRows } from './read-model-rows.ts';
import { writeRows, type ReadModelSchema } from './write-rows.ts';

/** Of the data itself: out of range, against a constraint, larger than an index or a row takes. */
const DATA_ERROR = /^(22|23|54)/;

function isDataError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && DATA_ERROR.test(code);
}

/** Writes the rows, or nothing of them where the data is at fault; says which. */
async function tryRows(tx: Db, rows: ReadModelRows, schema: ReadModelSchema): Promise<boolean> {
  await tx.query('SAVEPOINT rows');
  try {
    await writeRows(tx, rows, schema);
    await tx.query('RELEASE SAVEPOINT rows');
    return true;
  } catch (error) {
    if (!isDataError(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT rows');
    return false;
  }
}

/**
 * Adds ops to the read models. Where the database refuses what they add up to, each goes in alone and
 * the one at fault is quarantined: no op of one till may stop the reports of all (I8).
 */
export async function countOps(
  tx: Db,
  ops: readonly OpToProject[],
  schema: ReadModelSchema = 'projection',
): Promise<void> {
  if (ops.length === 0 || (await tryRows(tx, readModelRows(ops), schema))) return;
  for (const op of ops) {
    if (await tryRows(tx, readModelRows([op]), schema)) continue;
    const { opId, stream, seq } = op;
    const quarantine = [{ opId, stream, seq, reason: 'cannot be counted' }];
    await writeRows(tx, { ...readModelRows([]), quarantine }, schema);
  }
}
