import { DayPicturesAnswer } from '../../../contracts/day-pictures.ts';
import { parse, parseJson } from '../../../contracts/parse.ts';
import { StoreClosedBody } from '../../../contracts/store-close.ts';
import { StoreDayAnswer } from '../../../contracts/store-day.ts';
import { Type } from 'typebox';
import { must } from '../../../domain/assert.ts';
import { approveCount } from '../close/approve-count.ts';
import { ownZs } from '../close/last-z.ts';
import type { HostLink } from '../host-link.ts';
import { randomId } from '../random.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { workerClock } from '../worker-clock.ts';
import { AdjustDesk, type AdjustDeskPorts } from './adjust-desk.ts';
import { dayPictures, type TellPictures } from './day-pictures.ts';
import { DayTeller } from './day-teller.ts';
import { daysToTell, nextDay, ownDay, type OwnShifts } from './own-day.ts';
import { closeTold, StoreDayDesk, type StoreDayDeskPorts } from './store-day-desk.ts';
import { wordOfHeadOffice } from './word-of-head-office.ts';
import { wordOfLan } from './word-of-lan.ts';

/** Closes of its store that this till made; the rest head office tells. */
const CLOSES = 'store-closes';
const MOST_CLOSES = 20;
const KeptCloses = Type.Array(StoreClosedBody);

/** The store's day, and what this till tells of its own. */
export type StoreDayDesks = {
  day: StoreDayDesk;
  adjust: AdjustDesk;
  teller: DayTeller;
  pictures: TellPictures;
};

export function openStoreDay(host: HostLink, core: TillCore, desk: TillDesk): StoreDayDesks {
  const { identity, committer } = core;
  const own = { store: identity.store, till: identity.till };
  const shifts = () => ownShifts(core, desk);
  const teller = new DayTeller({
    async tell() {
      const known = await shifts();
      for (const day of daysToTell(known, desk.today()))
        await host.invoke('lan.tell', ownDay(known, day));
    },
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  // What was told before the start is forgotten by main with it.
  teller.heard('shift-opened');
  const second: AdjustDeskPorts['second'] = (approver, counters) =>
    approveCount(
      {
        cashier: () => desk.cashier,
        permissions: () => core.rights.now,
        money: identity.profile,
        verify: desk.verify,
      },
      approver,
      counters,
    );
  const closesHere = async (asked: string) =>
    (await keptCloses(core)).filter((close) => close.business_date === asked);
  const adjust = new AdjustDesk({
    cashier: () => desk.cashier?.number,
    today: () => desk.today(),
    zs: async () => ownZs(await core.store.zs(), own),
    isDayClosed: async (asked) => {
      if ((await closesHere(asked)).length > 0) return true;
      const told = await askHeadOffice(core, asked).catch(() => undefined);
      return (told?.closes.length ?? 0) > 0;
    },
    may: (approver) => desk.signOff.may([{ action: 'adjust-declaration' }], approver),
    second,
    commit: (fact) => committer.commit(fact),
    newId: randomId,
    wallMs: () => workerClock.wallMs(),
  });
  const mayClose: StoreDayDeskPorts['may'] = (approver) =>
    desk.signOff.may([{ action: 'close-store' }], approver);
  const day = new StoreDayDesk({
    own,
    cashier: () => desk.cashier?.number,
    today: () => desk.today(),
    may: mayClose,
    second,
    nextDay: async () => {
      const closed = (await keptCloses(core)).map((close) => close.business_date);
      return nextDay(await shifts(), desk.today(), closed);
    },
    known: (heard) => knownTills(core, heard),
    ownDay: async (asked) => {
      const told = must(wordOfLan(ownDay(await shifts(), asked)), 'this till tells what is true');
      return { ...told, from: 'own' };
    },
    ownCloses: async (asked) => (await closesHere(asked)).map(closeTold),
    lan: (asked) => host.invoke('lan.ask', { day: asked }),
    headOffice: (asked) => askHeadOffice(core, asked),
    commit: async (fact) => {
      const made = parse(StoreClosedBody, fact.body({ series: '', number: 0 }));
      const closes = [...(await keptCloses(core)), ...(made === undefined ? [] : [made])];
      return committer.commit({
        ...fact,
        kept: { name: CLOSES, value: closes.slice(-MOST_CLOSES) },
      });
    },
    newId: randomId,
    wallMs: () => workerClock.wallMs(),
  });
  const pictures = dayPictures({ may: mayClose, ask: (asked) => askPictures(core, asked) });
  return { day, adjust, teller, pictures };
}

async function ownShifts(core: TillCore, desk: TillDesk): Promise<OwnShifts> {
  const { store, till } = core.identity;
  return {
    store,
    till,
    zs: ownZs(await core.store.zs(), { store, till }),
    open: await Promise.all(
      desk.shifts.all.map(async (row) => ({ row, fold: await core.running.now(row.shiftId) })),
    ),
    unsent: core.store.unconfirmed.length,
    atMs: workerClock.wallMs(),
  };
}

async function keptCloses({ db, identity }: TillCore): Promise<StoreClosedBody[]> {
  const row = await db.one.get(CLOSES);
  const closes = parse(KeptCloses, row?.value) ?? [];
  return closes.filter(({ store }) => store === identity.store);
}

async function askHeadOffice(core: TillCore, day: string) {
  const answer = await askSites(core, `/v1/store/day?day=${day}`, (text) =>
    parseJson(StoreDayAnswer, text),
  );
  return answer && wordOfHeadOffice(answer);
}

async function askPictures(core: TillCore, day: string) {
  const answer = await askSites(core, `/v1/store/day/pictures?day=${day}`, (text) =>
    parseJson(DayPicturesAnswer, text),
  );
  return answer?.pictures;
}

/** The first site that answers for this store, the one in use before the others. */
async function askSites<A extends { region: string; store: string }>(
  { runner, wire, identity }: TillCore,
  path: string,
  read: (text: string) => A | undefined,
): Promise<A | undefined> {
  const { current, sites } = runner.state;
  for (const site of [current, ...sites.map(({ id }) => id).filter((id) => id !== current)]) {
    const said = await wire.ask(site, path);
    const told = said?.status === 200 ? read(said.text) : undefined;
    if (told?.region === identity.region && told.store === identity.store) return told;
  }
  return undefined;
}

/** Tills of the store by the word of anybody, so that one that is silent today is missed. */
const TILLS = 'store-tills';
const KeptTills = Type.Object({
  store: Type.String(),
  tills: Type.Array(Type.String({ pattern: '^[0-9]{2}$' })),
});

async function knownTills({ db, identity }: TillCore, heard: readonly string[]): Promise<string[]> {
  const { store } = identity;
  const kept = parse(KeptTills, (await db.one.get(TILLS))?.value);
  const before = kept?.store === store ? kept.tills : [];
  const tills = [...new Set([...before, ...heard])].toSorted();
  // What is remembered of others is a help: a disk that is full stops no close.
  if (tills.length > before.length)
    await db.one.put({ name: TILLS, value: { store, tills } }).catch(() => undefined);
  return tills;
}
