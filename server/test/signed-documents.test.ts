import { beforeAll, describe, expect, test } from 'vitest';
import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { openPool } from '../src/db/pool.ts';
import { readBooksDay } from '../src/features/books/read-books-day.ts';
import { GERMANY } from '../src/features/fiscal/germany.ts';
import { a, b, newTill, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { saleLine, TODAY } from './test-sales.ts';

const STORE = '0834';
const till = newTill(STORE);
const client = `${STORE}-${till.identity.till}`;
const AT = Date.parse(TODAY);
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

const DEVICE = {
  serial: 'SIMULATOR-0123456789abcdef',
  is_simulator: true,
  algorithm: 'ecdsa-plain-SHA256',
  time_format: 'unixTime',
  public_key: 'BPublicKey==',
};
const process_data = 'Beleg^0.00_0.00_0.00_0.00_6.00^6.00:Bar';
const seal = (doc_id: string, more: object) => ({
  doc_id,
  doc_no: `n-${doc_id}`,
  client,
  process_type: 'Kassenbeleg-V1',
  process_data,
  ...more,
});
const signed = (transaction: number) => ({
  signed: {
    ...DEVICE,
    transaction,
    counter: transaction * 2,
    started_ms: AT,
    logged_ms: AT + 400,
    signature: `c2lnbmF0dXJl${transaction}`,
  },
});
const unsigned = (why: string) => ({ unsigned: { why, since_ms: AT + 5000 } });

async function germanBooks(
  site: { databaseUrl: string },
  { store = STORE, day: asked = TODAY, isSigned = true, since = '' } = {},
) {
  const pool = openPool(site.databaseUrl, 1, () => undefined);
  try {
    const from = since === '' ? {} : { since };
    const fiscal = isSigned ? { fiscal: { country: 'DE', ...from } } : {};
    const profile = { name: 'S', seller: { name: 'N', tax_id: 'DE1', footer: '' }, ...fiscal };
    const day = await readBooksDay(pool, store, asked);
    return await GERMANY.exportDay(pool, day, profile as StoreProfile);
  } finally {
    await pool.end();
  }
}

/** Rows of a file by their receipt: the cells behind it. */
function rowsOf(files: Map<string, string>, file: string): Map<string, string[]> {
  const lines = (files.get(file) ?? '').trimEnd().split('\r\n').slice(1);
  const cells = lines.map((line) => line.split(';').slice(3));
  return new Map(cells.map(([id = '', ...rest]) => [id.replaceAll('"', ''), rest]));
}

describe('DSF8 dom-F2: signatures in the export', () => {
  const ids: string[] = [];

  beforeAll(async () => {
    const shift = new ShiftOfTill(till, 's-tse');
    const sell = (): string => {
      const { raw } = shift.sell(600);
      const { body } = JSON.parse(Buffer.from(raw).toString()) as { body: { doc_id: string } };
      ids.push(body.doc_id);
      return body.doc_id;
    };
    shift.tell('document-signed', seal(sell(), signed(1)));
    const outage = { client, began_ms: AT + 5000, why: 'unreachable', unsigned: 0 };
    shift.tell('signing-outage', outage);
    shift.tell('document-signed', seal(sell(), unsigned('unreachable')));
    const late = sell();
    shift.tell('document-signed', seal(late, unsigned('silent')));
    shift.tell('document-signed', seal(late, { ...signed(2), is_late: true }));
    shift.tell('signing-outage', { ...outage, unsigned: 2, ended_ms: AT + 9000 });
    sell();
    shift.move('paid-in', 500);
    shift.count(12_900);
    shift.close();
    // A signature that is told behind the Z is found all the same; a later word takes none away.
    shift.tell('document-signed', seal(sell(), signed(3)));
    shift.tell('document-signed', seal(ids[0] ?? '', unsigned('interrupted')));
    await till.push(a.url);
    await Promise.all([projected(a, till), projected(b, till)]);
  });

  test('each receipt has its signature or says why not, alike at both sites; the device stands once', async () => {
    const [atA, atB] = [await germanBooks(a), await germanBooks(b)];
    expect(atA).toEqual(atB);
    const rows = rowsOf(atA.files, 'transactions_tse.csv');
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const time = (ms: number): string => `"${new Date(ms).toISOString()}"`;
    expect(rows.get(first)).toEqual([
      '1',
      '1',
      time(AT),
      time(AT + 400),
      '"Kassenbeleg-V1"',
      '2',
      '"c2lnbmF0dXJl1"',
      '""',
      `"${process_data}"`,
    ]);
    expect(rows.get(second)?.[7]).toBe(
      `"TSE ausgefallen seit ${time(AT + 5000).slice(1, -1)}: TSE nicht erreichbar"`,
    );
    expect(rows.get(second)?.[6]).toBe('""');
    expect(rows.get(third)?.slice(5, 8)).toEqual([
      '4',
      '"c2lnbmF0dXJl2"',
      '"verspätet signiert, Beleg ohne Signatur"',
    ]);
    expect(rows.get(fourth)?.[7]).toBe('"keine Angabe zur Signatur eingegangen"');
    const others = [...rows].filter(([id]) => !ids.includes(id));
    expect(new Set(others.map(([, cells]) => cells[7]))).toEqual(
      new Set(['"Vorgang ohne Beleg, wird nicht signiert"']),
    );
    const devices = (atA.files.get('tse.csv') ?? '').trimEnd().split('\r\n').slice(1);
    expect(devices).toHaveLength(1);
    expect(devices[0]).toContain(
      ';1;"SIMULATOR-0123456789abcdef";"ecdsa-plain-SHA256";"unixTime";"UTF-8";"BPublicKey==";"";""',
    );
  });

  test('what is not signed is said in words, with the outage; a document nobody told of is a fault', async () => {
    const { notes, faults } = await germanBooks(a);
    const time = (ms: number): string => new Date(ms).toISOString();
    expect(notes[0]).toBe(
      `the signing device of ${client} failed (unreachable) from ${time(AT + 5000)}, until ${time(AT + 9000)}, 2 documents without a signature`,
    );
    const said = notes.join('\n');
    expect(said).toContain('is not signed: unreachable');
    expect(said).toContain('was signed late: its receipt says that it is not');
    expect(said).toContain('signed by a SIMULATOR, which proves nothing');
    const unsaid = faults.filter((fault) => fault.includes('keine Angabe zur Signatur'));
    expect(unsaid).toHaveLength(1);
  });

  test('a store that signs nothing says what it said before', async () => {
    const plain = newTill('0835');
    const shift = new ShiftOfTill(plain, 's-plain');
    shift.sell(600);
    shift.count(10_600);
    shift.close();
    await plain.push(a.url);
    await projected(a, plain);
    const books = await germanBooks(a, { store: '0835', isSigned: false });
    expect([books.notes, books.faults]).toEqual([[], []]);
    const errors = [...rowsOf(books.files, 'transactions_tse.csv').values()].map(([...c]) => c[7]);
    expect(new Set(errors)).toEqual(new Set(['"keine TSE angebunden"']));
    // Nor do the days of before it began to sign.
    const tomorrow = new Date(AT + 86_400_000).toISOString().slice(0, 10);
    expect(await germanBooks(a, { store: '0835', since: tomorrow })).toEqual(books);
    const { faults } = await germanBooks(a, { store: '0835', since: TODAY });
    expect(faults.join()).toContain('keine Angabe zur Signatur');
  });

  test('DSF8: without `since` a store signs from the day on which a till of it first told of its device', async () => {
    const before = newTill('0838');
    const old = new ShiftOfTill(before, 's-old', YESTERDAY);
    old.sell(600);
    old.count(10_600);
    const last = old.close();
    const now = new ShiftOfTill(before, 's-new');
    now.sell(600);
    now.tell('signing-outage', {
      client: '0838-01',
      began_ms: AT,
      why: 'no-device',
      unsigned: 0,
    });
    now.count(10_600);
    now.close(last);
    await before.push(a.url);
    await Promise.all([projected(a, before), projected(b, before)]);
    for (const site of [a, b]) {
      const first = await germanBooks(site, { store: '0838', day: YESTERDAY });
      expect(first.faults).toEqual([]);
      const errors = [...rowsOf(first.files, 'transactions_tse.csv').values()].map((c) => c[7]);
      expect(new Set(errors)).toEqual(new Set(['"keine TSE angebunden"']));
      const { faults } = await germanBooks(site, { store: '0838' });
      expect(faults.join()).toContain('keine Angabe zur Signatur');
    }
  });

  test('TSE7, TSE8: a basket that was not sold is a receipt of its own without an amount; cash that moves has its signature', async () => {
    const shop = newTill('0839');
    const shift = new ShiftOfTill(shop, 's-ended');
    const zero = '0.00_0.00_0.00_0.00_0.00^';
    const ended = (id: string, kind: string, more: object) => ({
      ...seal(id, more),
      doc_no: 'cancelled',
      cashier: '7',
      process_data: `${kind}^${zero}`,
    });
    shift.tell('document-signed', ended('given-up-1', 'AVBelegabbruch', signed(1)));
    shift.tell('document-signed', ended('put-aside-1', 'AVTransfer', unsigned('silent')));
    const late = { ...ended('put-aside-1', 'AVTransfer', signed(2)), is_late: true };
    shift.tell('document-signed', late);
    const move = JSON.parse(Buffer.from(shift.move('paid-in', 500).raw).toString()) as {
      body: { move_id: string };
    };
    const cash = 'Beleg^0.00_0.00_0.00_0.00_5.00^5.00:Bar';
    const { move_id: moved } = move.body;
    shift.tell('document-signed', { ...seal(moved, signed(3)), process_data: cash });
    shift.count(10_500);
    shift.close();
    await shop.push(a.url);
    await projected(a, shop);
    const books = await germanBooks(a, { store: '0839' });
    const heads = rowsOf(books.files, 'transactions.csv');
    expect(heads.get('given-up-1')?.[1]).toBe('"AVBelegabbruch"');
    expect(heads.get('given-up-1')?.[7]).toBe('"7"');
    expect(heads.get('put-aside-1')?.[1]).toBe('"AVTransfer"');
    const receipts = (books.files.get('transactions.csv') ?? '').split('\r\n');
    expect(receipts.filter((line) => line.includes('put-aside-1'))).toHaveLength(1);
    const told = rowsOf(books.files, 'transactions_tse.csv');
    expect(told.get('given-up-1')?.[6]).toBe('"c2lnbmF0dXJl1"');
    expect(told.get('put-aside-1')?.[6]).toBe('"c2lnbmF0dXJl2"');
    expect(told.get(moved)?.[6]).toBe('"c2lnbmF0dXJl3"');
    // Float and deposit are what this till should have told of, since it signs cash.
    expect(books.faults).toEqual([
      expect.stringContaining('Anfangsbestand: keine Angabe zur Signatur'),
      expect.stringContaining('Bank: keine Angabe zur Signatur'),
    ]);
    expect(told.get('s-ended-float')?.[7]).toBe('"keine Angabe zur Signatur eingegangen"');
    const cases = (books.files.get('businesscases.csv') ?? '').split('\r\n');
    expect(cases.filter((line) => line.includes('"AV'))).toEqual([]);
  });

  test('DSF7: what a shift sold behind midnight has its signature told on that day', async () => {
    const bar = newTill('0836');
    const { store, till: number } = bar.identity;
    const night = new ShiftOfTill(bar, 's-night', YESTERDAY);
    const body = {
      shift_id: 's-night',
      doc_no: `${store}-${number}-A-000099`,
      doc_id: 'night-doc',
    };
    bar.add(saleLine(bar, 600, { business_date: TODAY, body }));
    const head = { v: 1, seq: bar.head.seq + 1, kind: 'document-signed', business_date: TODAY };
    const told = { ...seal('night-doc', signed(9)), client: `${store}-${number}` };
    bar.add(JSON.stringify({ ...head, at_ms: AT, body: told }));
    night.count(10_600);
    night.close();
    await bar.push(a.url);
    await projected(a, bar);
    const books = await germanBooks(a, { store: '0836', day: YESTERDAY });
    expect(books.faults).toEqual([]);
    expect(rowsOf(books.files, 'transactions_tse.csv').get('night-doc')?.[6]).toBe(
      '"c2lnbmF0dXJl9"',
    );
  });

  test('I8: what has another shape is set aside, and the till’s other operations go on', async () => {
    const odd = newTill('0837');
    const shift = new ShiftOfTill(odd, 's-odd');
    shift.tell('document-signed', { doc_id: 'x', signed: 'yes' });
    shift.tell('signing-outage', { client: 1 });
    const beyond = 9_000_000_000_000_000;
    const outage = { client, began_ms: beyond, why: 'silent', unsigned: 0 };
    shift.tell('signing-outage', outage);
    const unsaid = { unsigned: { why: 'silent', since_ms: beyond } };
    shift.tell('document-signed', seal('odd-doc', unsaid));
    shift.sell(600);
    await odd.push(a.url);
    await projected(a, odd);
    const pool = openPool(a.databaseUrl, 1, () => undefined);
    try {
      const { aside, ops } = await readBooksDay(pool, '0837', TODAY);
      expect(aside.map(({ why }) => why)).toEqual([
        'document-signed has another shape',
        'signing-outage has another shape',
        'signing-outage has another shape',
        'document-signed has another shape',
      ]);
      expect(ops.map(({ op }) => op.kind)).toContain('sale');
      // No calendar has such times: they stop no export.
      expect((await germanBooks(a, { store: '0837' })).files.size).toBeGreaterThan(5);
    } finally {
      await pool.end();
    }
  });
});
