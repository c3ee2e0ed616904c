import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import { isCurrency } from '../../../../src/domain/currency.ts';
import { formatMinor, minor } from '../../../../src/domain/money.ts';
import { localTime } from './local-time.ts';
import { el, type Xml } from './xml.ts';

type Sale = Static<typeof SaleBody>;
type Line = Sale['lines'][number];
type Tender = Sale['tenders'][number];

/** POSLog's names of what people pay with; `Other` names itself in `TypeDescription`. */
const TENDER_TYPES = {
  cash: 'Cash',
  'foreign-cash': 'Cash',
  card: 'CreditDebit',
  'gift-card': 'GiftCard',
  'store-credit': 'StoredValue',
  voucher: 'Voucher',
} as const satisfies Record<Tender['type'], string>;

/** A document as RetailTransaction: its lines, tenders and taxes in one row of numbered line items. */
export function retailTransaction(sale: Sale, timeZone: string): Xml {
  const { doc_no, returns_of: of, post_void: undone } = sale;
  const items = [
    ...sale.lines.map((line) => ({ voided: false, of: goods(sale, line) })),
    ...sale.voids.map((taken) => ({ voided: true, of: takenOff(sale, taken) })),
    ...sale.tax_totals.map((tax) => ({ voided: false, of: taxOf(sale, tax) })),
    ...roundingOf(sale),
    ...sale.tenders.map((tender) => ({ voided: false, of: tenderOf(sale, tender) })),
  ];
  return el('RetailTransaction', { Version: '2.2', TransactionStatus: statusOf(sale) }, [
    el('ReceiptDateTime', localTime(sale.closed_ms, timeZone)),
    ...items.map((item, i) =>
      el('LineItem', { VoidFlag: item.voided ? 'true' : undefined }, [
        el('SequenceNumber', String(i + 1)),
        item.of,
      ]),
    ),
    total(sale, 'TransactionGrandAmount', sale.totals.gross),
    total(sale, 'TransactionNetAmount', sale.totals.net),
    total(sale, 'TransactionTaxAmount', sale.totals.tax),
    el('ReceiptNumber', doc_no),
    of &&
      el('TransactionLink', { ReasonCode: undone === undefined ? 'Return' : 'Void' }, [
        el('ReceiptNumber', of.doc_no),
        el('TransactionID', of.doc_id),
      ]),
  ]);
}

const statusOf = (sale: Sale): string =>
  sale.post_void === undefined ? 'Delivered' : 'PostVoided';

function goods(sale: Sale, line: Line): Xml {
  const isBack = line.qty_milli < 0;
  const { gtin, return_reason: why } = line;
  const discount = line.line_discount + line.doc_discount;
  const content = [
    gtin === undefined
      ? undefined
      : el('POSIdentity', { POSIDType: 'GTIN' }, [el('POSItemID', gtin)]),
    el('ItemID', line.article),
    el('Description', line.name),
    el('RegularSalesUnitPrice', amount(sale, line.override?.book_price ?? line.unit_price)),
    el('ActualSalesUnitPrice', amount(sale, line.unit_price)),
    el('ExtendedAmount', amount(sale, line.ext)),
    discount === 0 ? undefined : el('DiscountAmount', amount(sale, discount)),
    el('Quantity', milli(line.qty_milli)),
    ...modifiers(sale, line),
    ...Object.entries(line.tax).map(([code, tax]) => lineTax(sale, line, code, tax)),
    isBack && why !== undefined ? el('Reason', why) : undefined,
  ];
  return el(isBack ? 'Return' : 'Sale', { ItemType: itemType(line) }, content);
}

function itemType({ stored_value: value, deposit_of: deposit }: Line): string {
  if (value !== undefined) return 'GiftCard';
  return deposit === undefined ? 'Stock' : 'Deposit';
}

function modifiers(sale: Sale, line: Line): Xml[] {
  const promotions = (line.promotions ?? []).map((p) => ({
    method: 'Promotion',
    took: p.amount,
    id: el('PromotionID', p.id),
  }));
  const reductions = (line.reductions ?? []).map((r) => ({
    method: r.kind === 'tax' ? 'TaxExemption' : 'Discount',
    took: r.amount,
    id: el('ReasonCode', r.reason),
  }));
  return [...promotions, ...reductions].map(({ method, took, id }, i) =>
    el('RetailPriceModifier', { MethodCode: method }, [
      el('SequenceNumber', String(i + 1)),
      el('Amount', { Action: 'Subtract' }, amount(sale, took)),
      id,
    ]),
  );
}

