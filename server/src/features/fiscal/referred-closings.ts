import { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { saleOfRaw } from '../documents/find-in-store.ts';
import type { Bon, Reference } from './bon.ts';

/**
 * Receipts with the closing that counts what they take back, as far as head office holds it: a sale of this
 * shift, whose Z comes below, or of any day before at any till of the store.
 */
export async function withReferences(
  db: Db,
  store: string,
  bons: readonly Bon[],
  own: ShiftClosedBody,
): Promise<Bon[]> {
  const here = new Set(bons.map(({ id }) => id));
  const told: Bon[] = [];
  for (const bon of bons) {
    const { refersTo } = bon;
    if (refersTo === undefined) {
      told.push(bon);
      continue;
    }
    const z = here.has(refersTo.id) ? own : await closingOf(db, store, refersTo.number);
    told.push(z === undefined ? bon : { ...bon, refersTo: { ...refersTo, z: named(z) } });
  }
  return told;
}

const named = (z: ShiftClosedBody): NonNullable<Reference['z']> => ({
  till: `${z.store}-${z.till}`,
  nr: z.z_no,
  atMs: z.closed_ms,
});

async function closingOf(
  db: Db,
  store: string,
  docNo: string,
): Promise<ShiftClosedBody | undefined> {
  const found = await db.query<{ raw: Buffer | null }>(
    `SELECT (SELECT o.raw FROM all_ops o WHERE o.op_id = d.op_id LIMIT 1) AS raw
       FROM projection.documents d WHERE d.store = $1 AND d.doc_no = $2
      ORDER BY d.closed_ms, d.op_id LIMIT 1`,
    [store, docNo],
  );
  const sale = saleOfRaw(found.rows[0]?.raw ?? null);
  if (sale === undefined) return undefined;
  const closed = await db.query<{ body: string }>(
    `SELECT body FROM projection.shift_events
      WHERE store = $1 AND shift_id = $2 AND kind = 'shift-closed'
      ORDER BY business_date, op_id LIMIT 1`,
    [store, sale.shift_id],
  );
  const [row] = closed.rows;
  return row && parseJson(ShiftClosedBody, row.body);
}
