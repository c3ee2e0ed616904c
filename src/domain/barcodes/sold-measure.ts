import { unreachable } from '../assert.ts';
import { currencyExponent, currencyNumber, type Currency } from '../currency.ts';
import { fitsMinor, minor, type Minor } from '../money.ts';
import { MAX_QUANTITY, milli, ONE_WHOLE, parseQuantity, type Milli } from '../quantity.ts';
import { divide, multiply, parseDecimal, rational, round } from '../rational.ts';
import { err, ok, type Result } from '../result.ts';
import type { ScannedCode } from './scanned-code.ts';

/** How much of an article a code sells, and at what, where the label says so. */
export type SoldMeasure = {
  readonly qtyMilli: Milli;
  /** Wins over the price book (dom-B5); then the quantity is one pack. */
  readonly labelPrice?: Minor;
  /** What the label's price stands for, for stock. */
  readonly weightMilli?: Milli;
  /** Sold by weight, and the code says nothing of it: it must be weighed (ASK4). */
  readonly isUnweighed?: true;
};

/** Why the measure in a code cannot be sold. */
export type MeasureProblem =
  | 'empty-label'
  | 'other-currency'
  | 'finer-than-money'
  | 'finer-than-grams'
  | 'weight-in-pounds'
  | 'weight-of-pieces'
  | 'measure-too-large';

/** The article as the catalogue has it. `bookPrice` is of one piece or kilogram. */
export type MeasuredArticle = {
  readonly unit: 'piece' | 'kg';
  readonly bookPrice: Minor;
  readonly currency: Currency;
};

type Measure = {
  readonly price?: Minor;
  readonly weight?: { readonly text: string; readonly unit: string };
  readonly count?: number;
};

/** Works out what a code sells of an article: the label's price, its weight, its count, or one. */
export function soldMeasure(
  code: ScannedCode,
  article: MeasuredArticle,
): Result<SoldMeasure, MeasureProblem> {
  const read = measureOf(code, article.currency);
  if (!read.ok) return read;
  const { price, weight, count } = read.value;
  if (price !== undefined) return pricedPack(price, weight, article);
  if (article.unit === 'kg') return weight === undefined ? ok(UNWEIGHED) : weighed(weight);
  // Weighed by the shop's own scale but priced by the piece: one of the two is set up wrongly.
  if (weight !== undefined && code.kind === 'variable') return err('weight-of-pieces');
  return count === undefined ? ok(ONE) : counted(count);
}

const ONE: SoldMeasure = { qtyMilli: ONE_WHOLE };
const UNWEIGHED: SoldMeasure = { ...ONE, isUnweighed: true };

function measureOf(code: ScannedCode, currency: Currency): Result<Measure, MeasureProblem> {
  switch (code.kind) {
    case 'gtin':
    case 'rcn':
    case 'coupon':
      return ok({});
    case 'variable': {
      const { price, weight, unit = 'kg' } = code;
      return ok({
        ...(price === undefined ? {} : { price }),
        ...(weight === undefined ? {} : { weight: { text: weight, unit } }),
      });
    }
    case 'gs1':
    case 'digital-link': {
      const { amount, amountCurrency, netWeightKg, netWeightLb, count } = code.derived;
      const text = netWeightKg ?? netWeightLb;
      const weight = { text: text ?? '', unit: netWeightKg === undefined ? 'lb' : 'kg' };
      const rest = {
        ...(text === undefined ? {} : { weight }),
        ...(count === undefined ? {} : { count }),
      };
      if (amount === undefined) return ok(rest);
      if (amountCurrency !== undefined && amountCurrency !== currencyNumber(currency)) {
        return err('other-currency');
      }
      const price = inMinor(amount, currency);
      return price.ok ? ok({ ...rest, price: price.value }) : price;
    }
    default:
      return unreachable(code);
  }
}

function inMinor(amount: string, currency: Currency): Result<Minor, MeasureProblem> {
  const decimal = parseDecimal(amount);
  if (!decimal.ok) return err('measure-too-large');
  const exact = multiply(decimal.value, rational(10n ** BigInt(currencyExponent(currency))));
  const whole = round(exact, 'half-up');
  // Nobody can pay a tenth of a cent, and which way to round is not the till's to choose.
  if (whole * exact.den !== exact.num) return err('finer-than-money');
  return fitsMinor(whole) ? ok(minor(whole)) : err('measure-too-large');
}

function pricedPack(
  price: Minor,
  weight: Measure['weight'],
  { unit, bookPrice }: MeasuredArticle,
): Result<SoldMeasure, MeasureProblem> {
  if (price === 0) return err('empty-label');
  const pack = { qtyMilli: ONE_WHOLE, labelPrice: price };
  if (weight !== undefined) {
    const told = weighed(weight);
    // The price is what counts; a weight that is of no use for stock spoils no sale.
    return ok(told.ok ? { ...pack, weightMilli: told.value.qtyMilli } : pack);
  }
  if (unit !== 'kg' || bookPrice <= 0) return ok(pack);
  const grams = round(
    divide(rational(BigInt(price) * 1000n), rational(BigInt(bookPrice))),
    'half-up',
  );
  return ok(grams > MAX_QUANTITY ? pack : { ...pack, weightMilli: milli(Number(grams)) });
}

function weighed({
  text,
  unit,
}: NonNullable<Measure['weight']>): Result<SoldMeasure, MeasureProblem> {
  if (unit !== 'kg') return err('weight-in-pounds');
  const quantity = parseQuantity(text);
  if (!quantity.ok) {
    return err(quantity.error === 'too-many-decimals' ? 'finer-than-grams' : 'measure-too-large');
  }
  return quantity.value === 0 ? err('empty-label') : ok({ qtyMilli: quantity.value });
}

function counted(count: number): Result<SoldMeasure, MeasureProblem> {
  if (count === 0) return err('empty-label');
  const thousandths = count * 1000;
  return thousandths > MAX_QUANTITY
    ? err('measure-too-large')
    : ok({ qtyMilli: milli(thousandths) });
}