function lineTax(sale: Sale, line: Line, code: string, tax: number): Xml {
  return el('Tax', { TaxType: taxType(sale) }, [
    el('TaxAuthority', code),
    el('TaxableAmount', { TaxIncludedInTaxableAmountFlag: 'false' }, amount(sale, line.net)),
    el('Amount', amount(sale, tax)),
    el('Percent', rateOf(sale, code)),
  ]);
}

function taxOf(sale: Sale, tax: Sale['tax_totals'][number]): Xml {
  return el('Tax', { TaxType: taxType(sale) }, [
    el('TaxAuthority', tax.code),
    el('TaxableAmount', { TaxIncludedInTaxableAmountFlag: 'false' }, amount(sale, tax.net_base)),
    el('Amount', amount(sale, tax.amount)),
    el('Percent', rateOf(sale, tax.code)),
  ]);
}

/** Prices with tax inside them are Europe's; those without, sales tax. */
const taxType = (sale: Sale): string => (sale.price_mode === 'inclusive' ? 'VAT' : 'Sales');

const rateOf = (sale: Sale, code: string): string =>
  sale.taxes.find((tax) => tax.code === code)?.rate ?? '0';

function takenOff(sale: Sale, taken: Sale['voids'][number]): Xml {
  return el('Sale', { ItemType: 'Stock' }, [
    el('ItemID', taken.article),
    el('Description', taken.name),
    el('ActualSalesUnitPrice', amount(sale, taken.unit_price)),
    el('Quantity', milli(taken.qty_milli)),
  ]);
}

function roundingOf(sale: Sale): { voided: false; of: Xml }[] {
  if (sale.cash_rounding === 0) return [];
  return [{ voided: false, of: el('Rounding', [el('Amount', amount(sale, sale.cash_rounding))]) }];
}

function tenderOf(sale: Sale, tender: Tender): Xml {
  const type = TENDER_TYPES[tender.type];
  // What was handed over and what was given back; a refund is one negative amount.
  const attributes = { TenderType: type, TypeCode: tender.amount < 0 ? 'Refund' : 'Sale' };
  return el('Tender', attributes, [
    el('Amount', amount(sale, tender.tendered)),
    ...(tender.type === 'foreign-cash' ? [foreign(tender)] : []),
    ...(tender.type === 'card' ? [card(tender)] : []),
    tender.change === 0
      ? undefined
      : el('TenderChange', { TenderType: 'Cash' }, [el('Amount', amount(sale, tender.change))]),
    'code' in tender ? el('TenderID', tender.code) : undefined,
  ]);
}

function foreign({ foreign: notes }: Extract<Tender, { type: 'foreign-cash' }>): Xml {
  return el('ForeignCurrency', [
    el('CurrencyCode', notes.currency),
    el('OriginalFaceAmount', inCurrency(notes.amount, notes.currency)),
    el('ExchangeRate', notes.rate),
  ]);
}

/** At most the last four figures are known here (dom-Y2). */
function card({ card: slip }: Extract<Tender, { type: 'card' }>): Xml {
  return el('Authorization', { HostAuthorized: slip.auth === '' ? 'false' : 'true' }, [
    slip.auth === '' ? undefined : el('AuthorizationCode', slip.auth),
    el('ReferenceNumber', slip.reference),
    slip.last4 === '' ? undefined : el('PrimaryAccountNumberLast4', slip.last4),
    slip.scheme === '' ? undefined : el('CardType', slip.scheme),
  ]);
}

function total(sale: Sale, type: string, value: number): Xml {
  return el('Total', { TotalType: type }, amount(sale, value));
}

const amount = (sale: Sale, value: number): string => inCurrency(value, sale.currency);

/** Decimal text; of a currency that this version does not know, minor units as they came. */
export function inCurrency(value: number, currency: string): string {
  return isCurrency(currency) ? formatMinor(minor(value), currency) : String(value);
}

/** `-1.5` for -1500 thousandths. */
export function milli(value: number): string {
  const text = String(Math.abs(value)).padStart(4, '0');
  const fraction = text.slice(-3).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${text.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}
