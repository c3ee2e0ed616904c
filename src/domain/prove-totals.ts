import { formatDocNumber } from './doc-number.ts';
import { isMinor, minor } from './money.ts';
import { findTenderFault, type TenderFault } from './pay/prove-tenders.ts';
import { quantityValue } from './quantity.ts';
import { err, ok, type Result } from './result.ts';
import type { Sale, SaleLine } from './sale.ts';
import { taxDocument, type TaxedLine } from './tax.ts';

/** What does not add up in a document, and where. */
export type SaleFault = {
  readonly kind:
    | 'not-an-amount'
    | 'document-number'
    | 'line-sum'
    | 'line-tax'
    | 'promotions'
    | 'tax-exempt'
    | 'tax-totals'
    | 'totals'
    | TenderFault
    | 'return-link'
    | 'stored-value';
  /** The line or tax code concerned, or '' for the document. */
  readonly at: string;
};

/**
 * Checks a document against itself: totals against lines, tax totals against lines, tenders against
 * the total, and for sales every tax once more from rate and base. The till proves a sale before it
 * writes it; head office proves it again when it reads it.
 */
export function proveTotals(sale: Sale): Result<Sale, SaleFault> {
  const fault =
    findBadAmount(sale) ??
    findBadNumber(sale) ??
    findBadLine(sale) ??
    findBadReductions(sale) ??
    findBadExemption(sale) ??
    findBadTax(sale) ??
    findBadTaxTotal(sale) ??
    findBadTotal(sale) ??
    findBadTender(sale) ??
    findBadReturnLink(sale) ??
    findBadLoad(sale);
  return fault === undefined ? ok(sale) : err(fault);
}

function findBadAmount({
  lines,
  tax_totals,
  totals,
  cash_rounding,
  tenders,
}: Sale): SaleFault | undefined {
  const amounts: number[] = [
    ...lines.flatMap((line) => [line.qty_milli, line.unit_price, line.ext, line.line_discount]),
    ...lines.flatMap((line) => [line.doc_discount, line.net, line.gross]),
    ...lines.flatMap((line) => Object.values(line.tax)),
    ...lines.flatMap(({ promotions = [] }) => promotions.map(({ amount }) => amount)),
    ...lines.flatMap(({ reductions = [] }) => reductions.map(({ amount }) => amount)),
    ...lines.flatMap(({ override }) => (override === undefined ? [] : [override.book_price])),
    ...tax_totals.flatMap((total) => [total.net_base, total.amount]),
    ...tenders.flatMap((tender) => [tender.tendered, tender.amount, tender.change]),
    ...Object.values(totals),
    cash_rounding,
  ];
  return amounts.every(isMinor) ? undefined : { kind: 'not-an-amount', at: '' };
}

function findBadNumber(sale: Sale): SaleFault | undefined {
  return formatDocNumber(sale) === sale.doc_no ? undefined : { kind: 'document-number', at: '' };
}

function findBadLine(sale: Sale): SaleFault | undefined {
  const bad = sale.lines.find((line) => !lineAddsUp(line, sale));
  return bad && { kind: 'line-sum', at: bad.line };
}

/** ext - discounts is what the price mode charges, net + tax = gross, and no sign is mixed. */
function lineAddsUp(line: SaleLine, { price_mode }: Sale): boolean {
  const sign = line.qty_milli < 0 ? -1n : 1n;
  const charged = sign * BigInt(line.ext) - sum([line.line_discount, line.doc_discount]);
  const stated = sign * BigInt(price_mode === 'inclusive' ? line.gross : line.net);
  const discountsAreMagnitudes = line.line_discount >= 0 && line.doc_discount >= 0;
  const withTax = sum([line.net, ...Object.values(line.tax)]);
  return discountsAreMagnitudes && charged === stated && withTax === BigInt(line.gross);
}

/** Promotions and people's reductions, where a line names any, are what its discounts are made of. */
function findBadReductions({ lines }: Sale): SaleFault | undefined {
  const bad = lines.find(({ promotions, reductions, line_discount, doc_discount }) => {
    if (promotions === undefined && reductions === undefined) return false;
    const parts = [...(promotions ?? []), ...(reductions ?? [])].map(({ amount }) => amount);
    return parts.some((amount) => amount < 0) || sum(parts) !== sum([line_discount, doc_discount]);
  });
  return bad && { kind: 'promotions', at: bad.line };
}

