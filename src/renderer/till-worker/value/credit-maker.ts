import { creditCode } from '../../../domain/stored-value/credit-number.ts';
import type { TillCore } from '../till-core.ts';
import { valueMint } from './value-mint.ts';

/** Under which code a document gives store credit; undefined where it gives none. */
type CreditFor = (docId: string) => string | undefined;

/** No credit in training, nor where the store has no gift cards; `restFor` is for what a voucher leaves. */
export function creditMaker({ identity, committer }: TillCore): {
  creditFor: CreditFor;
  restFor: CreditFor;
} {
  const { profile } = identity;
  const mint = valueMint(profile);
  const creditFor: CreditFor = (docId) =>
    mint === undefined || committer.training !== undefined ? undefined : creditCode(mint, docId);
  const isLost = profile.gift_cards?.vouchers?.rest === 'forfeit';
  return { creditFor, restFor: (docId) => (isLost ? undefined : creditFor(docId)) };
}
