import { stringify } from 'csv-stringify/sync';
import { CashMovedBody, ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { SaleBody } from '../../../../src/contracts/op.ts';
import { parse } from '../../../../src/contracts/parse.ts';
import { adjustmentsOf } from './adjustments.ts';
import { localTime } from './local-time.ts';
import { inCurrency, milli } from './poslog-retail.ts';
import type { LeftOutOp, StoreClock, ToldOp } from './told-op.ts';

/** A table of the day: its file's name, what its columns are called, and its rows. */
type Table = { name: string; columns: readonly string[]; rows: readonly (readonly string[])[] };

/**
 * A store's day as tables for a spreadsheet (RFC 4180, UTF-8 with a mark, since spreadsheets ask for
 * one): file name and text of each. `left`: what of the day stands in no other table. Amounts are decimals of their currency, times local with offset.
 */
export function dayCsv(
  ops: readonly ToldOp[],
  clock: StoreClock,
  left: readonly LeftOutOp[] = [],
): Map<string, string> {
  const tables = [
    documents(ops, clock),
    lines(ops),
    taxes(ops),
    tenders(ops),
    moves(ops, clock),
    closings(ops, clock),
    adjustments(ops, clock),
    leftOut(left),
  ];
  return new Map(
    tables.map(({ name, columns, rows }) => [
      `${name}.csv`,
      stringify([columns, ...rows], { bom: true, record_delimiter: 'windows' }),
    ]),
  );
}

type Sold = { told: ToldOp; sale: SaleBody };

function sales(ops: readonly ToldOp[]): Sold[] {
  return ops.flatMap((told) => {
    const sale = told.op.kind === 'sale' ? parse(SaleBody, told.op.body) : undefined;
    return sale === undefined ? [] : [{ told, sale }];
  });
}

function documents(ops: readonly ToldOp[], { timeZone }: StoreClock): Table {
  const columns =
    'store till business_date document closed cashier shift currency net tax gross cash_rounding returns_of undoes member'.split(
      ' ',
    );
  const rows = sales(ops).map(({ told: { store, till }, sale }) => [
    store,
    till,
    sale.business_date,
    text(sale.doc_no),
    localTime(sale.closed_ms, timeZone),
    text(sale.cashier),
    text(sale.shift_id),
    sale.currency,
    ...[sale.totals.net, sale.totals.tax, sale.totals.gross, sale.cash_rounding].map((value) =>
      inCurrency(value, sale.currency),
    ),
    text(sale.returns_of?.doc_no ?? ''),
    sale.post_void === undefined ? '' : text(sale.post_void.reason),
    text(sale.member ?? ''),
  ]);
  return { name: 'documents', columns, rows };
}

function lines(ops: readonly ToldOp[]): Table {
  const columns =
    'document line article gtin name quantity unit_price discount net gross tax_class promotions reason'.split(
      ' ',
    );
  const rows = sales(ops).flatMap(({ sale }) =>
    sale.lines.map((line, i) => [
      text(sale.doc_no),
      String(i + 1),
      text(line.article),
      line.gtin ?? '',
      text(line.name),
      milli(line.qty_milli),
      inCurrency(line.unit_price, sale.currency),
      inCurrency(line.line_discount + line.doc_discount, sale.currency),
      inCurrency(line.net, sale.currency),
      inCurrency(line.gross, sale.currency),
      text(line.tax_class),
      text((line.promotions ?? []).map(({ id }) => id).join(' ')),
      text(line.return_reason ?? line.override?.reason ?? ''),
    ]),
  );
  return { name: 'lines', columns, rows };
}

function taxes(ops: readonly ToldOp[]): Table {
  const rows = sales(ops).flatMap(({ sale }) =>
    sale.tax_totals.map(({ code, net_base: base, amount }) => [
      text(sale.doc_no),
      text(code),
      sale.taxes.find((tax) => tax.code === code)?.rate ?? '',
      inCurrency(base, sale.currency),
      inCurrency(amount, sale.currency),
    ]),
  );
  return { name: 'taxes', columns: ['document', 'tax', 'percent', 'base', 'amount'], rows };
}

function tenders(ops: readonly ToldOp[]): Table {
  const columns =
    'document tender tendered change amount foreign_currency foreign_amount card_scheme card_last4 reference'.split(
      ' ',
    );
  const rows = sales(ops).flatMap(({ sale }) =>
    sale.tenders.map((tender) => {
      const { foreign } = tender.type === 'foreign-cash' ? tender : { foreign: undefined };
      const { card } = tender.type === 'card' ? tender : { card: undefined };
      return [
        text(sale.doc_no),
        tender.type,
        ...[tender.tendered, tender.change, tender.amount].map((value) =>
          inCurrency(value, sale.currency),
        ),
        foreign?.currency ?? '',
        foreign === undefined ? '' : inCurrency(foreign.amount, foreign.currency),
        text(card?.scheme ?? ''),
        card?.last4 ?? '',
        text(card?.reference ?? ('code' in tender ? tender.code : '')),
      ];
    }),
  );
  return { name: 'tenders', columns, rows };
}

function moves(ops: readonly ToldOp[], { timeZone }: StoreClock): Table {
  const columns = [
    'till',
    'shift',
    'time',
    'type',
    'amount',
    'currency',
    'reason',
    'bag',
    'cashier',
  ];
  const rows = ops.flatMap(({ till, op }) => {
    const move = op.kind === 'cash-moved' ? parse(CashMovedBody, op.body) : undefined;
    if (move === undefined) return [];
    const { shift_id: shift, type, amount, currency, reason, bag = '', cashier } = move;
    const time = localTime(move.at_ms, timeZone);
    const sum = inCurrency(amount, currency);
    return [[till, text(shift), time, type, sum, currency, text(reason), text(bag), text(cashier)]];
  });
  return { name: 'cash-moves', columns, rows };
}

/** A row a tender of each Z. */
function closings(ops: readonly ToldOp[], { timeZone }: StoreClock): Table {
  const columns =
    'till z shift business_date opened closed tender currency expected counted variance status net_sales deposit bag grand_sales'.split(
      ' ',
    );
  const rows = ops.flatMap(({ till, op }) => {
    const z = op.kind === 'shift-closed' ? parse(ShiftClosedBody, op.body) : undefined;
    if (z === undefined) return [];
    const money = (value: number): string => inCurrency(value, z.currency);
    return Object.entries(z.tenders).map(([type, t]) => {
      const [tender = type, currency = z.currency] = type.split(':');
      return [
        till,
        `${text(z.series)}-${z.z_no}`,
        text(z.shift_id),
        z.business_date,
        localTime(z.opened_ms, timeZone),
        localTime(z.closed_ms, timeZone),
        text(tender),
        currency,
        ...[t.expected, t.counted, t.variance].map((value) => inCurrency(value, currency)),
        t.status,
        money(z.figures.net),
        money(z.deposit),
        text(z.bag ?? ''),
        money(z.grand.sales),
      ];
    });
  });
  return { name: 'closings', columns, rows };
}

/** What was declared of a Z and put right beside it; the Z's own row stays as it is. */
function adjustments(ops: readonly ToldOp[], { timeZone }: StoreClock): Table {
  const columns =
    'till z shift business_date time tender currency before after reason cashier approver'.split(
      ' ',
    );
  const rows = adjustmentsOf(ops).map(({ told: { till }, body, number, currency }) => [
    till,
    text(number),
    text(body.shift_id),
    body.business_date,
    localTime(body.at_ms, timeZone),
    text(body.tender.split(':')[0] ?? ''),
    currency,
    inCurrency(body.before, currency),
    inCurrency(body.after, currency),
    text(body.reason),
    text(body.cashier),
    text(body.approver),
  ]);
  return { name: 'adjustments', columns, rows };
}

/** What stands in no other table, and why: never silently missing. */
function leftOut(left: readonly LeftOutOp[]): Table {
  const rows = left.map(({ till, stream, seq, why }) => [
    till,
    text(stream),
    String(seq),
    text(why),
  ]);
  return { name: 'left-out', columns: ['till', 'stream', 'op', 'why'], rows };
}

/** A spreadsheet takes text that begins like a formula for one: such text gets a mark in front. */
function text(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
