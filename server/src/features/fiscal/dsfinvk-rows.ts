import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { Bon, Position, Reference } from './bon.ts';
import { exactMoney, money } from './dsfinvk-money.ts';
import type { VatKey } from './vat-keys.ts';
import { deviceRows, devicesOf, tseRow, type Signing } from './tse-rows.ts';
import { TAXONOMY_VERSION } from './dsfinvk-tables.ts';

/** One closing of one till with all that happened under it. */
export type Closing = {
  z: ShiftClosedBody;
  bons: readonly Bon[];
  vatKeys: readonly VatKey[];
  build: string;
  signing: Signing;
};
/** Who is taxed, as far as the store's profile says. */
export type Taxpayer = { name: string; taxId: string; storeName: string };

/** A cell: text, or a number of so many units behind `places`. */
export type Cell = string | { units: number; places: number };
export type Row = Readonly<Record<string, Cell>>;
/** By file. */
export type Rows = Map<string, Row[]>;

const num = (units: number, places = 0): Cell => ({ units, places });
const time = (ms: number): string => new Date(ms).toISOString();

/** The rows of a closing, by file. Sums are of receipts alone: practice counts in none (BON_TYP AV…). */
export function closingRows(closing: Closing, payer: Taxpayer): Rows {
  const { z } = closing;
  const till = `${z.store}-${z.till}`;
  const keys = { Z_KASSE_ID: till, Z_ERSTELLUNG: time(z.closed_ms), Z_NR: num(z.z_no) };
  const rows: Rows = new Map();
  const add = (file: string, row: Row): void => {
    const own = rows.get(file) ?? [];
    rows.set(file, own);
    own.push({ ...keys, ...row });
  };
  const { bons, signing } = closing;
  const devices = devicesOf(signing, bons);
  for (const bon of bons) {
    bonRows(bon, z, add);
    add('transactions_tse.csv', { BON_ID: bon.id, ...tseRow(bon, signing, devices) });
  }
  for (const row of deviceRows(signing, devices)) add('tse.csv', row);
  sums(closing, add);
  master(closing, payer, till, add);
  return rows;
}

type Add = (file: string, row: Row) => void;

function bonRows(bon: Bon, z: ShiftClosedBody, add: Add): void {
  const { currency } = z;
  const till = `${z.store}-${z.till}`;
  const exact = (units: number): Cell => exactMoney(units, currency);
  const id = { BON_ID: bon.id };
  const gross = total(bon.positions.map(({ vat }) => vat.gross));
  add('transactions.csv', {
    ...id,
    BON_NR: num(bon.nr),
    BON_TYP: bon.typ,
    TERMINAL_ID: till,
    BON_STORNO: num(bon.isStorno ? 1 : 0),
    BON_START: time(bon.startMs),
    BON_ENDE: time(bon.endMs),
    BEDIENER_ID: bon.cashier,
    UMS_BRUTTO: money(gross, currency),
    ...(bon.member === undefined ? {} : { KUNDE_ID: bon.member }),
    BON_NOTIZ: bon.note,
  });
  for (const [i, position] of bon.positions.entries()) {
    const line = { ...id, POS_ZEILE: String(i + 1) };
    add('lines.csv', { ...line, ...positionRow(position, z) });
    const { key, gross: of, net, tax } = position.vat;
    const amounts = { POS_BRUTTO: exact(of), POS_NETTO: exact(net), POS_UST: exact(tax) };
    add('lines_vat.csv', { ...line, UST_SCHLUESSEL: num(key), ...amounts });
    for (const [TYP, sum] of foundRows(position)) {
      const found = {
        PF_BRUTTO: exact(sum.gross),
        PF_NETTO: exact(sum.net),
        PF_UST: exact(sum.tax),
      };
      add('itemamounts.csv', { ...line, TYP, UST_SCHLUESSEL: num(key), ...found });
    }
  }
  for (const [key, vat] of byKey(bon.positions)) {
    const amounts = {
      BON_BRUTTO: exact(vat.gross),
      BON_NETTO: exact(vat.net),
      BON_UST: exact(vat.tax),
    };
    add('transactions_vat.csv', { ...id, UST_SCHLUESSEL: num(key), ...amounts });
  }
  const none = { typ: 'Keine', name: '', currency: '', amount: 0, base: 0 };
  for (const paid of bon.payments.length === 0 ? [none] : bon.payments)
    add('datapayment.csv', {
      ...id,
      ZAHLART_TYP: paid.typ,
      ZAHLART_NAME: paid.name,
      ZAHLWAEH_CODE: paid.currency,
      ZAHLWAEH_BETRAG: money(paid.amount, paid.currency),
      BASISWAEH_BETRAG: money(paid.base, currency),
    });
  if (bon.refersTo !== undefined)
    for (const row of references(bon.refersTo)) add('references.csv', { ...id, ...row });
}

/** From the receipt's head where all of it goes back, else from each line that does. */
function references({ id, number, lines, z }: Reference): Row[] {
  const row = {
    REF_TYP: 'Transaktion',
    REF_NAME: number,
    // Printed numbers are `store-till-series-number`.
    REF_Z_KASSE_ID: z?.till ?? number.split('-').slice(0, 2).join('-'),
    REF_BON_ID: id,
    ...(z === undefined ? {} : { REF_DATUM: time(z.atMs), REF_Z_NR: num(z.nr) }),
  };
  return lines.length === 0 ? [row] : lines.map((line) => ({ ...row, POS_ZEILE: String(line) }));
}

