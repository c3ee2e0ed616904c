import type { Db } from '../../db/pool.ts';

/** A receipt by e-mail that a person should know of; to whom stands nowhere. */
export type MailTrouble = {
  store: string;
  doc_no: string;
  state: 'waiting' | 'refused';
  reason: string;
  tries: number;
  asked_ms: number;
};
export type MailStatus = {
  waiting: number;
  sent: number;
  refused: number;
  trouble: readonly MailTrouble[];
};

const MOST = 50;

/** What this site sends: waiting, and what the last seven days brought. */
export async function mailStatus(db: Db): Promise<MailStatus> {
  const counts = await db.query<{ state: string; mails: number }>(
    `SELECT state, count(*)::int AS mails FROM receipt_mails
      WHERE state = 'waiting' OR changed_at > now() - interval '7 days' GROUP BY state`,
  );
  const trouble = await db.query<MailTrouble>(
    `SELECT store, doc_no, state, reason, tries,
            (extract(epoch FROM asked_at) * 1000)::bigint AS asked_ms
       FROM receipt_mails
      WHERE (state = 'waiting' AND reason <> '')
         OR (state = 'refused' AND changed_at > now() - interval '7 days')
      ORDER BY asked_at DESC, op_id LIMIT ${MOST}`,
  );
  const of = (state: string): number => counts.rows.find((row) => row.state === state)?.mails ?? 0;
  return {
    waiting: of('waiting'),
    sent: of('sent'),
    refused: of('refused'),
    trouble: trouble.rows,
  };
}
