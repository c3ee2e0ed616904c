import type { Seller } from '../selling/copy-desk.ts';
import type { TillCore } from '../till-core.ts';
import { signatureCheck, type SignatureCheck } from './signature-check.ts';

/** Who may sign at this till: its store's people, as at sign-in; what does not hold is told. */
export function openSignatureCheck(
  { people, wire, committer }: TillCore,
  seller: () => Seller | undefined,
): SignatureCheck {
  return signatureCheck({
    signIn: (number, pin) => people.signIn(number, pin, wire.correctedMs()),
    seller,
    commit: (fact) => committer.commit(fact),
  });
}
