import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import { SignOff } from '../people/sign-off.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import { businessDateAt, type TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { say } from '../../shared/words/say.ts';
import { workerClock } from '../worker-clock.ts';
import { AskedBaskets } from './asked-baskets.ts';
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

/** The shelf of this till and those of the store's others. */
export type Parking = {
  own: ParkDesk;
  store: StoreShelf;
  /** A site says that somebody asks, or is heard again. */
  heard: (site: string) => void;
};

/** Single row: what this till asked others for. */
const ASKED_ROW = 'parked-asked';

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
    cashier: () => sale.seller()?.cashier.number,
  };
  const giver = new BasketGiver({
    ...beside,
    till: identity.till,
    now: () => workerClock.now(),
    given: (to, name) => {
      const basket = name === '' ? say('Without a name') : name;
      sale.alarm('basket-given', say('Handed to till {till}: {name}.', { till: to, name: basket }));
      void own.list();
    },
  });
  const others = new StoreShelf({
    ...beside,
    sites: () => runner.state.sites.map(({ id }) => id),
    whyNot: () => own.whyNoRecall(),
    recall: (parkId) => own.recall(parkId),
    changed: () => own.list(),
    asked: new AskedBaskets({
      get: async () => (await core.db.one.get(ASKED_ROW))?.value,
      put: (value) => core.db.one.put({ name: ASKED_ROW, value }),
    }),
    tell: (what, till, name) => {
      const basket = name === '' ? say('Without a name') : name;
      const next =
        what === 'came'
          ? say('{name} of till {till} is parked on this till now.', { name: basket, till })
          : say('Till {till} handed over {name}, which cannot be read. Ring it up again.', {
              till,
              name: basket,
            });
      sale.alarm(what === 'came' ? 'basket-came' : 'basket-not-come', next);
    },
    newId: randomId,
    now: () => workerClock.now(),
    sleep: nap,
  });
  const heard = (site: string): void => {
    for (const one of [giver, others]) void one.look(site).catch(() => undefined);
  };
  return { own, store: others, heard };
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
