import { discountOn, documentDiscountShares, type Discount } from './discount.ts';
import { fitsMinor, minor, sumMinor, type Minor } from './money.ts';
import { magnitude, multiply, rational, round, type Rational } from './rational.ts';
import { err, ok, type Result } from './result.ts';
import { taxPerGroup, taxPerLine, type LineTax } from './tax-amounts.ts';
import { exactTaxes, type ExactTax, type TaxSetup, type TaxTableProblem } from './tax-setup.ts';

/** A priced line before tax. A negative quantity makes it a return line (vec-tax-T2). */
export type PricedLine = {
  readonly id: string;
  readonly qty: Rational;
  readonly unitPrice: Minor;
  /** Tax codes; an empty list is exempt, a code with rate 0 is zero-rated (vec-tax-T1). */
  readonly taxes: readonly string[];
  readonly discount?: Discount;
  readonly discountable?: boolean;
};

/** A line with its money. Results of return lines are negative, discounts are magnitudes. */
export type TaxedLine = {
  readonly id: string;
  readonly ext: Minor;
  readonly lineDiscount: Minor;
  readonly docDiscount: Minor;
  readonly netExclTax: Minor;
  readonly tax: Readonly<Record<string, Minor>>;
  readonly gross: Minor;
};

/** One tax over the document; its base never contains another tax (vec-tax-T8). */
export type TaxTotal = { readonly code: string; readonly netBase: Minor; readonly amount: Minor };

/** netExclTax + tax = gross, always. */
export type DocumentTotals = {
  readonly netExclTax: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
};

export type TaxedDocument = {
  readonly lines: readonly TaxedLine[];
  readonly taxTotals: readonly TaxTotal[];
  readonly totals: DocumentTotals;
};

/** Why a document cannot be taxed. */
export type TaxProblem =
  | TaxTableProblem
  | 'unknown-tax-code'
  | 'negative-price'
  | 'negative-discount'
  | 'amount-too-large';

/** A line on its way through the rules: magnitudes, with the sign kept beside them. */
type Draft = {
  readonly id: string;
  readonly isReturn: boolean;
  readonly ext: bigint;
  readonly lineDiscount: bigint;
  readonly eligible: boolean;
  readonly taxes: readonly ExactTax[];
};

/** Prices, discounts and taxes a whole document (vec-tax-T1 to T8). */
export function taxDocument(
  setup: TaxSetup,
  lines: readonly PricedLine[],
  documentDiscount?: Discount,
): Result<TaxedDocument, TaxProblem> {
  const table = exactTaxes(setup.taxes);
  if (!table.ok) return table;
  if (documentDiscount !== undefined && isNegative(documentDiscount)) {
    return err('negative-discount');
  }
  const drafts: Draft[] = [];
  for (const line of lines) {
    const draft = draftLine(line, table.value, setup);
    if (!draft.ok) return draft;
    drafts.push(draft.value);
  }
  const shares = documentShares(drafts, setup, documentDiscount);
  const nets = drafts.map((draft, at) => draft.ext - draft.lineDiscount - (shares[at] ?? 0n));
  const taxes = taxDrafts(drafts, nets, setup);
  if (!everythingFits(drafts, taxes)) return err('amount-too-large');
  const taxed = drafts.map((draft, at) =>
    signedLine(draft, shares[at] ?? 0n, nets[at] ?? 0n, taxes[at] ?? new Map(), setup),
  );
  return ok({
    lines: taxed,
    taxTotals: taxTotalsOf(setup, taxed),
    totals: documentTotalsOf(taxed),
  });
}

/** Tax totals of taxed lines, in the order of the tax table (vec-tax-T8). */
export function taxTotalsOf(
  setup: Pick<TaxSetup, 'taxes'>,
  lines: readonly Pick<TaxedLine, 'netExclTax' | 'tax'>[],
): TaxTotal[] {
  return setup.taxes.flatMap(({ code }) => {
    const carrying = lines.filter((line) => Object.hasOwn(line.tax, code));
    if (carrying.length === 0) return [];
    const netBase = sumMinor(carrying.map((line) => line.netExclTax));
    const amount = sumMinor(carrying.flatMap((line) => line.tax[code] ?? []));
    return [{ code, netBase, amount }];
  });
}

