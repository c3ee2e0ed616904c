import type { ActionSize } from '../../../domain/adjust/permissions.ts';
import { comesTo } from '../../../domain/adjust/basket-terms.ts';
import { discountBase } from '../../../domain/adjust/line-reductions.ts';
import { discountNow } from '../../../domain/adjust/manual-discount.ts';
import type { Basket, BasketLine } from '../../../domain/basket.ts';
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
 * What a change takes off which goods, to hold it against a limit. A named price and a discount on one
 * line count together: two tenths are not one. Taking back changes nothing.
 */
export function sizeOfChange(change: TermsChange, on: Measured): ActionSize {
  switch (change.action) {
    case 'line-discount':
      return change.discount === null
        ? NO_SIZE
        : withNamedPrice(
            discountSize(change.discount, baseOf(change, on), on.setup),
            lineOf(change.lineId, on),
          );
    case 'basket-discount':
      return change.discount === null
        ? NO_SIZE
        : discountSize(change.discount, baseOf(change, on), on.setup);
    case 'price-override':
      return change.price === null
        ? NO_SIZE
        : priceSize(lineOf(change.lineId, on), change.price.amount, on.setup);
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

/** What the named price already takes off comes on top, measured on the price book. */
function withNamedPrice(size: ActionSize, line: BasketLine | undefined): ActionSize {
  if (line?.override === undefined) return size;
  const of = BigInt(comesTo(line, line.override.bookPrice));
  const lowered = of - BigInt(comesTo(line, line.unitPrice));
  return lowered <= 0n ? size : { amount: size.amount + lowered, of };
}

/** Both ways: a price that is raised is named by a person as well. */
function priceSize(line: BasketLine | undefined, price: number, setup: TaxSetup): ActionSize {
  if (line === undefined) return NO_SIZE;
  const of = BigInt(comesTo(line, line.override?.bookPrice ?? line.unitPrice));
  const named = BigInt(comesTo(line, minor(price)));
  if (named > of) return { amount: named - of, of };
  const { discount } = line;
  const given =
    discount === undefined
      ? 0n
      : discountOn(named, discountNow(discount, named), setup.rounding.mode);
  return { amount: of - named + given, of };
}

function taxSize({ basket, setup, savings }: Measured): ActionSize {
  const taxed = basketTotals(basket, setup, savings);
  if (!taxed.ok) return NO_SIZE;
  const { tax, netExclTax } = taxed.value.totals;
  return { amount: BigInt(tax), of: BigInt(netExclTax) };
}
