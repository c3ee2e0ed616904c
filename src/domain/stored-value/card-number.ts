import { gtinCheckDigit } from '../gtin.ts';
import { err, ok, type Result } from '../result.ts';

/** How the cards of one kind begin and how many figures they have, the check figure included. */
export type ValueNumberFormat = { readonly prefix: string; readonly length: number };

/**
 * What a prefix looks like. No payment card's number begins with a nought, so that neither is ever
 * taken for the other (dom-Y2); 00 and 01 begin codes of GS1.
 */
export const VALUE_PREFIX = /^0[2-9][0-9]{1,3}$/;
/**
 * The figures of a card of that format, as keyed in groups or scanned; a wrong check figure (the GTIN's
 * own, weights 3 and 1 from the right) is told. Undefined: no card of that format.
 */
export function readValueNumber(
  text: string,
  { prefix, length }: ValueNumberFormat,
): Result<string, 'check-digit'> | undefined {
  const figures = text.normalize('NFKC').trim().replaceAll(/[ -]/g, '');
  if (!/^\d+$/.test(figures) || figures.length !== length) return undefined;
  if (!VALUE_PREFIX.test(prefix) || !figures.startsWith(prefix)) return undefined;
  const check = gtinCheckDigit(figures.slice(0, -1));
  return String(check) === figures.at(-1) ? ok(figures) : err('check-digit');
}

/** A number of that format with these figures of chance; too few are a bug of the caller. */
export function valueNumber({ prefix, length }: ValueNumberFormat, chance: string): string {
  const body = prefix + chance.slice(0, length - prefix.length - 1);
  if (body.length !== length - 1) throw new RangeError('too few figures for a card number');
  return `${body}${gtinCheckDigit(body)}`;
}
