import type { CashierFace } from '../../shared/till-api.ts';
import type { Seller } from '../selling/copy-desk.ts';
import type { TillCore } from '../till-core.ts';
import { SignOff } from './sign-off.ts';
import { signatureCheck, type SignatureCheck } from './signature-check.ts';

/** Who may do what at this till, and who may sign: its store's people; what does not hold is told. */
export function openSignOff(
  { people, wire, committer, rights, identity }: TillCore,
  /** Read when asked: people come and go. */
  at: { readonly cashier: CashierFace | undefined; readonly seller: Seller | undefined },
): { signOff: SignOff; verify: SignatureCheck } {
  const verify = signatureCheck({
    signIn: (number, pin) => people.signIn(number, pin, wire.correctedMs()),
    seller: () => at.seller,
    commit: (fact) => committer.commit(fact),
  });
  const { locale, currency } = identity.profile;
  const money = { locale, currency };
  return {
    verify,
    signOff: new SignOff({
      cashier: () => at.cashier,
      permissions: () => rights.now,
      verify,
      money,
    }),
  };
}
