import { documentKind, isWithoutReceipt } from './after/document-kind.ts';
import { memberEnding } from './customer/member-card.ts';
import { formatMinor, minor, negate, type Minor } from './money.ts';
import type { CodeTenderType, SaleTender } from './pay/sale-tender.ts';
import { formatQuantity } from './quantity.ts';
import type { ExemptReason, PriceReason } from './adjust/reason.ts';
import type { Sale, SaleLine, SaleReduction } from './sale.ts';

/**
 * One row of a receipt as plain data; amounts are texts like "13.53". Printing, paper width, words
 * and local time belong to whoever renders it.
 */
export type ReceiptRow =
  | {
      readonly kind: 'document';
      readonly docNo: string;
      readonly returnOf: string | null;
      /** The whole of `returnOf` was undone. */
      readonly isPostVoid?: true;
      /** Other goods were sold beside those that came back. */
      readonly isExchange?: true;
      /** Goods came back that no receipt was shown for. */
      readonly isNoReceipt?: true;
      readonly businessDate: string;
      readonly closedMs: number;
      readonly cashier: string;
    }
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly quantity: string;
      readonly unitPrice: string;
      readonly amount: string;
      readonly taxCodes: readonly string[];
    }
  /** A person named the line's price; what the price book said. */
  | { readonly kind: 'named-price'; readonly reason: PriceReason; readonly bookPrice: string }
  /** `name` is the promotion's, `given` why a person reduced it; neither where nobody says. */
  | {
      readonly kind: 'discount';
      readonly name: string | null;
      readonly given?: Pick<SaleReduction, 'kind' | 'reason'>;
      readonly amount: string;
    }
  | { readonly kind: 'tax-exempt'; readonly reason: ExemptReason }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'member'; readonly ending: string }
  | { readonly kind: 'net'; readonly amount: string }
  | {
      readonly kind: 'tax';
      readonly code: string;
      readonly label: string;
      readonly rate: string;
      readonly base: string;
      readonly amount: string;
    }
  | { readonly kind: 'total'; readonly currency: string; readonly amount: string }
  | { readonly kind: 'cash-rounding'; readonly amount: string }
  | { readonly kind: 'payable'; readonly currency: string; readonly amount: string }
  | { readonly kind: 'cash'; readonly amount: string }
  /** `isSigned`: the terminal did not say so, a person did. `reference` is the terminal's. */
  | {
      readonly kind: 'card';
      readonly scheme: string;
      readonly last4: string;
      readonly auth: string;
      readonly reference: string;
      readonly isSigned: boolean;
      readonly amount: string;
    }
  /** `given` is the foreign amount, `amount` what it was worth. */
  | {
      readonly kind: 'foreign-cash';
      readonly currency: string;
      readonly given: string;
      readonly rate: string;
      readonly amount: string;
    }
  /** A code that is worth money is not printed whole. */
  | {
      readonly kind: CodeTenderType;
      readonly ending: string;
      readonly amount: string;
      /** What is still on it, where head office said so. */
      readonly left?: string;
      /** What of a voucher was neither used nor given as credit. */
      readonly lost?: string;
    }
  | { readonly kind: 'change'; readonly amount: string };

/** The receipt of a document, top to bottom (dom-Q1; exact total, rounding, rounded: dom-C3). */
export function receiptRows(sale: Sale): ReceiptRow[] {
  return [
    {
      kind: 'document',
      docNo: sale.doc_no,
      returnOf: sale.returns_of?.doc_no ?? null,
      ...(sale.post_void === undefined ? {} : { isPostVoid: true }),
      ...(documentKind(sale) === 'exchange' ? { isExchange: true as const } : {}),
      ...(isWithoutReceipt(sale) ? { isNoReceipt: true as const } : {}),
      businessDate: sale.business_date,
      closedMs: sale.closed_ms,
      cashier: sale.cashier,
    },
    ...sale.lines.flatMap((line) => lineRows(line, sale)),
    ...totalRows(sale),
    ...tenderRows(sale),
    ...termRows(sale),
  ];
}

function lineRows(line: SaleLine, { currency }: Sale): ReceiptRow[] {
  const text = (amount: Minor): string => formatMinor(amount, currency);
  const row: ReceiptRow = {
    kind: 'line',
    name: line.name,
    quantity: formatQuantity(line.qty_milli),
    unitPrice: text(line.unit_price),
    amount: text(line.ext),
    taxCodes: Object.keys(line.tax),
  };
  // A discount lowers what is paid; on a return line it lowers what is paid back.
  const signed = (amount: Minor): string => text(line.qty_milli < 0 ? amount : negate(amount));
  const named = line.override && {
    kind: 'named-price' as const,
    reason: line.override.reason,
    bookPrice: text(line.override.book_price),
  };
  const discounts = reductions(line).map(({ amount, ...whose }): ReceiptRow => ({
    kind: 'discount',
    ...whose,
    amount: signed(amount),
  }));
  return [row, ...(named === undefined ? [] : [named]), ...discounts];
}

