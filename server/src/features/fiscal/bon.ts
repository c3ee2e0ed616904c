import type { CashMovedBody, ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import type { SaleTenderBody } from '../../../../src/contracts/tender.ts';
import type { DocumentSignedBody } from '../../../../src/contracts/signing-device.ts';
import { MOVE_SIGN } from '../../../../src/domain/cashup/count-tenders.ts';
import { bankId, differenceId } from '../../../../src/domain/signing/cash-events.ts';
import { kindOfData } from '../../../../src/domain/signing/process-data.ts';
import type { Static } from 'typebox';
import { halfUp } from './dsfinvk-money.ts';
import type { VatKeys } from './vat-keys.ts';

/** Gross, net and tax of one key, minor units. */
export type Vat = { key: number; gross: number; net: number; tax: number };

export type Position = {
  text: string;
  /** The business case (GV_TYP). */
  gvTyp: string;
  /** What this shop calls it; '' where the case says it. */
  gvName: string;
  article: string;
  gtin: string;
  qtyMilli: number;
  unitPrice: number;
  isStorno: boolean;
  voucher: string;
  vat: Vat;
  /** How its price was found, where it is not its list price: what it was before, and what was taken off. */
  found?: { before: Omit<Vat, 'key'>; change: Omit<Vat, 'key'> };
};

/** `amount` in minor units of `currency`; `base` in those of the till. */
export type Payment = { typ: string; name: string; currency: string; amount: number; base: number };

/** One Vorgang of DSFinV-K: its positions come to what was paid. */
export type Bon = {
  id: string;
  nr: number;
  typ: 'Beleg' | 'AVTraining' | 'AVBelegabbruch' | 'AVTransfer';
  /** A sale, return or what was practised: what a signing device signs. */
  isDocument?: true;
  /** Cash that moved without one, in the till's own currency: a till signs it too (TSE8). */
  isCash?: true;
  isStorno: boolean;
  startMs: number;
  endMs: number;
  cashier: string;
  note: string;
  positions: Position[];
  payments: Payment[];
  /** The number of a member's card; who that is stands elsewhere (dom-A7). */
  member?: string;
  refersTo?: Reference;
};

/** The document that it takes back, by id and printed number. */
export type Reference = {
  id: string;
  number: string;
  /** Lines of the receipt that bring goods of it back, from 1; none where all of them do. */
  lines: readonly number[];
  /** The closing that counts it, as far as head office holds that. */
  z?: { till: string; nr: number; atMs: number };
};

type Sale = Static<typeof SaleBody>;
type Tender = Static<typeof SaleTenderBody>;

/** A document of the till. Vouchers for several purposes are no payment but a business case of their own. */
export function documentBon(sale: Sale, keys: VatKeys, typ: Bon['typ'] = 'Beleg'): Bon {
  const isStorno = sale.post_void !== undefined;
  const vouchers = sale.tenders.filter((tender) => 'redemption' in tender);
  const positions = [
    ...sale.lines.map((line) => goods(sale, line, keys)),
    ...vouchers.map((tender) => redeemed(tender, keys)),
    ...(sale.cash_rounding === 0
      ? []
      : [untaxed('Rundung', 'Aufschlag', sale.cash_rounding, keys, isStorno)]),
  ];
  const { returns_of: of } = sale;
  return {
    id: sale.doc_id,
    nr: sale.number,
    typ,
    isDocument: true,
    isStorno,
    startMs: sale.started_ms,
    endMs: sale.closed_ms,
    cashier: sale.cashier,
    note: sale.doc_no,
    positions,
    payments: sale.tenders.flatMap((tender) => paymentsOf(tender, sale.currency)),
    ...(sale.member === undefined ? {} : { member: sale.member }),
    ...(of === undefined
      ? {}
      : {
          refersTo: { id: of.doc_id, number: of.doc_no, lines: linesBack(sale, of.lines.length) },
        }),
  };
}

/** An exchange has goods that go out behind those that come back (dom-E1). */
const linesBack = ({ lines }: Sale, back: number): number[] =>
  back >= lines.length ? [] : Array.from({ length: back }, (_, i) => i + 1);

/** Before anything was taken off, at the tax it has now; what was taken off is the rest to the unit. */
function foundOf(sale: Sale, line: Sale['lines'][number]): Position['found'] {
  const { ext, gross, net } = line;
  const isInclusive = sale.price_mode === 'inclusive';
  const now = { gross, net, tax: gross - net };
  const share = (of: number, at: number): number =>
    at === 0 ? of : halfUp(BigInt(ext) * BigInt(of), BigInt(at));
  const before = isInclusive
    ? { gross: ext, net: gross === 0 ? ext : share(net, gross) }
    : { gross: net === 0 ? ext : share(gross, net), net: ext };
  if (before.gross === now.gross && before.net === now.net) return undefined;
  const tax = before.gross - before.net;
  const change = {
    gross: now.gross - before.gross,
    net: now.net - before.net,
    tax: now.tax - tax,
  };
  return { before: { ...before, tax }, change };
}

function goods(sale: Sale, line: Sale['lines'][number], keys: VatKeys): Position {
  const isValue = line.stored_value !== undefined;
  const found = isValue ? undefined : foundOf(sale, line);
  const tax = Object.values(line.tax).reduce((sum, one) => sum + one, 0);
  return {
    text: line.name,
    gvTyp: isValue ? 'MehrzweckgutscheinKauf' : caseOf(line),
    gvName: '',
    article: line.article,
    gtin: line.gtin ?? '',
    qtyMilli: line.qty_milli,
    unitPrice: line.unit_price,
    isStorno: sale.post_void !== undefined,
    voucher: line.stored_value?.code ?? '',
    vat: {
      key: isValue ? keys.notTaxable() : keys.of(sale, line.tax),
      gross: line.gross,
      net: line.gross - tax,
      tax,
    },
    ...(found === undefined ? {} : { found }),
  };
}

function caseOf({ deposit_of: deposit, qty_milli: qty }: Sale['lines'][number]): string {
  if (deposit === undefined) return 'Umsatz';
  return qty < 0 ? 'PfandRueckzahlung' : 'Pfand';
}

/** A card or voucher that paid takes its value off; credit that was given is one that was sold. */
function redeemed(tender: Extract<Tender, { code: string }>, keys: VatKeys): Position {
  const typ = tender.amount < 0 ? 'MehrzweckgutscheinKauf' : 'MehrzweckgutscheinEinloesung';
  const position = untaxed('Gutschein', typ, -tender.amount, keys);
  return { ...position, voucher: tender.code };
}

function untaxed(
  text: string,
  gvTyp: string,
  amount: number,
  keys: VatKeys,
  isStorno = false,
): Position {
  const vat = { key: keys.notTaxable(), gross: amount, net: amount, tax: 0 };
  const none = { gvName: '', article: '', gtin: '', voucher: '' };
  return { text, gvTyp, ...none, qtyMilli: 1000, unitPrice: amount, isStorno, vat };
}

function paymentsOf(tender: Tender, currency: string): Payment[] {
  const { amount } = tender;
  switch (tender.type) {
    case 'cash':
      return [{ typ: 'Bar', name: '', currency, amount, base: amount }];
    case 'card':
      return [
        {
          typ: cardType(tender.card.scheme),
          name: tender.card.scheme,
          currency,
          amount,
          base: amount,
        },
      ];
    case 'foreign-cash': {
      const { foreign, tendered, change } = tender;
      const notes = { currency: foreign.currency, amount: foreign.amount, base: tendered };
      const back = { currency, amount: -change, base: -change };
      const both = change === 0 ? [notes] : [notes, back];
      return both.map((part) => ({ typ: 'Bar', name: '', ...part }));
    }
    case 'gift-card':
    case 'store-credit':
    case 'voucher':
      return [];
  }
}

const cardType = (scheme: string): string =>
  /giro|^ec|maestro/i.test(scheme) ? 'ECKarte' : 'Kreditkarte';

type Moved = { id: string; nr: number; atMs: number; cashier: string; note: string };

/** Cash that moved without a sale; `amount` signed as the drawer saw it. */
export function cashBon(
  { id, nr, atMs, cashier, note }: Moved,
  gvTyp: string,
  text: string,
  sum: { amount: number; currency: string },
  keys: VatKeys,
): Bon {
  const { amount, currency } = sum;
  return {
    id,
    nr,
    typ: 'Beleg',
    // A drawer that opens empty is no business case.
    ...(amount === 0 ? {} : { isCash: true as const }),
    isStorno: false,
    startMs: atMs,
    endMs: atMs,
    cashier,
    note,
    positions: [untaxed(text, gvTyp, amount, keys)],
    payments: [{ typ: 'Bar', name: '', currency, amount, base: amount }],
  };
}

const MOVES: Readonly<Record<CashMovedBody['type'], string>> = {
  'paid-in': 'Einzahlung',
  'paid-out': 'Auszahlung',
  loan: 'Geldtransit',
  drop: 'Geldtransit',
  'bank-drop': 'Geldtransit',
};

export function moveBon(move: CashMovedBody, nr: number, keys: VatKeys): Bon {
  const { move_id: id, type, at_ms: atMs, cashier, reason, currency } = move;
  const moved = { id, nr, atMs, cashier, note: reason };
  const amount = MOVE_SIGN[type] * move.amount;
  const bon = cashBon(moved, MOVES[type], type, { amount, currency }, keys);
  return { ...bon, positions: bon.positions.map((one) => ({ ...one, gvName: reason })) };
}

/**
 * A basket that was given up or put aside, as its signing device was told of it; undefined for all else
 * that is signed. One that is told late was told before.
 */
export function endedBon(seal: DocumentSignedBody, nr: number, atMs: number): Bon | undefined {
  const typ = kindOfData(seal.process_data);
  if ((typ !== 'AVBelegabbruch' && typ !== 'AVTransfer') || seal.is_late === true) return undefined;
  const { doc_id: id, doc_no: note, cashier = '', signed } = seal;
  const [startMs, endMs] = [signed?.started_ms ?? atMs, signed?.logged_ms ?? atMs];
  const nothing = { positions: [], payments: [] };
  return { id, nr, typ, isStorno: false, startMs, endMs, cashier, note, ...nothing };
}

/** What a foreign amount is worth in the till's currency, minor units of both; undefined: nobody knows. */
export type Worth = (currency: string, amount: number) => number | undefined;

/** What the end of the shift does to the drawer: what the count was off, and what went to the bank. */
export function closingBons(
  z: ShiftClosedBody,
  nr: number,
  keys: VatKeys,
  worth: Worth = () => undefined,
): Bon[] {
  const { z_id: id, closed_ms: atMs, closed_by: cashier, currency, reason = '', bag = '' } = z;
  const at = { nr, atMs, cashier };
  const differences = Object.entries(z.tenders).flatMap(([tender, { variance: off }]) => {
    const of = tender === 'cash' ? currency : /^foreign-cash:(.+)$/.exec(tender)?.[1];
    if (of === undefined || off === 0) return [];
    const own = { id: tender === 'cash' ? differenceId(id) : `${differenceId(id)}-${of}` };
    const base = tender === 'cash' ? off : (worth(of, off) ?? 0);
    const sum = { amount: base, currency };
    const told = cashBon({ ...at, ...own, note: reason }, DIFFERENCE, 'Differenz', sum, keys);
    if (tender === 'cash') return [told];
    const { isCash: _, ...bon } = told;
    return [{ ...bon, payments: [{ typ: 'Bar', name: '', currency: of, amount: off, base }] }];
  });
  if (z.deposit === 0) return differences;
  const banked = { amount: -z.deposit, currency };
  const moved = { ...at, id: bankId(id), note: bag };
  return [...differences, cashBon(moved, 'Geldtransit', 'Bank', banked, keys)];
}

const DIFFERENCE = 'DifferenzSollIst';
