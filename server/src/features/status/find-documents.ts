import { Type, type Static } from 'typebox';
import type { Db } from '../../db/pool.ts';

/** How a document is looked for; every part that is given must fit. */
export const DocumentQuery = Type.Object({
  number: Type.Optional(Type.String({ maxLength: 60, pattern: '^[^\\u0000]*$' })),
  till: Type.Optional(Type.String({ maxLength: 40, pattern: '^[^\\u0000]*$' })),
  date: Type.Optional(Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' })),
  /** Total as printed, e.g. `12.50`; any currency. */
  amount: Type.Optional(Type.String({ pattern: '^-?\\d{0,12}([.,]\\d{1,3})?$' })),
});
export type DocumentQuery = Static<typeof DocumentQuery>;

export type FoundDocument = {
  doc_no: string;
  till_id: string;
  business_date: string;
  closed_ms: number;
  currency: string;
  gross: number;
  lines: number;
};

const MOST = 100;

/** `12.5` or `12,50` may be 1250 (two decimals), 12500 (three) or, without a point, 12 (none). */
function minorCandidates(text: string): number[] {
  const [whole = '0', part = ''] = text.replace(',', '.').split('.');
  return [0, 2, 3]
    .filter((digits) => part.length <= digits)
    .map((digits) => Number(`${whole}${part.padEnd(digits, '0')}`));
}

/** Newest documents that fit. An impossible date finds nothing. */
export async function findDocuments(db: Db, query: DocumentQuery): Promise<FoundDocument[]> {
  const { number = '', till = '', date = '', amount = '' } = query;
  if (date !== '' && Number.isNaN(Date.parse(`${date}T00:00:00Z`))) return [];
  const found = await db.query<FoundDocument>(
    `SELECT doc_no, till_id, business_date::text, closed_ms, currency, gross, lines
       FROM projection.documents
      WHERE ($1 = '' OR doc_no LIKE replace(replace(replace($1, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')
        AND ($2 = '' OR till_id = $2 OR till_id LIKE '%-' || $2)
        AND ($3 = '' OR business_date = to_date(nullif($3, ''), 'YYYY-MM-DD'))
        AND ($4::bigint[] IS NULL OR gross = ANY ($4))
      ORDER BY closed_ms DESC, op_id LIMIT ${MOST}`,
    [number, till, date, amount === '' ? null : minorCandidates(amount)],
  );
  return found.rows;
}
