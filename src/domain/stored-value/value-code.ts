import { toBase64url } from '../oplog/base64url.ts';
import type { Mac } from '../receipt-code.ts';

/** What documents and head office know a card by: never its number (GIFT2). */
export type ValueCode = string;

const REFERENCE_BYTES = 16;
const SHOWN = 4;
const CODE = /^[A-Za-z0-9_-]{22}\.\d{4}$/;

/**
 * A keyed hash of the number and its last four figures, "<22 letters>.0042". The key is one for the
 * region and stands in no op: who has the log alone cannot try numbers until one fits.
 */
export function valueCode(mac: Mac, key: Uint8Array, figures: string): ValueCode {
  const text = Uint8Array.from(`evertill:value\n${figures}`, (sign) => sign.charCodeAt(0));
  const reference = toBase64url(mac(key, text).subarray(0, REFERENCE_BYTES));
  return `${reference}.${figures.slice(-SHOWN)}`;
}

export function isValueCode(text: string): text is ValueCode {
  return CODE.test(text);
}
