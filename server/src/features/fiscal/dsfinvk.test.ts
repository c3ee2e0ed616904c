import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { Op, SaleBody } from '../../../../src/contracts/op.ts';
import type { ChainOp } from '../closing/z-chain.ts';
import { bookedDay } from '../books/testing-day.ts';
import { dsfinvkFiles } from './dsfinvk-files.ts';
import { documentBon } from './bon.ts';
import { NO_TSE } from './tse-rows.ts';
import { closingRows, type Closing } from './dsfinvk-rows.ts';
import { DSFINVK_TABLES } from './dsfinvk-tables.ts';
import { closingOf } from './read-closings.ts';
import { VatKeys } from './vat-keys.ts';

const PAYER = { name: 'Evertill Markt GmbH', taxId: 'DE123456789', storeName: 'Marktplatz' };

function chained(ops: readonly Op[]): ChainOp[] {
  return ops.map((op) => ({
    stream: 's',
    seq: op.seq,
    opId: '',
    raw: Buffer.from(JSON.stringify(op)),
  }));
}

/** The day of the books' tests, its first sale with the total that its lines come to. */
function dayOps(): Op[] {
  return bookedDay().map(({ op }) => {
    const body = op.body as { cash_rounding?: number };
    const totals = { net: 1211, tax: 31, gross: 1242 };
    return body.cash_rounding === -2 ? { ...op, body: { ...body, totals } } : op;
  });
}

/** Sale with a promotion and euros, return, moves, count, Z. */
function bookedClosing(aside: (why: string) => void = () => undefined): Closing {
  const ops = dayOps();
  const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
  return closingOf(z, 15, chained(ops), aside);
}

const documentOf = ({ kind, body }: Op, keys: VatKeys) =>
  kind === 'sale' ? documentBon(body as SaleBody, keys) : undefined;

const linesOf = (files: Map<string, string>, file: string): string[] =>
  (files.get(file) ?? '').trimEnd().split('\r\n');

const units = (cell: unknown): number => (cell as { units: number }).units;
const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

