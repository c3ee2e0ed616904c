import { refundPlan, type RefundShare } from '../after/refund-plan.ts';
import type { Basket } from '../basket.ts';
import { returnLines, type ReturnedLine, type ReturnProblem } from '../close-return.ts';
import type { DocId } from '../ids.ts';
import { minor, sumMinor, type Minor } from '../money.ts';
import type { Milli } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReturnsOf, Sale, SaleAct, SaleLine } from '../sale.ts';
import type { TaxRate, TaxSetup } from '../tax-setup.ts';

/** One line that comes back in an exchange: as the document will carry it, and what it is of. */
export type BackLine = {
  /** `b1` and so on: never the id of goods that are sold. */
  readonly lineId: string;
  /** Stored amounts, negative: no promotion, no discount and no new price touches them (dom-T1). */
  readonly line: SaleLine;
  readonly of: string;
  readonly sold: Milli;
};

/**
 * Goods of one receipt that come back inside an open basket; what is scanned beside them is sold, and
 * one document settles both (dom-E1). JSON-safe.
 */
export type BasketExchange = {
  readonly docId: DocId;
  readonly docNo: string;
  readonly lines: readonly BackLine[];
  /** The taxes those lines carry, as they were. */
  readonly taxes: readonly TaxRate[];
  /** What a pay-out goes back against, in order; together the worth of the lines at first. */
  readonly shares: readonly RefundShare[];
  /** How many documents this till had that took goods of it back: with one more, the amounts are old. */
  readonly returnsSeen: number;
  /** All that was known to have come back of it before, also at other tills, thousandths; it only grows. */
  readonly backMilli?: number;
};

/** Why a receipt is not exchanged in one document; it can be returned, and the new goods sold. */
export type ExchangeProblem = ReturnProblem | 'other-taxes';

/** The goods of a stored sale as they come back in a basket of this till. */
export function exchangeOf(
  sale: Sale,
  returned: readonly ReturnedLine[],
  seen: Pick<BasketExchange, 'returnsSeen' | 'backMilli'> & { readonly before: Minor },
  setup: TaxSetup,
): Result<BasketExchange, ExchangeProblem> {
  const { before, ...known } = seen;
  const lines = returnLines(sale, returned);
  if (!lines.ok) return lines;
  const codes = new Set(lines.value.flatMap(({ tax }) => Object.keys(tax)));
  const taxes = sale.taxes.filter(({ code }) => codes.has(code));
  if (!isOneTable(sale, taxes, setup)) return err('other-taxes');
  const goods = minor(0 - sumMinor(lines.value.map(({ gross }) => gross)));
  return ok({
    docId: sale.doc_id,
    docNo: sale.doc_no,
    lines: lines.value.map((line, at) => {
      const of = returned[at]?.line ?? '';
      const lineId = `b${at + 1}`;
      const sold = sale.lines.find((one) => one.line === of)?.qty_milli ?? line.qty_milli;
      return { lineId, line: { ...line, line: lineId }, of, sold };
    }),
    taxes,
    shares: refundPlan(sale, before, goods),
    ...known,
  });
}

/** A document has one table of taxes: a rate that changed since would stand there twice. */
export function isOneTable(
  of: Pick<TaxSetup, 'currency'> & Pick<Sale, 'price_mode'>,
  taxes: readonly TaxRate[],
  setup: TaxSetup,
): boolean {
  const isSame = (tax: TaxRate): boolean => {
    const now = setup.taxes.find(({ code }) => code === tax.code);
    return now === undefined || (now.rate === tax.rate && now.compound === tax.compound);
  };
  return of.currency === setup.currency && of.price_mode === setup.priceMode && taxes.every(isSame);
}

/** The till's taxes, with those that only the returned goods carry. */
export function withTaxesOf(setup: TaxSetup, exchange: BasketExchange | undefined): TaxSetup {
  const more = (exchange?.taxes ?? []).filter(
    ({ code }) => !setup.taxes.some((tax) => tax.code === code),
  );
  return more.length === 0 ? setup : { ...setup, taxes: [...setup.taxes, ...more] };
}

/** The lines that come back. */
export function backLines({ exchange }: Pick<Basket, 'exchange'>): readonly BackLine[] {
  return exchange?.lines ?? [];
}

/** Takes a receipt's goods in; one receipt at a time, so that the document points to one. */
export function takeIn(
  basket: Basket,
  exchange: BasketExchange,
  acts: readonly SaleAct[],
): Result<Basket, 'exchange-open'> {
  if (basket.exchange !== undefined) return err('exchange-open');
  // Chosen as goods are that were scanned: Del takes off what just came.
  const selectedLineId = exchange.lines.at(-1)?.lineId ?? null;
  return ok({ ...basket, exchange, acts: [...(basket.acts ?? []), ...acts], selectedLineId });
}

/**
 * One line does not come back after all; undefined where there is no such line. With the last one, that
 * it was taken in counts no more: the record says so.
 */
export function withoutBackLine(
  basket: Basket,
  lineId: string,
  by: { readonly cashier: string | undefined; readonly atMs: number },
): Basket | undefined {
  const { exchange, ...rest } = basket;
  const left = exchange?.lines.filter((line) => line.lineId !== lineId) ?? [];
  if (exchange === undefined || left.length === exchange.lines.length) return undefined;
  const open: Basket = { ...rest, selectedLineId: null };
  if (left.length > 0) return { ...open, exchange: { ...exchange, lines: left } };
  const acts = basket.acts ?? [];
  const cashier = by.cashier ?? takenInBy(acts)[0]?.cashier;
  // A basket of an older version may name nobody.
  if (cashier === undefined) return open;
  const act = { action: 'taken-back', of: 'return', cashier, at_ms: by.atMs } as const;
  return { ...open, acts: [...acts, act] };
}

/** The records of the last goods that were taken in: they were written at one moment. */
export function takenInBy(acts: readonly SaleAct[]): readonly SaleAct[] {
  const last = acts.findLast(({ action }) => action === 'return');
  return acts.filter(
    ({ action, at_ms: atMs }) =>
      atMs === last?.at_ms && (action === 'return' || action === 'return-offline'),
  );
}

/** What the document says it brings back. */
export function returnsOfExchange(exchange: BasketExchange): ReturnsOf {
  const { docId, docNo, lines } = exchange;
  return {
    doc_id: docId,
    doc_no: docNo,
    lines: lines.map(({ of }) => of),
    sold: lines.map(({ sold }) => sold),
  };
}

/** What of the shares a pay-out of so much reaches, the first ones first. */
export function sharesFor(shares: readonly RefundShare[], payOut: Minor): RefundShare[] {
  let left: number = payOut;
  return shares.flatMap(({ tender, value }) => {
    const part = Math.min(left, value);
    left -= part;
    return part > 0 ? [{ tender, value: minor(part) }] : [];
  });
}
