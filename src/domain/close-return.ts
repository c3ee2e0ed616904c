import type { PostVoidReason, ReturnReason } from './after/after-reason.ts';
import { must } from './assert.ts';
import type { OfferedTender } from './pay/settle-tenders.ts';
import {
  assembleSale,
  type AssembleProblem,
  type DocIdentity,
  type UnsettledParts,
} from './assemble-sale.ts';
import { allocate } from './allocate.ts';
import { linkedRefund, refundPart, type RefundProblem } from './linked-refund.ts';
import { minor, type Minor } from './money.ts';
import { milli, quantityValue, type Milli } from './quantity.ts';
import { err, ok, type Result } from './result.ts';
import type { Sale, SaleAct, SaleLine } from './sale.ts';
import type { PriceMode } from './tax-setup.ts';
import type { CashPolicy } from './tender.ts';

/** How much of which sold line comes back now, and how much of it came back before. */
export type ReturnedLine = {
  readonly line: string;
  readonly qtyMilli: Milli;
  readonly alreadyReturnedMilli: Milli;
  readonly reason?: ReturnReason;
};

/** Why stored lines cannot be returned. */
export type ReturnProblem =
  | RefundProblem
  | 'empty-return'
  | 'no-such-line'
  | 'line-repeated'
  | 'return-of-a-return'
  | 'loaded-value';

/** The return lines of a stored sale: its own amounts, never today's prices (vec-tax-T9). */
export function returnLines(
  sale: Sale,
  returned: readonly ReturnedLine[],
): Result<SaleLine[], ReturnProblem> {
  if (sale.lines.every(({ qty_milli }) => qty_milli < 0)) return err('return-of-a-return');
  if (returned.length === 0) return err('empty-return');
  if (new Set(returned.map((item) => item.line)).size < returned.length) {
    return err('line-repeated');
  }
  const lines: SaleLine[] = [];
  for (const item of returned) {
    const original = sale.lines.find((line) => line.line === item.line);
    if (original === undefined) return err('no-such-line');
    if (original.stored_value !== undefined) return err('loaded-value');
    // What an exchange took back is not sold by it.
    if (original.qty_milli < 0) return err('return-of-a-return');
    const line = returnLine(original, item, sale.price_mode, String(lines.length + 1));
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
}

function returnLine(
  original: SaleLine,
  item: ReturnedLine,
  priceMode: PriceMode,
  lineId: string,
): Result<SaleLine, RefundProblem> {
  const quantity = {
    sold: quantityValue(original.qty_milli),
    before: quantityValue(item.alreadyReturnedMilli),
    now: quantityValue(item.qtyMilli),
  };
  const part = refundPart(quantity);
  if (!part.ok) return part;
  const { net, tax, gross } = original;
  const refund = linkedRefund(priceMode, { netExclTax: net, tax, gross }, quantity);
  if (!refund.ok) return refund;
  const lineDiscount = part.value(original.line_discount);
  const docDiscount = part.value(original.doc_discount);
  const paid = priceMode === 'inclusive' ? refund.value.gross : refund.value.netExclTax;
  return ok({
    ...original,
    line: lineId,
    qty_milli: milli(-Number(item.qtyMilli)),
    // Built up from its parts, so that ext - discounts = what was paid holds in every step.
    ext: minor(paid - lineDiscount - docDiscount),
    line_discount: lineDiscount,
    doc_discount: docDiscount,
    net: refund.value.netExclTax,
    tax: refund.value.tax,
    gross: refund.value.gross,
    ...(item.reason === undefined ? {} : { return_reason: item.reason }),
    ...reductionsBack(original, minor(lineDiscount + docDiscount)),
  });
}

/** What the discount that goes back with the goods came from, in the proportion it was given. */
function reductionsBack(
  { promotions, reductions }: SaleLine,
  discount: Minor,
): Pick<SaleLine, 'promotions' | 'reductions'> {
  const parts = [...(promotions ?? []), ...(reductions ?? [])];
  const shares = allocate(
    BigInt(discount),
    parts.map(({ amount }) => BigInt(amount)),
  );
  const back = <Part>(part: Part, at: number): Part & { amount: Minor } => ({
    ...part,
    amount: minor(shares[at] ?? 0n),
  });
  const before = promotions?.length ?? 0;
  return {
    ...(promotions === undefined ? {} : { promotions: promotions.map(back) }),
    ...(reductions === undefined
      ? {}
      : { reductions: reductions.map((part, at) => back(part, before + at)) }),
  };
}

/** A return against a stored sale; what is paid back goes in cash where nothing else is said. */
export type ReturnRequest = {
  readonly sale: Sale;
  readonly returned: readonly ReturnedLine[];
  readonly cashPolicy: CashPolicy;
  readonly identity: DocIdentity;
  readonly tenders?: readonly OfferedTender[];
  /** Who did it, and who signed (dom-A4). */
  readonly acts?: readonly SaleAct[];
  /** All of the sale is undone on its own day (dom-X2). */
  readonly postVoid?: { readonly reason: PostVoidReason };
};

/** Closes a return as a new document that points to the sale it reverses (dom-X1, dom-T1). */
export function closeReturn(request: ReturnRequest): Result<Sale, ReturnProblem | AssembleProblem> {
  const { cashPolicy, identity } = request;
  const parts = returnParts(request);
  if (!parts.ok) return parts;
  const pays = parts.value.lines.some((line) => line.gross !== 0);
  const tenders = pays ? (request.tenders ?? [{ type: 'cash' }]) : [];
  return assembleSale({ ...parts.value, identity, cashPolicy, tenders });
}

/** Everything of a return but how it is paid back. */
export function returnParts({
  sale,
  returned,
  acts,
  postVoid,
}: Pick<ReturnRequest, 'sale' | 'returned' | 'acts' | 'postVoid'>): Result<
  UnsettledParts,
  ReturnProblem
> {
  const lines = returnLines(sale, returned);
  if (!lines.ok) return lines;
  const terms = {
    ...(sale.tax_exempt === undefined ? {} : { tax_exempt: sale.tax_exempt }),
    ...(acts === undefined ? {} : { acts: acts.map((act) => ({ ...act })) }),
    ...(postVoid === undefined ? {} : { post_void: { ...postVoid } }),
  };
  return ok({
    taxSetup: {
      currency: sale.currency,
      priceMode: sale.price_mode,
      rounding: sale.rounding,
      taxes: sale.taxes,
    },
    lines: lines.value,
    voids: [],
    returnsOf: {
      doc_id: sale.doc_id,
      doc_no: sale.doc_no,
      lines: returned.map((item) => item.line),
      sold: returned.map((item) => soldOf(sale, item.line)),
    },
    ...(Object.keys(terms).length === 0 ? {} : { terms }),
  });
}

function soldOf({ lines }: Sale, id: string): Milli {
  return must(
    lines.find(({ line }) => line === id),
    'a returned line was sold',
  ).qty_milli;
}
