import { liveLines, type Basket, type BasketLine } from '../basket.ts';
import { discountOn, documentDiscountShares } from '../discount.ts';
import { minor, type Minor } from '../money.ts';
import type { BasketSavings, LineSavings } from '../promotions/basket-savings.ts';
import { quantityValue } from '../quantity.ts';
import { ok, type Result } from '../result.ts';
import type { SaleReduction } from '../sale.ts';
import { extended, taxDocument, type PricedLine, type TaxProblem } from '../tax.ts';
import type { TaxSetup } from '../tax-setup.ts';
import { discountNow } from './manual-discount.ts';

/** Everything that comes off one line: promotions' savings and what people gave. */
export type LineReductions = Partial<Pick<LineSavings, 'promotions'>> &
  Pick<LineSavings, 'lineDiscount' | 'docDiscount'> & {
    readonly reductions?: readonly SaleReduction[];
  };

/** By line; a line that nothing comes off is not in it. */
export type BasketReductions = ReadonlyMap<string, LineReductions>;

type Draft = {
  readonly line: BasketLine;
  readonly ext: bigint;
  promotions: LineSavings['promotions'] | undefined;
  lineDiscount: bigint;
  docDiscount: bigint;
  readonly reductions: SaleReduction[];
};

/**
 * What comes off each line (ADR 18). On a line its own discount competes with its promotions and the
 * larger counts; the basket's discount is taken from what is left, by largest remainder; an exempt
 * customer then does not pay the tax inside what remains.
 */
export function basketReductions(
  basket: Basket,
  setup: TaxSetup,
  savings: BasketSavings,
): Result<BasketReductions, TaxProblem> {
  const lines = liveLines(basket);
  const isPlain =
    basket.discount === undefined &&
    basket.taxExempt === undefined &&
    lines.every(({ discount }) => discount === undefined);
  if (isPlain) return ok(savings);
  const drafts = lines.map((line) => ownDiscount(line, setup, savings.get(line.lineId)));
  shareBasketDiscount(basket, drafts, setup);
  const exempted = leaveTaxOut(basket, drafts, setup);
  if (!exempted.ok) return exempted;
  return ok(new Map(drafts.flatMap((draft) => reduced(draft))));
}

/** What the goods that a discount may touch come to before it, minor units. */
export function discountBase(
  basket: Basket,
  setup: TaxSetup,
  savings: BasketSavings,
  lineId?: string,
): Minor {
  const drafts = liveLines(basket)
    .filter((line) => line.discountable && (lineId === undefined || line.lineId === lineId))
    .map((line) => ownDiscount(line, setup, savings.get(line.lineId)));
  const bases = drafts.map((draft) => (lineId === undefined ? netOf(draft) : draft.ext));
  return minor(bases.reduce((sum, base) => sum + base, 0n));
}

function ownDiscount(line: BasketLine, setup: TaxSetup, saved: LineSavings | undefined): Draft {
  const ext = extended(quantityValue(line.qtyMilli), line.unitPrice, setup);
  const given = line.discountable ? line.discount : undefined;
  const manual = given === undefined ? 0n : amountOf(given, ext, setup);
  const promoted = BigInt(saved?.lineDiscount ?? 0) + BigInt(saved?.docDiscount ?? 0);
  if (given === undefined || manual <= promoted) {
    return {
      line,
      ext,
      promotions: saved?.promotions,
      lineDiscount: BigInt(saved?.lineDiscount ?? 0),
      docDiscount: BigInt(saved?.docDiscount ?? 0),
      reductions: [],
    };
  }
  const own = { kind: 'line', reason: given.reason, amount: minor(manual) } as const;
  const none = { promotions: undefined, docDiscount: 0n };
  return { line, ext, ...none, lineDiscount: manual, reductions: [own] };
}

function amountOf(given: NonNullable<Basket['discount']>, on: bigint, setup: TaxSetup): bigint {
  const amount = discountOn(on, discountNow(given, on), setup.rounding.mode);
  return given.most !== undefined && amount > given.most ? BigInt(given.most) : amount;
}

function netOf({ ext, lineDiscount, docDiscount }: Draft): bigint {
  return ext - lineDiscount - docDiscount;
}

/** Rule dom-D2, vec-tax-T4: by net, the cents by largest remainder, never on what has a fixed price. */
function shareBasketDiscount({ discount }: Basket, drafts: Draft[], setup: TaxSetup): void {
  if (discount === undefined) return;
  const goods = drafts.map((draft) => ({
    net: netOf(draft),
    eligible: draft.line.discountable,
  }));
  const on = goods.reduce((sum, { net, eligible }) => (eligible ? sum + net : sum), 0n);
  const value = minor(amountOf(discount, on, setup));
  const shares = documentDiscountShares(goods, { kind: 'amount', value }, setup.rounding.mode);
  for (const [at, draft] of drafts.entries()) {
    takeOff(draft, shares[at] ?? 0n, { kind: 'basket', reason: discount.reason });
  }
}

/** Prices that include tax lose it; prices without tax only never gain it. */
function leaveTaxOut(
  { taxExempt }: Basket,
  drafts: Draft[],
  setup: TaxSetup,
): Result<void, TaxProblem> {
  if (taxExempt === undefined || setup.priceMode === 'exclusive') return ok(undefined);
  const taxed = taxDocument(setup, drafts.map(pricedDraft));
  if (!taxed.ok) return taxed;
  for (const [at, draft] of drafts.entries()) {
    const tax = Object.values(taxed.value.lines[at]?.tax ?? {});
    const sum = tax.reduce((total, amount) => total + BigInt(amount), 0n);
    takeOff(draft, sum, { kind: 'tax', reason: taxExempt });
  }
  return ok(undefined);
}

function pricedDraft({ line, lineDiscount, docDiscount }: Draft): PricedLine {
  return {
    id: line.lineId,
    qty: quantityValue(line.qtyMilli),
    unitPrice: line.unitPrice,
    taxes: line.taxCodes,
    discount: { kind: 'amount', value: minor(lineDiscount + docDiscount) },
  };
}

function takeOff(draft: Draft, amount: bigint, what: Omit<SaleReduction, 'amount'>): void {
  if (amount === 0n) return;
  draft.docDiscount += amount;
  draft.reductions.push({ ...what, amount: minor(amount) });
}

function reduced(draft: Draft): [string, LineReductions][] {
  const { line, promotions, lineDiscount, docDiscount, reductions } = draft;
  if (lineDiscount === 0n && docDiscount === 0n) return [];
  return [
    [
      line.lineId,
      {
        lineDiscount: minor(lineDiscount),
        docDiscount: minor(docDiscount),
        ...(promotions === undefined ? {} : { promotions }),
        ...(reductions.length === 0 ? {} : { reductions }),
      },
    ],
  ];
}
