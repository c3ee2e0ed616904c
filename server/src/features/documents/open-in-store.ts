import type { DocumentAnswer } from '../../../../src/contracts/documents.ts';
import type { Db } from '../../db/pool.ts';
import { saleOfRaw } from './find-in-store.ts';
import { sealOf } from './seal-of.ts';

/**
 * A document of the store by its whole number, and every return of it that is projected here.
 * Undefined where this site does not hold its op (any more).
 */
export async function openInStore(
  db: Db,
  store: string,
  docNo: string,
): Promise<Pick<DocumentAnswer, 'document' | 'returns' | 'seal'> | undefined> {
  const found = await db.query<{ raw: Buffer | null; stream: Buffer | null; seq: number | null }>(
    `SELECT o.raw, o.stream_id AS stream, o.seq
       FROM (SELECT op_id, closed_ms FROM projection.documents
              WHERE store = $1 AND doc_no = $2 ORDER BY closed_ms, op_id LIMIT 1) d
       LEFT JOIN LATERAL
            (SELECT raw, stream_id, seq FROM all_ops WHERE op_id = d.op_id LIMIT 1) o ON true`,
    [store, docNo],
  );
  const { raw = null, stream = null, seq = null } = found.rows[0] ?? {};
  const document = saleOfRaw(raw);
  if (document === undefined) return undefined;
  const { doc_id: id } = document;
  const seal = stream && seq !== null ? await sealOf(db, { stream, seq, id }) : undefined;
  const returns = await returnsOf(db, store, id);
  return { document, returns, ...(seal === undefined ? {} : { seal }) };
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
