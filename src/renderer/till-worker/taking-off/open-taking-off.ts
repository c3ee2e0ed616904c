import type { Counter } from '../counter.ts';
import type { SignOff } from '../people/sign-off.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { TakingOffDesk } from './taking-off-desk.ts';

/** The desk for goods that are taken off this till's basket. */
export function openTakingOff(
  { committer }: TillCore,
  session: BasketSession,
  signOff: SignOff,
  { seller, busy, alone }: Counter,
  /** Read when asked: the question comes later than this desk. */
  till: { readonly asks: { close: () => unknown } },
): TakingOffDesk {
  return new TakingOffDesk({
    seller,
    busy,
    alone,
    basket: () => session.desk.basket,
    act: (action) => session.desk.act(action),
    cancelled: () => session.desk.cancelled(workerClock.wallMs()),
    cleared: () => session.clear(),
    closeQuestion: () => void till.asks.close(),
    may: (used, approver) => signOff.may(used, approver),
    commit: (fact) => committer.commit(fact),
    wallMs: () => workerClock.wallMs(),
  });
}
