import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { fromBase64url } from '../../../domain/oplog/base64url.ts';
import {
  readReceiptCode,
  receiptCode,
  type Mac,
  type ReceiptClaim,
  type ReceiptCodeProblem,
} from '../../../domain/receipt-code.ts';
import type { Result } from '../../../domain/result.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Seal } from '../../../domain/signing/device-signature.ts';
import { creditGiven } from '../../../domain/stored-value/credit-number.ts';
import { valueMint } from '../value/value-mint.ts';
import type { HostLink } from '../host-link.ts';
import { receiptDoc, type ReceiptExtras } from './receipt-doc.ts';

/** The receipt of a document of this till, with its square. */
export type ReceiptOf = (sale: Sale, copy?: ReceiptExtras['copy'], seal?: Seal) => ReceiptDoc;

const mac: Mac = (key, message) => hmac(sha256, key, message);

/** A receipt's square, read: what it claims where this till wrote it. */
export type ReadSquare = (code: string) => Result<ReceiptClaim, ReceiptCodeProblem>;

/** Receipts as this till vouches for them, and the reader of their squares. */
export type Receipts = {
  receiptOf: ReceiptOf;
  /** On a screen: whoever looks something up is shown no credit that pays (CRED4). */
  receiptShown: (sale: Sale, seal?: Seal) => ReceiptDoc;
  /** Of another till: the same receipt, without a square that this one cannot vouch for. */
  receiptOfOther: (sale: Sale, seal?: Seal) => ReceiptDoc;
  readSquare: ReadSquare;
};

/**
 * The key comes from what only the till's own key can sign (RCP7); a host that gives none prints
 * receipts without a square, and reads none as its own.
 */
export async function openReceipts(
  host: Pick<HostLink, 'invoke'>,
  profile: StoreProfile,
): Promise<Receipts> {
  const answer = await host.invoke('receipt.key', {}).catch(() => undefined);
  const secret = answer?.ok === true ? fromBase64url(answer.secret) : undefined;
  const key = secret && sha256(secret);
  const mint = valueMint(profile);
  // What was practised is vouched for by nobody.
  const codeOf = (sale: Sale): string | undefined =>
    sale.training === true ? undefined : key && receiptCode(claimOf(sale), key, mac);
  return {
    receiptOf: (sale, copy, seal) =>
      receiptDoc(sale, profile, {
        code: codeOf(sale),
        credit: creditGiven(sale, mint),
        seal,
        ...(copy === undefined ? {} : { copy }),
      }),
    receiptShown: (sale, seal) => receiptDoc(sale, profile, { code: codeOf(sale), seal }),
    receiptOfOther: (sale, seal) => receiptDoc(sale, profile, { code: undefined, seal }),
    readSquare: (code) => readReceiptCode(code, key ?? new Uint8Array(32), mac),
  };
}

const claimOf = (sale: Sale) => ({
  docNo: sale.doc_no,
  businessDate: sale.business_date,
  total: sale.totals.gross,
  currency: sale.currency,
});
