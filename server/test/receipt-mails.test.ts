import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { tablesOf } from '../src/db/tables.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { findMails, MOST_AGE_MS } from '../src/features/mail/find-mails.ts';
import { openMailer } from '../src/features/mail/mail-transport.ts';
import { sendMails } from '../src/features/mail/send-mails.ts';
import { a, admin, b, newTill, projected, reaches, sql } from './shared-pair.ts';
import { listenForMail } from './smtp-listener.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const FROM = 'receipts@shop.example';
const pools = [a, b].map((site) => openPool(site.databaseUrl, 2, () => undefined));
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

let smtp: Awaited<ReturnType<typeof listenForMail>>;
beforeAll(async () => {
  smtp = await listenForMail();
});
afterAll(() => smtp.stop());
beforeEach(() => {
  smtp.letters.length = 0;
  for (const step of ['MAIL', 'RCPT', 'DATA'] as const) delete smtp.answers[step];
});

/** A till's op that asks for a receipt by e-mail. */
function asks(till: TestTill, to: string, more: object = {}): void {
  const body = {
    doc_id: 'd1',
    doc_no: `${till.identity.till}-A-1`,
    to,
    language: 'de',
    subject: 'Ihr Bon für Käse',
    receipt: [
      { kind: 'text', text: 'Käse <b>', weight: 'plain' },
      { kind: 'total', left: 'Summe EUR', right: '4,20' },
    ],
    cashier: '7',
    ...more,
  };
  const op = { v: 1, seq: till.head.seq + 1, kind: 'receipt-mail-asked', business_date: TODAY };
  till.add(JSON.stringify({ ...op, at_ms: Date.now(), body }));
}

/** One turn of a site's sender, so much later than now. */
async function turn(at: 'A' | 'B', url: string | undefined = smtp.url, laterMs = 0) {
  const pool = pools[at === 'A' ? 0 : 1];
  if (pool === undefined) throw new Error('a pool');
  const tables = tablesOf(at, at === 'A' ? 'B' : 'A');
  const site = { pool, tables, now: () => Date.now() + laterMs };
  await findMails(site);
  return sendMails(site, url === '' ? undefined : openMailer(url, FROM));
}

const stateOf = async (site: typeof a, till: TestTill) =>
  sql(site, 'SELECT state, reason, tries FROM receipt_mails WHERE till_id = $1 ORDER BY asked_at', [
    till.identity.tillId,
  ]);
const mine = (to: string) => smtp.letters.filter((letter) => letter.to.includes(to));

describe('MAIL4 MAIL5: head office sends what tills asked for', () => {
  test('once, from the site that was told, in both forms under an id of the op; also rebuilt', async () => {
    const till = newTill('0741');
    asks(till, 'ann@example.org');
    await till.push(a.url);
    await projected(b, till);
    expect(await turn('B')).toBe(0);
    await turn('A');
    await turn('A');
    const [pool] = pools;
    if (pool !== undefined) await rebuildProjections(pool);
    await turn('A', smtp.url, 60_000);
    expect(mine('ann@example.org')).toHaveLength(1);
    const [letter] = mine('ann@example.org');
    expect(letter?.from).toBe(FROM);
    const head = (letter?.data ?? '').split('\n\n')[0] ?? '';
    const opId = Buffer.from(till.head.opId, 'base64url').toString('hex');
    expect(head).toContain(`Message-ID: <${opId}.receipt@shop.example>`);
    expect(head).toContain('To: ann@example.org');
    expect(head).toContain('multipart/alternative');
    expect(head).toMatch(/Subject: =\?UTF-8\?/);
    expect(letter?.data).toContain('Content-Type: text/plain');
    expect(letter?.data).toContain('Content-Type: text/html');
    expect(letter?.data).toContain('&lt;b&gt;');
    expect(await stateOf(a, till)).toEqual([{ state: 'sent', reason: '', tries: 1 }]);
    expect(await stateOf(b, till)).toEqual([]);
  });

  test('an op that both sites were told goes out from one of them', async () => {
    const till = newTill('0741');
    asks(till, 'bo@example.org');
    await till.push(a.url);
    await projected(b, till);
    await till.push(b.url);
    await reaches(b, till);
    await projected(a, till);
    await turn('A');
    await turn('B');
    expect(mine('bo@example.org')).toHaveLength(1);
  });

  test('what a server refuses for good is never sent again, what it puts off is, later and later', async () => {
    const till = newTill('0742');
    asks(till, 'cy@example.org');
    await till.push(a.url);
    smtp.answers.RCPT = '451 later, cy@example.org';
    await turn('A');
    expect(await stateOf(a, till)).toEqual([{ state: 'waiting', reason: 'server-busy', tries: 1 }]);
    smtp.answers.RCPT = '550 no such cy@example.org';
    // Not before its time.
    await turn('A', smtp.url, 5000);
    expect(await stateOf(a, till)).toMatchObject([{ tries: 1 }]);
    await turn('A', smtp.url, 20_000);
    delete smtp.answers.RCPT;
    await turn('A', smtp.url, 3_600_000);
    expect(await stateOf(a, till)).toEqual([
      { state: 'refused', reason: 'address-refused', tries: 2 },
    ]);
    expect(mine('cy@example.org')).toEqual([]);
  });

  test('a server that is away holds up nothing: sales are counted, letters wait, and go when it is back', async () => {
    const till = newTill('0743');
    asks(till, 'di@example.org');
    await till.push(a.url);
    const away = await listenForMail();
    await away.stop();
    await turn('A', away.url);
    expect(await stateOf(a, till)).toEqual([
      { state: 'waiting', reason: 'server-silent', tries: 1 },
    ]);
    await projected(a, till);
    const { text } = await admin<string>(a, '/status/live');
    expect(text).toContain('the mail server cannot be reached');
    expect(text).not.toContain('example.org');
    await turn('A', smtp.url, 20_000);
    expect(mine('di@example.org')).toHaveLength(1);
  });

  test('three days later nobody sends it any more', async () => {
    const till = newTill('0744');
    asks(till, 'ed@example.org');
    await till.push(a.url);
    await turn('A', '');
    expect(await stateOf(a, till)).toMatchObject([{ state: 'waiting', reason: 'no-mail-server' }]);
    await turn('A', smtp.url, MOST_AGE_MS + 60_000);
    expect(mine('ed@example.org')).toEqual([]);
    expect(await stateOf(a, till)).toMatchObject([{ state: 'refused', reason: 'too-late' }]);
  });

  test('I8 MAIL2: what names two addresses, or more than a letter, is no letter; the stream goes on', async () => {
    const till = newTill('0745');
    asks(till, 'fi@example.org, gu@example.org');
    asks(till, 'fi@example.org\r\nBcc: gu@example.org');
    asks(till, 'fi@example.org', { subject: 'a\r\nBcc: gu@example.org' });
    asks(till, 'ok@example.org');
    await till.push(a.url);
    await turn('A');
    expect(smtp.letters.map(({ to }) => to)).toEqual([['ok@example.org']]);
    expect((await stateOf(a, till)).map((row) => row['state'])).toEqual([
      'refused',
      'refused',
      'refused',
      'sent',
    ]);
  });
});