function foundRows({ found }: Position): [string, Omit<Position['vat'], 'key'>][] {
  if (found === undefined) return [];
  const { before, change } = found;
  const isLess = before.gross < 0 ? change.gross > 0 : change.gross < 0;
  return [
    ['base_amount', before],
    [isLess ? 'discount' : 'extra_amount', change],
  ];
}

function positionRow(position: Position, z: ShiftClosedBody): Row {
  return {
    GUTSCHEIN_NR: position.voucher,
    ARTIKELTEXT: position.text,
    POS_TERMINAL_ID: `${z.store}-${z.till}`,
    GV_TYP: position.gvTyp,
    GV_NAME: position.gvName,
    INHAUS: num(0),
    P_STORNO: num(position.isStorno ? 1 : 0),
    AGENTUR_ID: num(0),
    ART_NR: position.article,
    GTIN: position.gtin,
    MENGE: num(position.qtyMilli, 3),
    FAKTOR: num(1),
    STK_BR: exactMoney(position.unitPrice, z.currency),
  };
}

function sums({ bons, z }: Closing, add: Add): void {
  const told = bons.filter(({ typ }) => typ === 'Beleg');
  const cases = Map.groupBy(
    told.flatMap(({ positions }) => positions),
    ({ gvTyp, gvName }) => JSON.stringify([gvTyp, gvName]),
  );
  for (const positions of cases.values())
    for (const [key, vat] of byKey(positions))
      add('businesscases.csv', {
        GV_TYP: positions[0]?.gvTyp ?? '',
        GV_NAME: positions[0]?.gvName ?? '',
        AGENTUR_ID: num(0),
        UST_SCHLUESSEL: num(key),
        Z_UMS_BRUTTO: exactMoney(vat.gross, z.currency),
        Z_UMS_NETTO: exactMoney(vat.net, z.currency),
        Z_UST: exactMoney(vat.tax, z.currency),
      });
  const paid = told.flatMap(({ payments }) => payments);
  const ways = Map.groupBy(paid, ({ typ, name }) => JSON.stringify([typ, name]));
  for (const list of ways.values())
    add('payment.csv', {
      ZAHLART_TYP: list[0]?.typ ?? '',
      ZAHLART_NAME: list[0]?.name ?? '',
      Z_ZAHLART_BETRAG: money(total(list.map(({ base }) => base)), z.currency),
    });
  const cash = paid.filter(({ typ }) => typ === 'Bar');
  const own = Map.groupBy(cash, ({ currency }) => currency);
  for (const currency of new Set([z.currency, ...own.keys()]))
    add('cash_per_currency.csv', {
      ZAHLART_WAEH: currency,
      ZAHLART_BETRAG_WAEH: money(
        total((own.get(currency) ?? []).map(({ amount }) => amount)),
        currency,
      ),
    });
}

function master(
  { bons, z, vatKeys, build }: Closing,
  payer: Taxpayer,
  till: string,
  add: Add,
): void {
  const told = bons.filter(({ typ }) => typ === 'Beleg');
  const paid = told.flatMap(({ payments }) => payments);
  const cash = paid.filter(({ typ }) => typ === 'Bar');
  const isVatId = /^[A-Z]{2}/.test(payer.taxId);
  const vatId = isVatId ? payer.taxId : '';
  add('cashpointclosing.csv', {
    Z_BUCHUNGSTAG: z.business_date,
    TAXONOMIE_VERSION: TAXONOMY_VERSION,
    Z_START_ID: bons[0]?.id ?? '',
    Z_ENDE_ID: bons.at(-1)?.id ?? '',
    NAME: payer.name,
    LAND: 'DEU',
    STNR: isVatId ? '' : payer.taxId,
    USTID: vatId,
    Z_SE_ZAHLUNGEN: money(total(paid.map(({ base }) => base)), z.currency),
    Z_SE_BARZAHLUNGEN: money(total(cash.map(({ base }) => base)), z.currency),
  });
  add('location.csv', { LOC_NAME: payer.storeName, LOC_LAND: 'DEU', LOC_USTID: vatId });
  add('cashregister.csv', {
    KASSE_BRAND: 'Evertill',
    KASSE_MODELL: 'Evertill',
    KASSE_SERIENNR: till,
    KASSE_SW_BRAND: 'Evertill',
    KASSE_SW_VERSION: build,
    KASSE_BASISWAEH_CODE: z.currency,
    KEINE_UST_ZUORDNUNG: num(0),
  });
  for (const { key, rate, words } of vatKeys)
    add('vat.csv', { UST_SCHLUESSEL: num(key), UST_SATZ: rateCell(rate), UST_BESCHR: words });
}

/** Rates have at most two places here; sums of several rates are said in words alone. */
function rateCell(rate: string): Cell {
  const [, whole = '0', part = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(rate) ?? [];
  return num(Number(whole) * 100 + Number(part.padEnd(2, '0')), 2);
}

function byKey(positions: readonly Position[]): Map<number, Omit<Position['vat'], 'key'>> {
  const found = new Map<number, Omit<Position['vat'], 'key'>>();
  for (const { vat } of positions) {
    const { gross = 0, net = 0, tax = 0 } = found.get(vat.key) ?? {};
    const sum = { gross: gross + vat.gross, net: net + vat.net, tax: tax + vat.tax };
    found.set(vat.key, sum);
  }
  return new Map([...found].toSorted(([a], [b]) => a - b));
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);
