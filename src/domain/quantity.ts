import { assert } from './assert.ts';
import { rational, type Rational } from './rational.ts';
import { err, ok, type Result } from './result.ts';

/** A quantity in thousandths: 2 pieces = 2000, 0.542 kg = 542 (dom-M4: weight to 3 places). */
export type Milli = number & { readonly __unit: 'milli' };

/** One piece or one kilogram. */
export const ONE_WHOLE: Milli = milli(1000);

/** A million pieces: beyond it a quantity is a typing error or a barcode read into the field. */
export const MAX_QUANTITY: Milli = milli(1_000_000_000);

/** Why a typed or stored quantity was refused. */
export type QuantityProblem = 'not-a-quantity' | 'too-many-decimals' | 'too-large';

/** Brands thousandths that are known to be a safe integer; anything else is a bug. */
export function milli(thousandths: number): Milli {
  assert(Number.isSafeInteger(thousandths), `quantities are safe integers, got ${thousandths}`);
  return (thousandths === 0 ? 0 : thousandths) as Milli;
}

const QUANTITY = /^(-?)(\d{1,12})(?:[.,](\d{1,12}))?$/;

/** Reads "3", "0.542" or "-0,250". Zeros after the third place are harmless, digits are not. */
export function parseQuantity(text: string): Result<Milli, QuantityProblem> {
  const match = QUANTITY.exec(text.trim());
  if (match === null) return err('not-a-quantity');
  const [, sign = '', whole = '', fraction = ''] = match;
  const places = fraction.replace(/0+$/, '');
  if (places.length > 3) return err('too-many-decimals');
  const thousandths = Number(whole) * 1000 + Number(places.padEnd(3, '0'));
  if (thousandths > MAX_QUANTITY) return err('too-large');
  return ok(milli(sign === '-' ? -thousandths : thousandths));
}

/** "3" for 3000, "0.542" for 542: no superfluous zeros. */
export function formatQuantity(quantity: Milli): string {
  const digits = String(Math.abs(quantity)).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  const sign = quantity < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The exact value for price arithmetic. */
export function quantityValue(quantity: Milli): Rational {
  return rational(BigInt(quantity), 1000n);
}

/** Whether it counts pieces; a weighed quantity is hardly ever whole. */
export function isWholePieces(quantity: Milli): boolean {
  return quantity % 1000 === 0;
}
