import { minor, type Minor } from '../money.ts';
import type { OfferedTender } from '../pay/settle-tenders.ts';
import { creditId } from './credit-number.ts';

/** What a document pays out, a magnitude: as credit where a code is named for it, else in cash. */
export function paidOutBy(code: string | undefined, docId: string, amount: Minor): OfferedTender {
  if (code === undefined) return { type: 'cash' };
  const given = minor(0 - amount);
  return { type: 'store-credit', amount: given, code, redemption: creditId(docId) };
}

/** Vouchers that are worth more than they pay give the rest as credit, where a code is named for it (VOUCH3). */
export function withRests(
  tenders: readonly OfferedTender[],
  code: string | undefined,
  docId: string,
): OfferedTender[] {
  if (code === undefined) return [...tenders];
  const rest = { code, redemption: creditId(docId) };
  return tenders.map((tender) =>
    tender.type === 'voucher' && tender.face > tender.amount ? { ...tender, rest } : tender,
  );
}
