import { assert } from './assert.ts';
import { isBusinessDate } from './business-date.ts';
import { isCurrency, type Currency } from './currency.ts';
import { formatDocNumber, parseDocNumber } from './doc-number.ts';
import { minor, type Minor } from './money.ts';
import { err, ok, type Result } from './result.ts';

/** What a receipt says of itself in its square: enough to find the document and to trust it (dom-O1). */
export type ReceiptClaim = {
  /** Store, till, series and number. */
  readonly docNo: string;
  readonly businessDate: string;
  readonly total: Minor;
  readonly currency: Currency;
};

/** HMAC-SHA-256 or another keyed hash of at least ten bytes. */
export type Mac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

export type ReceiptCodeProblem = 'no-receipt-code' | 'mac-differs';

/** Ten bytes: a guess is right once in 2^80 tries, and a till that is asked tells no other. */
const MAC_BYTES = 10;
/** Crockford's, without the letters people take for figures; so that the square stays small. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE =
  /^EV1\/([A-Za-z0-9-]{1,60})\/([0-9-]{10})\/(-?[0-9]{1,16})\/([A-Z]{3})\/([0-9A-Z]{16})$/;

/** The text of a receipt's square: `EV1/<doc no>/<date>/<total, minor units>/<currency>/<mac>`. */
export function receiptCode(claim: ReceiptClaim, key: Uint8Array, mac: Mac): string {
  const said = `EV1/${claim.docNo}/${claim.businessDate}/${claim.total}/${claim.currency}`;
  return `${said}/${shortMac(said, key, mac)}`;
}

/** Reads a square's text; only what this key's holder wrote comes back (dom-O1). */
export function readReceiptCode(
  text: string,
  key: Uint8Array,
  mac: Mac,
): Result<ReceiptClaim, ReceiptCodeProblem> {
  const [, docNo = '', businessDate = '', total = '', currency = '', given = ''] =
    CODE.exec(text) ?? [];
  const number = parseDocNumber(docNo);
  if (!number.ok || formatDocNumber(number.value) !== docNo) return err('no-receipt-code');
  if (!isBusinessDate(businessDate) || !isCurrency(currency)) return err('no-receipt-code');
  const amount = Number(total);
  // "-0", "007" and what no number holds were never written by a till.
  if (String(amount) !== total || !Number.isSafeInteger(amount)) return err('no-receipt-code');
  const said = text.slice(0, text.lastIndexOf('/'));
  if (shortMac(said, key, mac) !== given) return err('mac-differs');
  return ok({ docNo, businessDate, total: minor(amount), currency });
}

function shortMac(said: string, key: Uint8Array, mac: Mac): string {
  const bytes = Uint8Array.from(said, (sign) => sign.charCodeAt(0));
  const full = mac(key, bytes);
  assert(full.length >= MAC_BYTES, 'a keyed hash of ten bytes or more');
  let bits = 0n;
  for (const byte of full.subarray(0, MAC_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < (MAC_BYTES * 8) / 5; i += 1) {
    text = (BASE32[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}
