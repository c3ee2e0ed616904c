import type { Transporter } from 'nodemailer';
import type { Letter } from './receipt-letter.ts';
import { smtpServer } from './smtp-server.ts';

/** A letter to one address. `id` is the same however often it is sent, so that a second one is known as one. */
export type Mail = Letter & { id: string; to: string; subject: string; atMs: number };

/**
 * What became of it. `refused`: it is never sent. `later`: this one is tried again. `down`: no letter goes
 * out now. Reasons are words of ours: what servers say names addresses.
 */
export type Sent =
  | { is: 'sent' }
  | { is: 'refused'; why: 'address-refused' | 'letter-refused' }
  | { is: 'later'; why: 'server-busy' }
  | { is: 'down'; why: 'server-silent' | 'login-refused' | 'sender-refused' };

export type SendMail = (mail: Mail) => Promise<Sent>;

const CONNECT_MS = 10_000;
const SILENT_MS = 20_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** Sends through one SMTP server, e.g. smtps://user:password@mail.example:465; encrypted but on this machine. */
export function openMailer(smtpUrl: string, from: string): SendMail {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  let transport: Promise<Transporter> | undefined;
  return async ({ id, to, subject, text, html, atMs }) => {
    try {
      transport ??= openTransport(smtpUrl);
      const mailer = await transport;
      await mailer.sendMail({
        from: { name: '', address: from },
        to: { name: '', address: to },
        subject,
        text,
        html,
        date: new Date(atMs),
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { is: 'sent' };
    } catch (error) {
      return whatBecame(error);
    }
  };
}

/** The library is read with the first letter: most sites send none. */
async function openTransport(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const server = smtpServer(smtpUrl);
  if (server === undefined) throw new Error('no address of a mail server');
  const { host, port, isSecure, user, pass } = server;
  return createTransport({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && !LOOPBACK.has(host),
    ...(user === '' ? {} : { auth: { user, pass } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    // What tills told is never read as a file or an address to fetch from.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A server's own words are never kept. */
function whatBecame(error: unknown): Sent {
  const {
    code,
    command,
    responseCode = 0,
  } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  if (code === 'EAUTH') return { is: 'down', why: 'login-refused' };
  if (responseCode >= 400 && responseCode < 500) return { is: 'later', why: 'server-busy' };
  if (responseCode >= 500) {
    if (command === 'MAIL FROM') return { is: 'down', why: 'sender-refused' };
    if (code === 'EENVELOPE') return { is: 'refused', why: 'address-refused' };
    if (code === 'EMESSAGE') return { is: 'refused', why: 'letter-refused' };
  }
  return { is: 'down', why: 'server-silent' };
}
