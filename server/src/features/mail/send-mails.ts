import type { SiteContext } from '../../site-context.ts';
import { MOST_AGE_MS, mailOf } from './find-mails.ts';
import type { SendMail, Sent } from './mail-transport.ts';
import { receiptLetter } from './receipt-letter.ts';

/** What sending needs of its site. */
export type MailSite = Pick<SiteContext, 'pool' | 'tables' | 'now'>;

const A_TURN = 20;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
const KEPT_MS = 40 * 86_400_000;

type Due = { op_id: Buffer; tries: number; asked_at: Date; raw: Buffer | null };
type Became = Sent | { is: 'refused'; why: 'forgotten' | 'unreadable' };

/**
 * Sends what is due, one after the other, until the server is found to be down. A letter that went out in the
 * moment before a crash goes out again under the same Message-ID (MAIL5). Answers how many were sent.
 */
export async function sendMails(site: MailSite, send: SendMail | undefined): Promise<number> {
  await giveUpOld(site);
  if (send === undefined) {
    await site.pool.query(
      `UPDATE receipt_mails SET reason = 'no-mail-server' WHERE state = 'waiting' AND reason = ''`,
    );
    return 0;
  }
  let sent = 0;
  for (const row of await dueMails(site)) {
    const became = await sendOne(row, send);
    await keep(site, row, became);
    if (became.is === 'sent') sent += 1;
    if (became.is === 'down') break;
  }
  return sent;
}

async function giveUpOld({ pool, now }: MailSite): Promise<void> {
  await pool.query(
    `UPDATE receipt_mails SET state = 'refused', reason = 'too-late', changed_at = $2
      WHERE state = 'waiting' AND asked_at < $1`,
    [new Date(now() - MOST_AGE_MS), new Date(now())],
  );
  // Long after its op could be taken up again.
  await pool.query(
    `DELETE FROM receipt_mails WHERE state IN ('sent', 'refused') AND changed_at < $1`,
    [new Date(now() - KEPT_MS)],
  );
}

async function dueMails({ pool, tables, now }: MailSite): Promise<Due[]> {
  const due = await pool.query<Due>(
    `SELECT m.op_id, m.tries, m.asked_at, o.raw FROM receipt_mails m
       LEFT JOIN ${tables.ownOps} o ON o.op_id = m.op_id AND o.business_date = m.business_date
      WHERE m.state = 'waiting' AND m.next_at <= $1 ORDER BY m.next_at, m.op_id LIMIT ${A_TURN}`,
    [new Date(now())],
  );
  return due.rows;
}

async function sendOne(
  { op_id: opId, asked_at: asked, raw }: Due,
  send: SendMail,
): Promise<Became> {
  if (raw === null) return { is: 'refused', why: 'forgotten' };
  const mail = mailOf(raw);
  if (mail === undefined) return { is: 'refused', why: 'unreadable' };
  const { to, subject, receipt } = mail;
  const letter = receiptLetter(receipt, mail);
  const id = `${opId.toString('hex')}.receipt`;
  return send({ ...letter, id, to, subject, atMs: asked.getTime() });
}

async function keep({ pool, now }: MailSite, row: Due, became: Became): Promise<void> {
  const isOver = became.is === 'sent' || became.is === 'refused';
  const state = isOver ? became.is : 'waiting';
  const reason = became.is === 'sent' ? '' : became.why;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(row.tries, 12));
  await pool.query(
    `UPDATE receipt_mails
        SET state = $2, reason = $3, tries = tries + 1, next_at = $4, changed_at = $5
      WHERE op_id = $1 AND state = 'waiting'`,
    [row.op_id, state, reason, new Date(now() + pauseMs), new Date(now())],
  );
}
