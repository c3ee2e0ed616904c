import type { DocumentHit, DocumentsQuery } from '../../../../src/contracts/documents.ts';
import { Op, SaleBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { documentKind } from '../../../../src/domain/after/document-kind.ts';
import { lastFourOf } from '../../../../src/domain/after/find-keys.ts';
import type { Db } from '../../db/pool.ts';

/** Rows of a page: what a till shows at once. */
const PAGE = 50;
/** Documents of one store's day that are read to look into them; no store sells more. */
const MOST_A_DAY = 20_000;

type Row = {
  doc_no: string;
  till_id: string;
  business_date: string;
  closed_ms: number;
  gross: number;
  lines: number;
  raw: Buffer | null;
};

const COLUMNS = `d.doc_no, d.till_id, d.business_date::text, d.closed_ms, d.gross, d.lines,
  (SELECT o.raw FROM all_ops o WHERE o.op_id = d.op_id LIMIT 1) AS raw`;
const ORDER = 'ORDER BY d.closed_ms DESC, d.op_id';

/** The sale of an op's bytes; undefined where the op was dropped or is no sale. */
export function saleOfRaw(raw: Uint8Array | null): SaleBody | undefined {
  if (raw === null) return undefined;
  return parse(SaleBody, parseJson(Op, new TextDecoder().decode(raw))?.body);
}

/** Documents of the authenticated store alone, newest first, with the count of all that fit. */
export async function findInStore(
  db: Db,
  store: string,
  query: DocumentsQuery,
): Promise<{ documents: DocumentHit[]; total: number }> {
  const { by, text = '', offset = 0 } = query;
  if (text !== '' && (by === 'article' || by === 'card')) return lookInto(db, store, query);
  const where = `d.store = $1
    AND ($2::date IS NULL OR d.business_date = $2)
    AND ($3::bigint IS NULL OR d.closed_ms >= $3) AND ($4::bigint IS NULL OR d.closed_ms <= $4)
    AND ($5::text IS NULL OR d.doc_no = $5 OR right(d.doc_no, 6) = lpad($5, 6, '0'))
    AND ($6::bigint IS NULL OR abs(d.gross) = $6)`;
  const values = [...whenOf(store, query), numberOf(query), amountOf(query)];
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM projection.documents d WHERE ${where}`,
    values,
  );
  const found = await db.query<Row>(
    `SELECT ${COLUMNS} FROM projection.documents d WHERE ${where} ${ORDER} LIMIT ${PAGE} OFFSET $7`,
    [...values, offset],
  );
  return { documents: found.rows.map(hitOf), total: counted.rows[0]?.total ?? 0 };
}

function whenOf(store: string, { day, from_ms, to_ms }: DocumentsQuery) {
  return [store, day ?? null, from_ms ?? null, to_ms ?? null];
}

function numberOf({ by, text = '' }: DocumentsQuery): string | null {
  return by === 'number' && text !== '' ? text.toUpperCase() : null;
}

function amountOf({ by, text = '' }: DocumentsQuery): number | null {
  if (by !== 'amount' || text === '') return null;
  // What is no amount finds nothing: no total is below one.
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
}

/** By what stands in a document: one day's documents of the store are read, never more. */
async function lookInto(
  db: Db,
  store: string,
  query: DocumentsQuery,
): Promise<{ documents: DocumentHit[]; total: number }> {
  const { by, text = '', day, offset = 0 } = query;
  if (day === undefined) return { documents: [], total: 0 };
  const found = await db.query<Row>(
    `SELECT ${COLUMNS} FROM projection.documents d
      WHERE d.store = $1 AND d.business_date = $2::date
        AND ($3::bigint IS NULL OR d.closed_ms >= $3) AND ($4::bigint IS NULL OR d.closed_ms <= $4)
      ${ORDER} LIMIT ${MOST_A_DAY}`,
    whenOf(store, query),
  );
  const fits = found.rows.filter(({ raw }) => {
    const sale = saleOfRaw(raw);
    return sale !== undefined && (by === 'card' ? hasCard(sale, text) : hasArticle(sale, text));
  });
  return { documents: fits.slice(offset, offset + PAGE).map(hitOf), total: fits.length };
}

function hasArticle({ lines }: SaleBody, text: string): boolean {
  const plain = (code: string): string => code.toUpperCase().replace(/^0+(?=.)/, '');
  const wanted = plain(text);
  return lines.some(
    ({ article, gtin }) =>
      plain(article) === wanted || (gtin !== undefined && plain(gtin) === wanted),
  );
}

function hasCard({ tenders }: SaleBody, text: string): boolean {
  return tenders.some((tender) => lastFourOf(tender) === text);
}

function hitOf(row: Row): DocumentHit {
  const sale = saleOfRaw(row.raw);
  return {
    doc_no: row.doc_no,
    // `<region>-<store>-<till>`: the till that was authenticated.
    till: row.till_id.split('-')[2] ?? '',
    business_date: row.business_date,
    closed_ms: row.closed_ms,
    cashier: sale?.cashier ?? '',
    gross: row.gross,
    kind: sale === undefined ? kindByTotal(row) : documentKind(sale),
    lines: row.lines,
    first: sale?.lines[0]?.name ?? '',
  };
}

const kindByTotal = ({ gross }: Row): DocumentHit['kind'] => (gross < 0 ? 'return' : 'sale');