/** An exempt customer pays no tax, and nobody else is relieved of any. */
function findBadExemption(sale: Sale): SaleFault | undefined {
  const { tax_exempt } = sale;
  // What comes back in an exchange was taxed, or not, by its own sale.
  const lines = isExchange(sale) ? soldLines(sale) : sale.lines;
  const bad = lines.find(({ tax, reductions = [] }) =>
    tax_exempt === undefined
      ? reductions.some(({ kind }) => kind === 'tax')
      : Object.keys(tax).length > 0,
  );
  return bad && { kind: 'tax-exempt', at: bad.line };
}

/** Goods that are sold beside others that come back (dom-E1). */
function isExchange(sale: Sale): boolean {
  return sale.returns_of !== undefined && soldLines(sale).length > 0;
}

function soldLines({ lines, returns_of }: Sale): readonly SaleLine[] {
  return lines.slice(returns_of?.lines.length ?? 0);
}

/** A return repeats stored amounts (vec-tax-T9), so only what is sold is taxed once more, by itself (dom-T3). */
function findBadTax(sale: Sale): SaleFault | undefined {
  const sold = soldLines(sale);
  // A forged discount must come back as a fault, not as a broken invariant of `minor`.
  const forged = sold.find((line) => !isMinor(line.line_discount + line.doc_discount));
  if (forged !== undefined) return { kind: 'line-tax', at: forged.line };
  const again = taxDocument(
    {
      currency: sale.currency,
      priceMode: sale.price_mode,
      rounding: sale.rounding,
      taxes: sale.taxes,
    },
    sold.map((line) => ({
      id: line.line,
      qty: quantityValue(line.qty_milli),
      unitPrice: line.unit_price,
      taxes: Object.keys(line.tax),
      discount: { kind: 'amount', value: minor(line.line_discount + line.doc_discount) },
    })),
  );
  if (!again.ok) return { kind: 'line-tax', at: '' };
  const bad = sold.find((line, at) => !sameMoney(line, again.value.lines[at]));
  return bad && { kind: 'line-tax', at: bad.line };
}

function sameMoney(line: SaleLine, taxed: TaxedLine | undefined): boolean {
  return (
    taxed !== undefined &&
    line.ext === taxed.ext &&
    line.net === taxed.netExclTax &&
    line.gross === taxed.gross &&
    Object.entries(taxed.tax).every(([code, amount]) => line.tax[code] === amount)
  );
}

function findBadTaxTotal({ taxes, lines, tax_totals }: Sale): SaleFault | undefined {
  const codes = new Set(lines.flatMap((line) => Object.keys(line.tax)));
  const inOrder = taxes.map((tax) => tax.code).filter((code) => codes.has(code));
  if (inOrder.length !== codes.size || inOrder.length !== tax_totals.length) {
    return { kind: 'tax-totals', at: '' };
  }
  const bad = tax_totals.find(({ code, net_base, amount }, at) => {
    const carrying = lines.filter((line) => Object.hasOwn(line.tax, code));
    return (
      code !== inOrder[at] ||
      sum(carrying.map((line) => line.net)) !== BigInt(net_base) ||
      sum(carrying.map((line) => line.tax[code] ?? 0)) !== BigInt(amount)
    );
  });
  return bad && { kind: 'tax-totals', at: bad.code };
}

function findBadTotal({ lines, totals }: Sale): SaleFault | undefined {
  const adds =
    sum(lines.map((line) => line.net)) === BigInt(totals.net) &&
    sum(lines.flatMap((line) => Object.values(line.tax))) === BigInt(totals.tax) &&
    sum(lines.map((line) => line.gross)) === BigInt(totals.gross);
  return adds ? undefined : { kind: 'totals', at: '' };
}

function findBadTender(sale: Sale): SaleFault | undefined {
  const kind = findTenderFault(sale);
  return kind && { kind, at: '' };
}

/** What comes back stands first, each line with the line it was; behind it only goods that are sold. */
function findBadReturnLink({ returns_of, lines }: Sale): SaleFault | undefined {
  if (returns_of === undefined) return undefined;
  const count = returns_of.lines.length;
  const linked =
    count > 0 &&
    count <= lines.length &&
    lines.every((line, at) => line.qty_milli < 0 === at < count);
  return linked ? undefined : { kind: 'return-link', at: '' };
}

/** Value put on a card is its price, whole, untaxed and unreduced (dom-I7, dom-D4). */
function findBadLoad({ lines }: Sale): SaleFault | undefined {
  const bad = lines.find(
    ({ stored_value: value, qty_milli, unit_price, gross, net }) =>
      value !== undefined && (qty_milli !== 1000 || gross !== unit_price || net !== gross),
  );
  return bad && { kind: 'stored-value', at: bad.line };
}

function sum(amounts: readonly number[]): bigint {
  return amounts.reduce((left, right) => left + BigInt(right), 0n);
}