type Reduced = Pick<Extract<ReceiptRow, { kind: 'discount' }>, 'name' | 'given'> & {
  readonly amount: Minor;
};

/** A row for each promotion by its name and for what people gave (dom-P9). */
function reductions(line: SaleLine): Reduced[] {
  const { promotions, reductions: given, line_discount, doc_discount } = line;
  const told: Reduced[] = [
    ...(promotions ?? []).map(({ name, amount }) => ({ name, amount })),
    ...(given ?? []).map(({ kind, reason, amount }) => ({
      name: null,
      given: { kind, reason },
      amount,
    })),
  ];
  const isTold = promotions !== undefined || given !== undefined;
  const all = isTold ? told : [{ name: null, amount: minor(line_discount + doc_discount) }];
  return all.filter(({ amount }) => amount !== 0);
}

/** What a person changed of the whole sale. */
function termRows({ tax_exempt, note, member }: Sale): ReceiptRow[] {
  return [
    ...(tax_exempt === undefined ? [] : [{ kind: 'tax-exempt' as const, reason: tax_exempt }]),
    ...(member === undefined ? [] : [{ kind: 'member' as const, ending: memberEnding(member) }]),
    ...(note === undefined ? [] : [{ kind: 'note' as const, text: note }]),
  ];
}

/**
 * Prices without tax lead through net and taxes to the total; prices with tax state the total and
 * then the taxes inside it. Each tax is a row of its own, never a combined rate (dom-I3).
 */
function totalRows(sale: Sale): ReceiptRow[] {
  const text = (amount: Minor): string => formatMinor(amount, sale.currency);
  const net: ReceiptRow = { kind: 'net', amount: text(sale.totals.net) };
  const total: ReceiptRow = {
    kind: 'total',
    currency: sale.currency,
    amount: text(sale.totals.gross),
  };
  const taxes = sale.tax_totals.map(({ code, net_base, amount }): ReceiptRow => {
    const tax = sale.taxes.find((candidate) => candidate.code === code);
    return {
      kind: 'tax',
      code,
      label: tax?.label ?? code,
      rate: tax?.rate ?? '',
      base: text(net_base),
      amount: text(amount),
    };
  });
  return sale.price_mode === 'exclusive' ? [net, ...taxes, total] : [total, ...taxes];
}

function tenderRows(sale: Sale): ReceiptRow[] {
  const { currency, totals, cash_rounding: rounding } = sale;
  const text = (amount: Minor): string => formatMinor(amount, currency);
  const payable = minor(totals.gross + rounding);
  const rounded: ReceiptRow[] =
    rounding === 0
      ? []
      : [
          { kind: 'cash-rounding', amount: text(rounding) },
          { kind: 'payable', currency, amount: text(payable) },
        ];
  const tenders = sale.tenders.flatMap((tender): ReceiptRow[] => [
    tenderRow(tender, text),
    ...(tender.change === 0 ? [] : [{ kind: 'change' as const, amount: text(tender.change) }]),
  ]);
  return [...rounded, ...tenders];
}

function tenderRow(tender: SaleTender, text: (amount: Minor) => string): ReceiptRow {
  const amount = text(tender.tendered);
  switch (tender.type) {
    case 'cash':
      return { kind: 'cash', amount };
    case 'card': {
      const { scheme, last4, auth, terminal_ref: reference } = tender.card;
      const isSigned = tender.card.treated_as_paid_by !== undefined;
      return { kind: 'card', scheme, last4, auth, reference, isSigned, amount };
    }
    case 'foreign-cash': {
      const { currency, amount: given, rate } = tender.foreign;
      return { kind: 'foreign-cash', currency, given: formatMinor(given, currency), rate, amount };
    }
    default: {
      const left = tender.left === undefined ? {} : { left: text(tender.left) };
      const unused = tender.type === 'voucher' ? (tender.face ?? 0) - tender.amount : 0;
      const lost = unused > 0 ? { lost: text(minor(unused)) } : {};
      return { kind: tender.type, ending: tender.code.slice(-4), amount, ...left, ...lost };
    }
  }
}
