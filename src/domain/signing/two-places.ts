import { currencyExponent, isCurrency } from '../currency.ts';

const PLACES = 2;

/** An amount as devices write it: `-13.53`, never fewer than two places, made of integers alone. */
export function twoPlaces(amount: number, currency: string): string {
  const own = isCurrency(currency) ? currencyExponent(currency) : PLACES;
  const digits = String(Math.abs(amount)).padStart(own + 1, '0');
  const whole = digits.slice(0, digits.length - own);
  const part = digits.slice(digits.length - own).padEnd(PLACES, '0');
  return `${amount < 0 ? '-' : ''}${whole}.${part}`;
}
