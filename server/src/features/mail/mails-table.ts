import { table } from '../status/html.ts';
import { ago, figure } from '../status/words.ts';
import type { MailStatus, MailTrouble } from './mail-status.ts';

const REASONS: Readonly<Record<string, string>> = {
  'address-refused': 'the mail server does not take the address',
  'letter-refused': 'the mail server does not take the letter',
  'server-busy': 'the mail server asks to wait',
  'server-silent': 'the mail server cannot be reached',
  'login-refused': 'the mail server does not take our login',
  'sender-refused': 'the mail server does not take our sender',
  'no-mail-server': 'this site knows no mail server (EVERTILL_SMTP_URL)',
  'too-late': 'it waited for more than three days',
  'too-many': 'this till asked for too many in a day',
  forgotten: 'the record that asked for it is gone',
  unreadable: 'what the till asked for cannot be read',
};

/** Receipts by e-mail that wait or were refused; never an address. Empty while nobody asked for any. */
export function mailsTable({ waiting, sent, refused, trouble }: MailStatus, nowMs: number): string {
  if (waiting + sent + refused === 0) return '';
  const sums = `${figure(waiting)} waiting; ${figure(sent)} sent and ${figure(refused)} refused in seven days`;
  return table<MailTrouble>(
    `Receipts by e-mail: ${sums}`,
    [
      { head: 'Store', cell: (r) => r.store },
      { head: 'Document', cell: (r) => r.doc_no },
      { head: 'State', cell: (r) => r.state },
      { head: 'Why', cell: (r) => REASONS[r.reason] ?? r.reason },
      { head: 'Tries', figure: true, cell: (r) => figure(r.tries) },
      { head: 'Asked', cell: (r) => ago(nowMs - r.asked_ms) },
    ],
    trouble,
    'None waits for long and none was refused.',
  );
}
