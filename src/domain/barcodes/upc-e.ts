import { gtinCheckDigit, normaliseGtin, type Gtin14 } from '../gtin.ts';
import { err, ok, type Result } from '../result.ts';
import type { BarcodeProblem } from './scanned-code.ts';

/** Reads UPC-E: number system, six digits and check digit, or the six alone (vec-barcodes-B3). */
export function readUpcE(data: string): Result<{ gtin14: Gtin14; upcA: string }, BarcodeProblem> {
  if (!/^[0-9]+$/.test(data)) return err('charset');
  if (data.length !== 6 && data.length !== 8) return err('length');
  const six = data.length === 6 ? data : data.slice(1, 7);
  // Many decoders know number system 1; GS1 never gave it out (dom-B2).
  if (data.length === 8 && !data.startsWith('0')) return err('number-system');
  const body = expandUpcE(six);
  const upcA = `${body}${data.length === 6 ? gtinCheckDigit(body) : (data[7] ?? '')}`;
  const gtin = normaliseGtin(upcA);
  return gtin.ok ? ok({ gtin14: gtin.value, upcA }) : gtin;
}

/** The 11 digits before the check digit of the UPC-A that six digits stand for. */
export function expandUpcE(six: string): string {
  const last = Number(six[5]);
  if (last <= 2) return `0${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === 3) return `0${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === 4) return `0${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  return `0${six.slice(0, 5)}0000${last}`;
}
