import { SignOff } from '../people/sign-off.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { ParkDesk, type ParkDeskPorts } from './park-desk.ts';

type OfTheSale = Omit<ParkDeskPorts, 'signOff' | 'shelf' | 'commit' | 'wallMs' | 'newId'> & {
  verify: SignatureCheck;
};

/** The shelf of this till. */
export function openParkDesk(
  { identity, rights, store, committer }: TillCore,
  { currency }: TillRules,
  { verify, ...sale }: OfTheSale,
): ParkDesk {
  return new ParkDesk({
    ...sale,
    signOff: new SignOff({
      cashier: () => sale.seller()?.cashier,
      permissions: () => rights.now,
      verify,
      money: { locale: identity.profile.locale, currency },
    }),
    shelf: () => store.shelf(),
    commit: (fact) => committer.commit(fact),
    wallMs: () => workerClock.wallMs(),
    newId: randomId,
  });
}
