import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { CashierFace, Done, Refusal } from '../../shared/till-api.ts';
import type { Counter } from '../counter.ts';
import type { SignOff } from '../people/sign-off.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import { businessDateAt } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { TrainingDesk } from './training-desk.ts';

/** The desk that begins and ends training at this till. */
export function openTrainingDesk(
  { committer, wire, identity }: TillCore,
  session: BasketSession,
  /** Read when asked: some of its desks come later than this one. */
  till: {
    readonly cashier: CashierFace | undefined;
    readonly shift: ShiftRow | undefined;
    readonly counter: Counter;
    readonly signOff: SignOff;
    readonly asks: { close: () => unknown };
    readonly takingOff: { tellRest: () => Promise<Done | Refusal> };
    showPeople: () => void;
  },
): TrainingDesk {
  return new TrainingDesk({
    training: () => committer.training,
    commit: (fact) => committer.commit(fact),
    cashier: () => till.cashier,
    shift: () => till.shift,
    today: () => businessDateAt(wire.correctedMs(), identity.profile.time_zone),
    busy: () => till.counter.busy(),
    isAsking: () => till.counter.isAsking(),
    basket: () => session.desk.basket,
    tellRecords: () => till.takingOff.tellRest(),
    may: (approver) => till.signOff.may([{ action: 'training' }], approver),
    alone: (run) => session.alone(run),
    cleared: () => {
      till.asks.close();
      session.clear();
    },
    changed: () => till.showPeople(),
    wallMs: () => workerClock.wallMs(),
  });
}
