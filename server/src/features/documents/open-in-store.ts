import type { DocumentAnswer } from '../../../../src/contracts/documents.ts';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import type { Db } from '../../db/pool.ts';
import { saleOfRaw } from './find-in-store.ts';

/**
 * A document of the store by its whole number, and every return of it that is projected here.
 * Undefined where this site does not hold its op (any more).
 */
export async function openInStore(
  db: Db,
  store: string,
  docNo: string,
): Promise<{ document: SaleBody; returns: DocumentAnswer['returns'] } | undefined> {
  const found = await db.query<{ raw: Buffer | null }>(
    `SELECT (SELECT o.raw FROM all_ops o WHERE o.op_id = d.op_id LIMIT 1) AS raw
       FROM projection.documents d WHERE d.store = $1 AND d.doc_no = $2
      ORDER BY d.closed_ms, d.op_id LIMIT 1`,
    [store, docNo],
  );
  const document = saleOfRaw(found.rows[0]?.raw ?? null);
  if (document === undefined) return undefined;
  return { document, returns: await returnsOf(db, store, document.doc_id) };
}

async function returnsOf(db: Db, store: string, docId: string): Promise<DocumentAnswer['returns']> {
  const found = await db.query<{
    op_id: Buffer;
    doc_no: string;
    of_line: string;
    qty_milli: number;
    raw: Buffer | null;
  }>(
    `SELECT r.op_id, r.doc_no, r.of_line, r.qty_milli,
            (SELECT o.raw FROM all_ops o WHERE o.op_id = r.op_id LIMIT 1) AS raw
       FROM projection.returned_lines r WHERE r.store = $1 AND r.of_doc_id = $2
      ORDER BY r.doc_no, r.line_at`,
    [store, docId],
  );
  const docs = Map.groupBy(found.rows, (row) => row.op_id.toString('hex'));
  return [...docs].map(([opId, rows]) => ({
    // A dropped op still counts, under a name that no document has.
    doc_id: saleOfRaw(rows[0]?.raw ?? null)?.doc_id ?? opId,
    doc_no: rows[0]?.doc_no ?? '',
    lines: rows.map((row) => ({ line: row.of_line, qty_milli: -row.qty_milli })),
  }));
}
