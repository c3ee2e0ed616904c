import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { fromBase64url } from '../../../domain/oplog/base64url.ts';
import { receiptCode, type Mac } from '../../../domain/receipt-code.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { HostLink } from '../host-link.ts';
import { receiptDoc, type ReceiptExtras } from './receipt-doc.ts';

/** The receipt of a document of this till, with its square. */
export type ReceiptOf = (sale: Sale, copy?: ReceiptExtras['copy']) => ReceiptDoc;

const mac: Mac = (key, message) => hmac(sha256, key, message);

/**
 * Receipts as this till vouches for them. The key comes from what only the till's own key can sign
 * (RCP7); a host that gives none prints receipts without a square.
 */
export async function openReceiptOf(
  host: Pick<HostLink, 'invoke'>,
  profile: StoreProfile,
): Promise<ReceiptOf> {
  const answer = await host.invoke('receipt.key', {}).catch(() => undefined);
  const secret = answer?.ok === true ? fromBase64url(answer.secret) : undefined;
  const key = secret && sha256(secret);
  return (sale, copy) =>
    receiptDoc(sale, profile, {
      code: key && receiptCode(claimOf(sale), key, mac),
      ...(copy === undefined ? {} : { copy }),
    });
}

const claimOf = (sale: Sale) => ({
  docNo: sale.doc_no,
  businessDate: sale.business_date,
  total: sale.totals.gross,
  currency: sale.currency,
});
