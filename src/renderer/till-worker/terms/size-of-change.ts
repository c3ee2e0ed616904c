import type { ActionSize } from '../../../domain/adjust/permissions.ts';
import { comesTo } from '../../../domain/adjust/basket-terms.ts';
import { basketReductions, discountBase } from '../../../domain/adjust/line-reductions.ts';
import {
  discountNow,
  isManualDiscount,
  type ManualDiscount,
} from '../../../domain/adjust/manual-discount.ts';
import { liveLines, type Basket, type BasketLine } from '../../../domain/basket.ts';
import { discountOn } from '../../../domain/discount.ts';
import { minor, NOTHING, type Minor } from '../../../domain/money.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import { rational } from '../../../domain/rational.ts';
import type { TaxSetup } from '../../../domain/tax-setup.ts';
import { basketTotals } from '../../../domain/totals.ts';
import type { AskedDiscount, TermsChange } from '../../shared/terms-api.ts';

/** The basket that a change is measured on. */
export type Measured = {
  readonly basket: Basket;
  readonly setup: TaxSetup;
  readonly savings: BasketSavings;
};

const NO_SIZE: ActionSize = { amount: 0n, of: 0n };

/**
 * What a change takes off which goods, to hold it against a limit. A named price, a discount of the
 * line and its share of the basket's count together: two tenths are not one. Taking back changes nothing.
 */
export function sizeOfChange(change: TermsChange, on: Measured): ActionSize {
  switch (change.action) {
    case 'line-discount':
      return change.discount === null
        ? NO_SIZE
        : lineDiscountSize(change.lineId, change.discount, baseOf(change, on), on);
    case 'basket-discount':
      return change.discount === null
        ? NO_SIZE
        : onTopOf(givenByHand(on), discountSize(change.discount, baseOf(change, on), on.setup));
    case 'price-override':
      return change.price === null
        ? NO_SIZE
        : priceSize(lineOf(change.lineId, on), minor(change.price.amount), on);
    case 'tax-exempt':
      return change.reason === null ? NO_SIZE : taxSize(on);
  }
}

/** What a discount takes off its goods now, by itself. */
export function discountTaken(
  change: Extract<TermsChange, { discount: unknown }>,
  on: Measured,
): Minor {
  if (change.discount === null) return NOTHING;
  return minor(discountSize(change.discount, baseOf(change, on), on.setup).amount);
}

/** What the goods of a discount come to before it, minor units. */
export function baseOf(
  change: Extract<TermsChange, { discount: unknown }>,
  { basket, setup, savings }: Measured,
): Minor {
  const lineId = change.action === 'line-discount' ? change.lineId : undefined;
  return discountBase(basket, setup, savings, lineId);
}

function discountSize(asked: AskedDiscount, base: Minor, setup: TaxSetup): ActionSize {
  const of = BigInt(base);
  if (asked.kind === 'amount') return { amount: BigInt(asked.amount), of };
  const { hundredths } = asked;
  const value = rational(BigInt(hundredths), 100n);
  return {
    amount: discountOn(of, { kind: 'percent', value }, setup.rounding.mode),
    of,
    hundredths,
  };
}

const lineOf = (lineId: string, { basket }: Measured): BasketLine | undefined =>
  basket.lines.find((line) => line.lineId === lineId);

/** What was taken off the same goods already counts with it, of what they came to before that. */
function onTopOf(already: bigint, size: ActionSize): ActionSize {
  if (already === 0n) return size;
  return { amount: already + size.amount, of: already + size.of };
}

function lineDiscountSize(
  lineId: string,
  asked: AskedDiscount,
  base: Minor,
  on: Measured,
): ActionSize {
  const size = discountSize(asked, base, on.setup);
  const line = lineOf(lineId, on);
  if (line === undefined) return size;
  const { reason } = asked;
  const discount: ManualDiscount =
    asked.kind === 'percent'
      ? { kind: 'percent', hundredths: asked.hundredths, reason }
      : { kind: 'amount', amount: minor(asked.amount), of: base, reason };
  // What is no discount is refused by the basket; here it must only not be reckoned with.
  if (!isManualDiscount(discount)) return size;
  const share = shareOfBasket({ ...line, discount }, on);
  const lowered = onTopOf(loweredBy(line), size);
  return share === 0n ? lowered : { amount: lowered.amount + share, of: lowered.of };
}

/** What a named price takes off its line; a raised one takes nothing. */
function loweredBy(line: BasketLine): bigint {
  if (line.override === undefined) return 0n;
  const book = BigInt(comesTo(line, line.override.bookPrice));
  const named = BigInt(comesTo(line, line.unitPrice));
  return named < book ? book - named : 0n;
}

/** What the basket's discount would take off a line, were the line as given. */
function shareOfBasket(line: BasketLine, { basket, setup, savings }: Measured): bigint {
  const { taxExempt: _none, ...taxed } = basket;
  const lines = basket.lines.map((old) => (old.lineId === line.lineId ? line : old));
  const reduced = basketReductions({ ...taxed, lines }, setup, savings);
  if (!reduced.ok) return 0n;
  const { reductions = [] } = reduced.value.get(line.lineId) ?? {};
  return reductions.reduce((sum, r) => (r.kind === 'basket' ? sum + BigInt(r.amount) : sum), 0n);
}

/** What people took off the goods that a basket's discount reaches, line by line. */
function givenByHand({ basket, setup, savings }: Measured): bigint {
  const { taxExempt: _none, discount: _old, ...plain } = basket;
  const reduced = basketReductions(plain, setup, savings);
  return liveLines(basket)
    .filter(({ discountable }) => discountable)
    .map((line) => {
      const { reductions = [] } = (reduced.ok ? reduced.value.get(line.lineId) : undefined) ?? {};
      return reductions.reduce((sum, { amount }) => sum + BigInt(amount), loweredBy(line));
    })
    .reduce((sum, amount) => sum + amount, 0n);
}

/** Both ways: a price that is raised is named by a person as well. */
function priceSize(line: BasketLine | undefined, price: Minor, on: Measured): ActionSize {
  if (line === undefined) return NO_SIZE;
  const bookPrice = line.override?.bookPrice ?? line.unitPrice;
  const of = BigInt(comesTo(line, bookPrice));
  const named = BigInt(comesTo(line, price));
  if (named > of) return { amount: named - of, of };
  const { discount } = line;
  const given =
    discount === undefined
      ? 0n
      : discountOn(named, discountNow(discount, named), on.setup.rounding.mode);
  const share = price <= 0 ? 0n : shareOfBasket({ ...line, unitPrice: price }, on);
  return { amount: of - named + given + share, of };
}

function taxSize({ basket, setup, savings }: Measured): ActionSize {
  const { taxExempt: _old, ...plain } = basket;
  const taxed = basketTotals(plain, setup, savings);
  if (!taxed.ok) return NO_SIZE;
  const { tax, netExclTax } = taxed.value.totals;
  return { amount: BigInt(tax), of: BigInt(netExclTax) };
}