describe('DSF1 dom-F2: a Z as DSFinV-K', () => {
  test('every table of our transcription is there with its head, also one without rows', () => {
    const files = dsfinvkFiles([closingRows(bookedClosing(), PAYER)], PAYER.name);
    expect([...files.keys()]).toEqual([...DSFINVK_TABLES.map(({ file }) => file), 'index.xml']);
    expect(linesOf(files, 'cash_per_currency.csv')[0]).toBe(
      '"Z_KASSE_ID";"Z_ERSTELLUNG";"Z_NR";"ZAHLART_WAEH";"ZAHLART_BETRAG_WAEH"',
    );
    expect(linesOf(files, 'tse.csv')).toHaveLength(1);
    for (const { file, columns } of DSFINVK_TABLES)
      for (const line of linesOf(files, file))
        expect(line.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/), file).toHaveLength(columns.length);
  });

  test('amounts have commas, text is in quotes, rates of nobody’s list have keys of their own', () => {
    const files = dsfinvkFiles([closingRows(bookedClosing(), PAYER)], PAYER.name);
    const z = '"0421-02";"2026-11-22T13:05:09.000Z";42;';
    expect(linesOf(files, 'lines.csv').find((line) => line.includes(';1,500;'))).toContain(
      ';"Käse am Stück";"0421-02";"Umsatz";"";0;0;0;"1001";"4006381333931";"";"";1,500;1;"";9,00',
    );
    expect(linesOf(files, 'vat.csv').slice(1)).toEqual([
      `${z}5;0,00;"Nicht steuerbar"`,
      `${z}1001;2,60;"MWST 2,6"`,
    ]);
    expect(linesOf(files, 'cash_per_currency.csv').slice(1)).toEqual([
      expect.stringContaining(`${z}"CHF";`),
      `${z}"EUR";10,00`,
    ]);
    expect(linesOf(files, 'references.csv')[1]).toContain('"Transaktion";"02-A-7"');
    expect(linesOf(files, 'cashpointclosing.csv')[1]).toContain('"2026-11-22";"2.3"');
  });

  test('DSF2 no receipt was signed, and each says so', () => {
    const rows = closingRows(bookedClosing(), PAYER);
    const signed = rows.get('transactions_tse.csv') ?? [];
    expect(signed).toHaveLength(rows.get('transactions.csv')?.length ?? -1);
    expect(new Set(signed.map((row) => row['TSE_TA_FEHLER']))).toEqual(new Set([NO_TSE]));
  });

  test('DSF3 what a receipt’s lines come to is what was paid for it; practice stands in no sum', () => {
    const day = dayOps();
    const z = day.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
    const sale = day.find(({ kind }) => kind === 'sale');
    const practised = { ...(sale?.body as object), doc_id: 'p', training: true };
    const document = { ...practised, doc_no: '0421-02-A-T000001' };
    const op: Op = { ...(sale as Op), seq: 90, kind: 'training-sale', body: { document } };
    const aside: string[] = [];
    const closing = closingOf(z, 15, chained([...day, op]), (why) => aside.push(why));
    expect(aside).toEqual([]);
    const rows = closingRows(closing, PAYER);
    const of = (file: string, id: string, column: string): number =>
      sum(
        (rows.get(file) ?? [])
          .filter((row) => row['BON_ID'] === id)
          .map((row) => units(row[column])),
      );
    for (const { id } of closing.bons) {
      const total = of('transactions.csv', id, 'UMS_BRUTTO');
      expect(of('lines_vat.csv', id, 'POS_BRUTTO'), id).toBe(total);
      expect(of('transactions_vat.csv', id, 'BON_BRUTTO'), id).toBe(total);
      expect(of('datapayment.csv', id, 'BASISWAEH_BETRAG'), id).toBe(total);
    }
    const without = closingRows(bookedClosing(), PAYER);
    for (const file of ['businesscases.csv', 'payment.csv', 'cash_per_currency.csv'])
      expect(rows.get(file)).toEqual(without.get(file));
    expect(rows.get('transactions.csv')?.map((row) => row['BON_TYP'])).toContain('AVTraining');
  });

  test('DSF3 whatever amounts: gross is net and tax, and sums are those of the receipts', () => {
    const base = bookedClosing();
    const bon = base.bons.find(({ positions }) =>
      positions.some(({ gvTyp }) => gvTyp === 'Umsatz'),
    );
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const vat = fc.record({ key: fc.constantFrom(1, 2, 5), net: amount, tax: amount });
    fc.assert(
      fc.property(fc.array(vat, { minLength: 1, maxLength: 20 }), (list) => {
        const [position] = bon?.positions ?? [];
        if (bon === undefined || position === undefined) throw new Error('no sale');
        const positions = list.map((one) => ({
          ...position,
          vat: { ...one, gross: one.net + one.tax },
        }));
        const rows = closingRows({ ...base, bons: [{ ...bon, positions }] }, PAYER);
        const cases = rows.get('businesscases.csv') ?? [];
        const column = (name: string): number => sum(cases.map((row) => units(row[name])));
        expect(column('Z_UMS_BRUTTO')).toBe(column('Z_UMS_NETTO') + column('Z_UST'));
        expect(column('Z_UMS_BRUTTO')).toBe(sum(positions.map((one) => one.vat.gross)));
      }),
    );
  });

  /** The closing's files, its sale's euros as so much of another currency, its Z changed. */
  function withNotes(currency: string, amount: number, over: object = {}) {
    const ops = dayOps().map((op) => {
      const text = JSON.stringify(op).replace(
        '"currency":"EUR","amount":1000',
        `"currency":"${currency}","amount":${amount}`,
      );
      return JSON.parse(text) as Op;
    });
    const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
    const aside: string[] = [];
    const tenders = { ...z.tenders, ...over };
    const closing = closingOf({ ...z, tenders }, 15, chained(ops), (why) => aside.push(why));
    return { closing, files: dsfinvkFiles([closingRows(closing, PAYER)], PAYER.name), aside };
  }

  test.each([
    ['JPY', 1000, '"JPY";1000,00', []],
    ['EUR', 1000, '"EUR";10,00', []],
    ['KWD', 1005, '"KWD";1,01', ['amounts in KWD are rounded to two places']],
    ['KWD', 1004, '"KWD";1,00', ['amounts in KWD are rounded to two places']],
  ])('DSF5 %s %i has its own places: %s', (currency, amount, cell, said) => {
    const { files, aside } = withNotes(currency, amount);
    expect(linesOf(files, 'cash_per_currency.csv').at(-1)).toContain(cell);
    expect(aside).toEqual(said);
  });

  test('DSF5 a till that sells in dinars has three places where the table does', () => {
    const { closing } = withNotes('EUR', 1000);
    const dinars = { ...closing, z: { ...closing.z, currency: 'KWD' } };
    const files = dsfinvkFiles([closingRows(dinars, PAYER)], PAYER.name);
    expect(files.get('lines_vat.csv')).toContain(';1001;1,242;1,211;0,031');
    expect(files.get('transactions.csv')).toContain(';1,24;');
  });

  const short = { expected: 1000, counted: 500, variance: -500, status: 'approve' };

  test('DSF6 foreign notes that are short at the count are a difference, at the worth they were taken at', () => {
    const { closing, files, aside } = withNotes('EUR', 1000, { 'foreign-cash:EUR': short });
    expect(linesOf(files, 'cash_per_currency.csv').at(-1)).toContain('"EUR";5,00');
    const bon = closing.bons.find(({ id }) => id === 'z-1-diff-EUR');
    // 9.30 for 10 euros.
    expect(bon?.payments).toMatchObject([{ currency: 'EUR', amount: -500, base: -465 }]);
    expect(bon?.positions).toMatchObject([{ gvTyp: 'DifferenzSollIst', vat: { gross: -465 } }]);
    expect(closing.bons.filter(({ id }) => id.startsWith('z-1-diff'))).toHaveLength(2);
    expect(aside).toEqual([]);
  });

  test('DSF6 notes that no receipt took have no worth, and that is said', () => {
    const { closing, aside } = withNotes('EUR', 1000, { 'foreign-cash:USD': short });
    const bon = closing.bons.find(({ id }) => id === 'z-1-diff-USD');
    expect(bon?.payments).toMatchObject([{ currency: 'USD', amount: -500, base: 0 }]);
    expect(aside).toEqual(['the difference in USD stands with no worth: no receipt took any']);
  });

  test('DSF9 how a price was found: what it was before, what was taken off, and both come to the line', () => {
    const rows = closingRows(bookedClosing(), PAYER);
    const found = (rows.get('itemamounts.csv') ?? []).filter(({ BON_ID: id }) => id === 'd-1');
    expect(found.map((row) => [row['TYP'], units(row['PF_BRUTTO'])])).toEqual([
      ['base_amount', 1350],
      ['discount', -108],
    ]);
    const back = (rows.get('itemamounts.csv') ?? []).filter(({ BON_ID: id }) => id === 'd-2');
    expect(back.map((row) => [row['TYP'], units(row['PF_BRUTTO'])])).toEqual([
      ['base_amount', -1350],
      ['discount', 108],
    ]);
    const files = dsfinvkFiles([rows], PAYER.name);
    expect(linesOf(files, 'itemamounts.csv')[1]).toContain('"base_amount";1001;13,50;13,16;0,34');
  });

  test('DSF9 whatever was taken off or put on, the parts of a price come to its line', () => {
    const amount = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(amount, amount, fc.nat(30), fc.boolean(), (ext, net, percent, isInclusive) => {
        const tax = Math.trunc((net * percent) / 100);
        const ops = dayOps().map((op) => {
          const body = op.body as { doc_id?: string; lines?: object[] };
          if (op.kind !== 'sale' || body.doc_id !== 'd-1') return op;
          const line = { ...body.lines?.[0], ext, net, tax: { R: tax }, gross: net + tax };
          const mode = isInclusive ? 'inclusive' : 'exclusive';
          const totals = { net, tax, gross: net + tax };
          return { ...op, body: { ...body, price_mode: mode, lines: [line], totals } };
        });
        const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
        const told = ops
          .map((op) => documentOf(op, new VatKeys()))
          .find((bon) => bon?.id === 'd-1');
        const [position] = told?.positions ?? [];
        if (position === undefined || z === undefined) throw new Error('no sale');
        const { found, vat } = position;
        if (found === undefined) return;
        for (const one of ['gross', 'net', 'tax'] as const)
          expect(found.before[one] + found.change[one]).toBe(vat[one]);
        expect(found.before.net + found.before.tax).toBe(found.before.gross);
        expect(isInclusive ? found.before.gross : found.before.net).toBe(ext);
      }),
    );
  });

  test('DSF9 ways of paying have their names, cash its reason, members their card, the place its VAT number', () => {
    const ops = dayOps().map((op) => {
      const body = op.body as { doc_id?: string };
      return body.doc_id === 'd-1' ? { ...op, body: { ...body, member: 'M-77' } } : op;
    });
    const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
    const closing = closingOf(z, 15, chained(ops), () => undefined);
    const rows = closingRows(closing, PAYER);
    const paid = (rows.get('payment.csv') ?? []).map((row) => [
      row['ZAHLART_TYP'],
      row['ZAHLART_NAME'],
    ]);
    expect(paid).toEqual(
      expect.arrayContaining([
        ['Bar', ''],
        ['Kreditkarte', 'Visa'],
      ]),
    );
    const head = rows.get('transactions.csv')?.find(({ BON_ID: id }) => id === 'd-1');
    expect(head?.['KUNDE_ID']).toBe('M-77');
    const moves = ops.filter(({ kind }) => kind === 'cash-moved');
    const reasons = moves.map(({ body }) => (body as { reason: string }).reason);
    expect(reasons.length).toBeGreaterThan(0);
    const names = (rows.get('businesscases.csv') ?? []).map((row) => row['GV_NAME']);
    expect(names).toEqual(expect.arrayContaining(reasons));
    expect(rows.get('location.csv')?.[0]?.['LOC_USTID']).toBe('DE123456789');
    const plain = closingRows(closing, { ...PAYER, taxId: '12/345/67890' });
    expect(plain.get('location.csv')?.[0]?.['LOC_USTID']).toBe('');
    expect(plain.get('cashpointclosing.csv')?.[0]?.['STNR']).toBe('12/345/67890');
  });

  test('DSF9 a receipt that takes back refers from its head; an exchange from the lines that come back', () => {
    const closing = bookedClosing();
    const z = { till: '0421-01', nr: 41, atMs: 5 };
    const withLines = (lines: readonly number[]) => {
      const bons = closing.bons.map((bon) =>
        bon.refersTo === undefined ? bon : { ...bon, refersTo: { ...bon.refersTo, lines, z } },
      );
      return (closingRows({ ...closing, bons }, PAYER).get('references.csv') ?? []).map((row) => [
        row['POS_ZEILE'] ?? '',
        row['REF_Z_KASSE_ID'],
        units(row['REF_Z_NR']),
        row['REF_DATUM'],
      ]);
    };
    expect(closing.bons.find(({ id }) => id === 'd-2')?.refersTo?.lines).toEqual([]);
    const of = ['0421-01', 41, '1970-01-01T00:00:00.005Z'];
    expect(withLines([])).toEqual([['', ...of]]);
    expect(withLines([1, 2])).toEqual([
      ['1', ...of],
      ['2', ...of],
    ]);
  });

  test('what is set aside at head office is in no file and is named', () => {
    const ops = dayOps();
    const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
    const bad: Op = {
      v: 1,
      seq: 99,
      kind: 'sale',
      business_date: '2026-11-22',
      at_ms: 1,
      body: {},
    };
    const aside: string[] = [];
    closingOf(z, 15, chained([...ops, bad]), (why) => aside.push(why));
    expect(aside).toEqual(['operation 99 is set aside: sale has another shape']);
  });

  test('index.xml names every file and column, and line ends as figures', () => {
    const xml = dsfinvkFiles([], 'A & B').get('index.xml') ?? '';
    expect(xml).toContain('<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">');
    expect(xml).toContain('<RecordDelimiter>&#13;&#10;</RecordDelimiter>');
    expect(xml).toContain('<Name>A &amp; B</Name>');
    expect(xml.match(/<URL>/g)).toHaveLength(DSFINVK_TABLES.length);
    const columns = sum(DSFINVK_TABLES.map((table) => table.columns.length));
    expect(xml.match(/<VariableColumn>/g)).toHaveLength(columns);
  });
});
