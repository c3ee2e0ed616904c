import type { Db } from '../../db/pool.ts';
import type { OpToProject } from '../projection/next-ops.ts';
import type { ShelfStep } from './shelf-step.ts';

/** A step with the op that told of it. */
export type ShelfRow = { op: OpToProject; step: ShelfStep };

type On = { op: OpToProject; parked: Extract<ShelfStep, { at: 'on' }>['parked'] };
type Off = { op: OpToProject; step: Extract<ShelfStep, { at: 'off' }> };

/** The till that was authenticated, not one that the body names (D20). */
const storeOf = ({ tillId }: OpToProject): string => tillId.split('-')[1] ?? '';
const tillOf = ({ tillId }: OpToProject): string => tillId.split('-')[2] ?? '';

/** Adds steps to the read models, one statement a table. What is known already stays as it is. */
export async function writeShelf(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly ShelfRow[],
): Promise<void> {
  const on = rows.flatMap(({ op, step }) =>
    step.at === 'on' ? [{ op, parked: step.parked }] : [],
  );
  const off = rows.flatMap(({ op, step }) => (step.at === 'off' ? [{ op, step }] : []));
  if (on.length > 0) await writeOn(tx, schema, on);
  if (off.length > 0) await writeOff(tx, schema, off);
}

async function writeOn(tx: Db, schema: string, rows: readonly On[]): Promise<void> {
  await tx.query({
    name: `${schema}-parked-baskets`,
    text: `INSERT INTO ${schema}.parked_baskets
             (stream_id, park_id, store, till, op_id, name, cashier, at_ms, total, items, currency)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::bytea[],
             $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::float8[], $11::text[])
           ON CONFLICT DO NOTHING`,
    values: [
      rows.map(({ op }) => op.stream),
      rows.map(({ parked }) => parked.park_id),
      rows.map(({ op }) => storeOf(op)),
      rows.map(({ op }) => tillOf(op)),
      rows.map(({ op }) => op.opId),
      rows.map(({ parked }) => parked.name),
      rows.map(({ parked }) => parked.cashier),
      rows.map(({ parked }) => parked.at_ms),
      rows.map(({ parked }) => parked.total),
      rows.map(({ parked }) => parked.items),
      rows.map(({ parked }) => parked.currency),
    ],
  });
}

async function writeOff(tx: Db, schema: string, rows: readonly Off[]): Promise<void> {
  await tx.query({
    name: `${schema}-parked-gone`,
    text: `INSERT INTO ${schema}.parked_gone (stream_id, park_id, hand_id, to_till, store, till, op_id)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[],
                                $6::text[], $7::bytea[])
           ON CONFLICT DO NOTHING`,
    values: [
      rows.map(({ op }) => op.stream),
      rows.map(({ step }) => step.parkId),
      rows.map(({ step }) => step.handId),
      rows.map(({ step }) => step.to),
      rows.map(({ op }) => storeOf(op)),
      rows.map(({ op }) => tillOf(op)),
      rows.map(({ op, step }) => (step.isWhole ? op.opId : null)),
    ],
  });
}
