import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import { SignOff } from '../people/sign-off.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import { businessDateAt, type TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { say } from '../../shared/words/say.ts';
import { workerClock } from '../worker-clock.ts';
import { BasketGiver } from './basket-giver.ts';
import { ParkDesk, type ParkDeskPorts } from './park-desk.ts';
import { parkedLine } from './parked-line.ts';
import { StoreShelf } from './store-shelf.ts';

type OfTheSale = Pick<
  ParkDeskPorts,
  'seller' | 'isHeld' | 'isAsking' | 'tellRecords' | 'changed'
> & {
  verify: SignatureCheck;
  session: BasketSession;
  /** A sale goes on: the one before is not shown any more. */
  recalled: () => void;
  alarm: (kind: AlarmKind, next: string) => void;
};

/** The shelf of this till, those of the store's others, and what leaves this one for them. */
export type Parking = { own: ParkDesk; store: StoreShelf; giver: BasketGiver };

const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function openParking(core: TillCore, rules: TillRules, sale: OfTheSale): Parking {
  const { committer, identity, runner, store, wire } = core;
  const own = openParkDesk(core, rules, sale);
  const today = () => businessDateAt(wire.correctedMs(), identity.profile.time_zone);
  const line = parkedLine(wire, identity);
  const beside = {
    line,
    isTraining: () => committer.training !== undefined,
    shelf: () => store.shelf(),
    commit: (fact: Parameters<typeof committer.commit>[0]) => committer.commit(fact),
    // A basket may leave while nobody is signed in.
    businessDate: () => sale.seller()?.businessDate ?? today(),
  };
  const giver = new BasketGiver({
    ...beside,
    till: identity.till,
    correctedMs: () => wire.correctedMs(),
    cashier: () => sale.seller()?.cashier.number,
    given: (to, name) => {
      const basket = name === '' ? say('Without a name') : name;
      sale.alarm('basket-given', say('Handed to till {till}: {name}.', { till: to, name: basket }));
      void own.list();
    },
    newId: randomId,
  });
  const others = new StoreShelf({
    ...beside,
    sites: () => runner.state.sites.map(({ id }) => id),
    whyNot: () => own.whyNoRecall(),
    recall: (parkId) => own.recall(parkId),
    changed: () => own.list(),
    now: () => workerClock.now(),
    sleep: nap,
  });
  return { own, store: others, giver };
}

function openParkDesk(
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
    reads: (open) => session.reads(open),
    shelf: () => store.shelf(),
    commit: (fact) => committer.commit(fact),
    wallMs: () => workerClock.wallMs(),
    newId: randomId,
  });
}
