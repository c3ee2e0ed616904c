import { SignOff } from '../people/sign-off.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import type { TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { ParkDesk, type ParkDeskPorts } from './park-desk.ts';

type OfTheSale = Pick<
  ParkDeskPorts,
  'seller' | 'isHeld' | 'isAsking' | 'tellRecords' | 'changed'
> & {
  verify: SignatureCheck;
  session: BasketSession;
  /** A sale goes on: the one before is not shown any more. */
  recalled: () => void;
};

/** The shelf of this till. */
export function openParkDesk(
  { identity, rights, store, committer }: TillCore,
  { currency }: TillRules,
  { verify, session, recalled, ...sale }: OfTheSale,
): ParkDesk {
  return new ParkDesk({
    ...sale,
    signOff: new SignOff({
      cashier: () => sale.seller()?.cashier,
      permissions: () => rights.now,
      verify,
      money: { locale: identity.profile.locale, currency },
    }),
    open: () => session.open,
    sum: () => {
      const { total, items } = session.view;
      return { total, items, currency };
    },
    alone: (run) => session.alone(run),
    parked: () => session.clear(),
    recalled: (open) => {
      recalled();
      session.resume(open);
    },
    shelf: () => store.shelf(),
    commit: (fact) => committer.commit(fact),
    wallMs: () => workerClock.wallMs(),
    newId: randomId,
  });
}
