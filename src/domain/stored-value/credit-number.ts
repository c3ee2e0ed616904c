import type { SaleTender } from '../pay/sale-tender.ts';
import type { Mac } from '../receipt-code.ts';
import { valueNumber, type ValueNumberFormat } from './card-number.ts';
import { valueCode } from './value-code.ts';

/** What numbers of this store are made with: their format, and the key of its region. */
export type ValueMint = ValueNumberFormat & { readonly key: Uint8Array; readonly mac: Mac };

const CHANCE_BYTES = 16;
/** More than any format leaves free, and far fewer than the bytes give. */
const FIGURES = 18;

/**
 * The number of the credit that a document gives. Derived, so that paper shows it whenever it is printed and
 * nothing keeps it; who has not the key cannot tell it from chance (CRED2).
 */
export function creditNumber(mint: ValueMint, docId: string): string {
  const text = Uint8Array.from(`evertill:credit\n${docId}`, (sign) => sign.charCodeAt(0));
  const hash = mint.mac(mint.key, text).subarray(0, CHANCE_BYTES);
  const chance = hash.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const figures = String(chance % 10n ** BigInt(FIGURES)).padStart(FIGURES, '0');
  return valueNumber(mint, figures);
}

/** What documents and head office know that credit by. */
export function creditCode(mint: ValueMint, docId: string): string {
  return valueCode(mint.mac, mint.key, creditNumber(mint, docId));
}

/** The step that puts the credit on its code: one a document, however often it is told (GIFT4). */
export function creditId(docId: string): string {
  return `${docId}-credit`;
}

/**
 * The credit that a document gave; a magnitude. Without its number where that was made under another key or
 * format: better no number than one that pays nothing.
 */
export function creditGiven(
  { doc_id, tenders }: { readonly doc_id: string; readonly tenders: readonly SaleTender[] },
  mint: ValueMint | undefined,
): { readonly number: string | undefined; readonly amount: number } | undefined {
  const given = tenders.find(
    (tender) => tender.type === 'store-credit' && tender.redemption === creditId(doc_id),
  );
  if (given?.type !== 'store-credit') return undefined;
  const isOurs = mint !== undefined && creditCode(mint, doc_id) === given.code;
  return { number: isOurs ? creditNumber(mint, doc_id) : undefined, amount: 0 - given.amount };
}
