import { Op } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { DocumentSignedBody } from '../../../../src/contracts/signing-device.ts';
import type { Db } from '../../db/pool.ts';

/** So many ops behind a document its last word is told, by far: a device that is away for days. */
const BEHIND = 20_000;

/**
 * What became of a document's signature, from the log: its till told of it behind the document, in the same
 * stream. A signature counts whatever else was told (TSE5). Undefined where nothing is here.
 */
export async function sealOf(
  db: Db,
  document: { stream: Buffer; seq: number; id: string },
): Promise<DocumentSignedBody | undefined> {
  const found = await db.query<{ raw: Buffer }>(
    `SELECT DISTINCT ON (seq, op_id) raw FROM all_ops
      WHERE kind = 'document-signed' AND stream_id = $1 AND seq > $2 AND seq <= $3
        AND position($4::bytea in raw) > 0
      ORDER BY seq, op_id`,
    [document.stream, document.seq, document.seq + BEHIND, Buffer.from(document.id)],
  );
  const told = found.rows.flatMap(({ raw }) => {
    const op = parseJson(Op, raw.toString('utf8'));
    const seal = op && parse(DocumentSignedBody, op.body);
    return seal?.doc_id === document.id ? [seal] : [];
  });
  return told.find(({ signed }) => signed !== undefined) ?? told[0];
}
