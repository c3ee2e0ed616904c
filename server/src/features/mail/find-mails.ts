import { Op } from '../../../../src/contracts/op.ts';
import { parseJson, parse } from '../../../../src/contracts/parse.ts';
import { ReceiptMailBody } from '../../../../src/contracts/receipt-mail.ts';
import type { MailSite } from './send-mails.ts';

/** A customer who waited longer got the receipt otherwise; and a restored site sends no old ones again. */
export const MOST_AGE_MS = 3 * 86_400_000;
const PAGE = 100;
/** Of one till in a day: who has its key is to send nobody's letters by the thousand. */
const MOST_A_TILL = 500;
const VOID = 2;

type Found = {
  op_id: Buffer;
  business_date: string;
  till_id: string;
  raw: Buffer;
  received_at: Date;
};

/** The letter that an op asks for; undefined where it cannot be read. */
export function mailOf(raw: Uint8Array): ReceiptMailBody | undefined {
  const op = parseJson(Op, Buffer.from(raw).toString('utf8'));
  return op && parse(ReceiptMailBody, op.body);
}

/**
 * Takes up what tills asked for and this site was told first: of an op that came to both, the earlier one
 * sends (MAIL4). Answers how many are new.
 */
export async function findMails(site: MailSite): Promise<number> {
  const { pool, tables } = site;
  const since = new Date(site.now() - MOST_AGE_MS);
  const found = await pool.query<Found>(
    `SELECT op_id, business_date::text, till_id, raw, received_at FROM ${tables.ownOps} o
      WHERE kind = 'receipt-mail-asked' AND received_at > $1 AND form <> ${VOID}
        AND NOT EXISTS (SELECT 1 FROM receipt_mails m WHERE m.op_id = o.op_id)
        AND NOT EXISTS (SELECT 1 FROM ${tables.copyOps} c
                         WHERE c.op_id = o.op_id AND c.received_at < o.received_at)
      ORDER BY received_at LIMIT ${PAGE}`,
    [since],
  );
  for (const row of found.rows) await takeUp(site, row);
  return found.rows.length;
}

async function takeUp(site: MailSite, row: Found): Promise<void> {
  const { op_id: opId, business_date: day, till_id: tillId, raw, received_at: asked } = row;
  const mail = mailOf(raw);
  const store = tillId.split('-')[1] ?? '';
  await site.pool.query(
    `INSERT INTO receipt_mails
       (op_id, business_date, till_id, store, doc_no, state, reason, asked_at, next_at, changed_at)
     SELECT $1, $2::date, $3, $4, $5, CASE WHEN w.why = '' THEN 'waiting' ELSE 'refused' END, w.why,
            $6::timestamptz, $7::timestamptz, $7::timestamptz
       FROM (SELECT CASE WHEN $8::boolean THEN 'unreadable'
                         WHEN count(*) >= ${MOST_A_TILL} THEN 'too-many' ELSE '' END AS why
               FROM receipt_mails
              WHERE till_id = $3 AND asked_at > $6::timestamptz - interval '1 day') w
     ON CONFLICT (op_id) DO NOTHING`,
    [
      opId,
      day,
      tillId,
      store,
      mail?.doc_no.replaceAll('\0', '') ?? '',
      asked,
      new Date(site.now()),
      mail === undefined,
    ],
  );
}
