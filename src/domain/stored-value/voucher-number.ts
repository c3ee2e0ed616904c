import { gtinCheckDigit } from '../gtin.ts';
import { minor, type Minor } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import { VALUE_PREFIX } from './card-number.ts';
import type { ValueMint } from './credit-number.ts';

/** Minor units that are printed in the number. */
const FACE_FIGURES = 7;
/** By chance: over all batches ever printed no two vouchers of one value are to be the same. */
const SERIAL_FIGURES = 12;
/** One guess in ten thousand million is right. */
const PROOF_FIGURES = 10;
const PROOF_BYTES = 16;

/** What a till must know to read one: how it begins, and the region's key (ADR 33). */
export type VoucherMint = Pick<ValueMint, 'prefix' | 'key' | 'mac'>;

/** A paper voucher: all figures of its number, and what it is worth. */
export type Voucher = { readonly figures: string; readonly face: Minor };

/** How long the numbers of vouchers with this prefix are, check figure included. */
export function voucherLength({ length }: string): number {
  return length + FACE_FIGURES + SERIAL_FIGURES + PROOF_FIGURES + 1;
}

/** The largest value that a number has room for, minor units. */
export const LARGEST_FACE = minor(10 ** FACE_FIGURES - 1);

/**
 * Reads a voucher of this currency; nobody is asked. Undefined: no voucher by its looks. `not-ours`: figures
 * that were not made with the key, or for another currency (VOUCH1).
 */
export function readVoucher(
  text: string,
  mint: VoucherMint,
  currency: string,
): Result<Voucher, 'check-digit' | 'not-ours'> | undefined {
  const { prefix } = mint;
  const figures = text.normalize('NFKC').trim().replaceAll(/[ -]/g, '');
  if (!/^\d+$/.test(figures) || figures.length !== voucherLength(prefix)) return undefined;
  if (!VALUE_PREFIX.test(prefix) || !figures.startsWith(prefix)) return undefined;
  const check = gtinCheckDigit(figures.slice(0, -1));
  if (String(check) !== figures.at(-1)) return err('check-digit');
  const face = Number(figures.slice(prefix.length, prefix.length + FACE_FIGURES));
  const claim = figures.slice(0, 0 - PROOF_FIGURES - 1);
  const isOurs = figures.startsWith(claim + proofOf(mint, currency, claim)) && face > 0;
  return isOurs ? ok({ figures, face: minor(face) }) : err('not-ours');
}

/** The number of a voucher; `serial` is twelve figures of chance. A value it has no room for is a bug. */
export function voucherNumber(
  mint: VoucherMint,
  { face, currency, serial }: { face: Minor; currency: string; serial: string },
): string {
  if (face <= 0 || face > LARGEST_FACE) throw new RangeError('no value for a voucher');
  if (!/^\d{12}$/.test(serial)) throw new RangeError('no serial of a voucher');
  const claim = mint.prefix + String(face).padStart(FACE_FIGURES, '0') + serial;
  const body = claim + proofOf(mint, currency, claim);
  return `${body}${gtinCheckDigit(body)}`;
}

/** Who has not the key cannot tell these figures from chance, nor make them for another value. */
function proofOf({ key, mac }: VoucherMint, currency: string, claim: string): string {
  const text = Uint8Array.from(`evertill:voucher\n${currency}\n${claim}`, (sign) =>
    sign.charCodeAt(0),
  );
  const chance = mac(key, text)
    .subarray(0, PROOF_BYTES)
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return String(chance % 10n ** BigInt(PROOF_FIGURES)).padStart(PROOF_FIGURES, '0');
}