/** Sums of taxed lines (vec-tax-T8). */
export function documentTotalsOf(
  lines: readonly Pick<TaxedLine, 'netExclTax' | 'tax' | 'gross'>[],
): DocumentTotals {
  return {
    netExclTax: sumMinor(lines.map((line) => line.netExclTax)),
    tax: sumMinor(lines.flatMap((line) => Object.values(line.tax))),
    gross: sumMinor(lines.map((line) => line.gross)),
  };
}

function draftLine(
  line: PricedLine,
  table: readonly ExactTax[],
  setup: TaxSetup,
): Result<Draft, TaxProblem> {
  if (line.unitPrice < 0) return err('negative-price');
  if (line.discount !== undefined && isNegative(line.discount)) return err('negative-discount');
  if (line.taxes.some((code) => table.every((tax) => tax.code !== code))) {
    return err('unknown-tax-code');
  }
  const isReturn = line.qty.num < 0n;
  const { mode } = setup.rounding;
  const ext = extended(line.qty, line.unitPrice, setup);
  return ok({
    id: line.id,
    isReturn,
    ext,
    lineDiscount: line.discount === undefined ? 0n : discountOn(ext, line.discount, mode),
    eligible: !isReturn && line.discountable !== false,
    taxes: table.filter((tax) => line.taxes.includes(tax.code)),
  });
}

/** |qty| * unit price, rounded once (vec-tax-T2, dom-M4). */
export function extended(
  qty: Rational,
  unitPrice: Minor,
  setup: Pick<TaxSetup, 'rounding'>,
): bigint {
  return round(multiply(magnitude(qty), rational(BigInt(unitPrice))), setup.rounding.mode);
}

function documentShares(
  drafts: readonly Draft[],
  setup: TaxSetup,
  discount: Discount | undefined,
): bigint[] {
  if (discount === undefined) return drafts.map(() => 0n);
  const lines = drafts.map(({ ext, lineDiscount, eligible }) => ({
    net: ext - lineDiscount,
    eligible,
  }));
  return documentDiscountShares(lines, discount, setup.rounding.mode);
}

function taxDrafts(drafts: readonly Draft[], nets: readonly bigint[], setup: TaxSetup): LineTax[] {
  const { priceMode, rounding } = setup;
  const lines = drafts.map((draft, at) => ({ net: nets[at] ?? 0n, taxes: draft.taxes }));
  if (rounding.level === 'line') {
    return lines.map((line) => taxPerLine(line, priceMode, rounding.mode));
  }
  // Two rounding groups make an even exchange exactly zero (dom-T3). A line of the other group
  // takes part with nothing, so that positions stay those of the document.
  const groupOf = (isReturn: boolean): LineTax[] =>
    taxPerGroup(
      lines.map((line, at) => (drafts[at]?.isReturn === isReturn ? line : { net: 0n, taxes: [] })),
      priceMode,
      rounding.mode,
    );
  const sold = groupOf(false);
  const returned = groupOf(true);
  return drafts.map((draft, at) => (draft.isReturn ? returned : sold)[at] ?? new Map());
}

/** Bounds every amount of the document at once: no partial sum can pass this one. */
function everythingFits(drafts: readonly Draft[], taxes: readonly LineTax[]): boolean {
  let bound = 0n;
  for (const draft of drafts) bound += draft.ext;
  for (const line of taxes) for (const amount of line.values()) bound += amount;
  return fitsMinor(bound);
}

function signedLine(
  draft: Draft,
  docDiscount: bigint,
  net: bigint,
  tax: LineTax,
  setup: TaxSetup,
): TaxedLine {
  const signed = (amount: bigint): Minor => minor(draft.isReturn ? -amount : amount);
  const taxSum = [...tax.values()].reduce((left, right) => left + right, 0n);
  const netExclTax = setup.priceMode === 'inclusive' ? net - taxSum : net;
  return {
    id: draft.id,
    ext: signed(draft.ext),
    lineDiscount: minor(draft.lineDiscount),
    docDiscount: minor(docDiscount),
    netExclTax: signed(netExclTax),
    tax: Object.fromEntries([...tax].map(([code, amount]) => [code, signed(amount)])),
    gross: signed(netExclTax + taxSum),
  };
}

function isNegative(discount: Discount): boolean {
  return discount.kind === 'amount' ? discount.value < 0 : discount.value.num < 0n;
}
