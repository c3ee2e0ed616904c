import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import { isWithoutGoods } from '../../../domain/basket.ts';
import type { OpenThings } from '../../../domain/cashup/close-shift.ts';
import type { ZRow } from '../../../sync/core/ports.ts';
import type { CloseCommands } from '../../shared/close-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import { beginShift } from '../selling/open-shift.ts';
import type { HostLink } from '../host-link.ts';
import { randomId } from '../random.ts';
import { printReceipt } from '../selling/print-receipt.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { workerClock } from '../worker-clock.ts';
import { approveCount } from './approve-count.ts';
import { CashMoveDesk } from './cash-move-desk.ts';
import { CloseDesk, type CloseDeskPorts } from './close-desk.ts';
import { CloseStore } from './close-store.ts';
import { lastNextFloat, ownZs } from './last-z.ts';
import { openNow } from './open-now.ts';
import { SuspendDesk } from './suspend-desk.ts';
import { xPaper, zPaper } from './shift-papers.ts';
import { ZDesk } from './z-desk.ts';

/** Everything about the drawer's cash and the end of its shift. */
export type CloseDesks = {
  moves: CashMoveDesk;
  close: CloseDesk;
  reports: ZDesk;
  suspension: SuspendDesk;
  /** What the last Z left in the drawer. */
  proposedFloat: () => Promise<number | undefined>;
  openShift: (asked: CloseCommands['open-shift']['arg']) => Promise<Done | Refusal>;
  /** A shift of another day goes on. */
  putOff: () => Done;
};

export function openCloseDesks(host: HostLink, core: TillCore, desk: TillDesk): CloseDesks {
  const { identity, committer, store } = core;
  const { profile } = identity;
  const { counter, signOff } = desk;
  const own = { store: identity.store, till: identity.till };
  const beside = {
    commit: (fact: Parameters<typeof committer.commit>[0]) => committer.commit(fact),
    print: (name: string, doc: Parameters<typeof printReceipt>[2]) => printReceipt(host, name, doc),
    place: `${own.store}-${own.till}`,
    newId: randomId,
    wallMs: () => workerClock.wallMs(),
  };
  // A database that came from another till brings that one's.
  const zs = async () => ownZs(await store.zs(), own);
  return {
    moves: new CashMoveDesk({
      ...beside,
      seller: counter.inHand,
      may: (approver) => signOff.may([{ action: 'cash-move' }], approver),
      profile,
    }),
    close: openCloseDesk(core, desk, { ...beside, zs }),
    reports: new ZDesk({
      ...beside,
      seller: () => desk.seller,
      zs,
      running: async () => {
        const { open } = desk.shifts;
        return open && core.running.now(open.shiftId);
      },
      isShiftOpen: () => desk.shifts.open !== undefined,
      mayRead: (approver) => signOff.may([{ action: 'x-report' }], approver),
      mayCopy: (approver) => signOff.may([{ action: 'reprint' }], approver),
      xPaper: (fold, atMs) => xPaper(fold, own.till, profile, atMs),
      zPaper: (z, copy, adjusted) => zPaper(z, profile, copy, adjusted),
    }),
    suspension: openSuspension(core, desk),
    proposedFloat: async () => lastNextFloat((await zs()).filter(isOfDrawer(core, desk))),
    openShift: oneAtATime((asked) => openShift(core, desk, asked)),
    putOff: () => {
      desk.shifts.putOff();
      desk.showPeople();
      return DONE;
    },
  };
}

function openCloseDesk(
  core: TillCore,
  desk: TillDesk,
  beside: Pick<CloseDeskPorts, 'commit' | 'print' | 'newId' | 'wallMs' | 'zs'>,
): CloseDesk {
  const { identity, store } = core;
  const { profile } = identity;
  const { signOff } = desk;
  const own = { store: identity.store, till: identity.till };
  const drafts = new CloseStore(core.db);
  return new CloseDesk({
    ...beside,
    own,
    currency: desk.rules.currency,
    policy: profile.cash_up ?? {},
    cashier: () => desk.cashier?.number,
    shift: () => desk.shifts.open,
    shiftById: (shiftId) => desk.shifts.byId(shiftId),
    running: core.running,
    ...(identity.last_z === undefined ? {} : { lastTold: identity.last_z }),
    open: () => openThings(core, desk),
    draft: {
      load: (id) => drafts.load(id),
      put: (row) => drafts.put(row),
      drop: (id) => drafts.drop(id),
    },
    mayClose: (approver, whose) =>
      signOff.may(
        whose === 'own'
          ? [{ action: 'close-shift' }]
          : [{ action: 'close-shift' }, { action: 'approve-count' }],
        approver,
      ),
    approve: (approver, counters) =>
      approveCount(
        {
          cashier: () => desk.cashier,
          permissions: () => core.rights.now,
          money: profile,
          verify: desk.verify,
        },
        approver,
        counters,
      ),
    holdsPart: (shiftId) => desk.session.liesIn(shiftId),
    alone: (run) => aloneWith(desk, run),
    closed: (shiftId) => {
      desk.salesOfShift = 0;
      desk.sold = undefined;
      desk.shifts.gone(shiftId);
      desk.showPeople();
      // That of another drawer leaves the own one as it is.
      void desk.countSales();
    },
    series: async () => {
      const { streams } = await store.load();
      return new Map(streams.map(({ id, series }) => [id, series]));
    },
    paper: (z) => zPaper(z, profile),
  });
}

function openSuspension({ committer, running }: TillCore, desk: TillDesk): SuspendDesk {
  return new SuspendDesk({
    cashier: () => desk.cashier?.number,
    shift: () => openNow(desk.shifts, running),
    hasSale: () => !isWithoutGoods(desk.openBasket) || desk.counter.isPartPaid(),
    alone: (run) => aloneWith(desk, run),
    commit: (fact) => committer.commit(fact),
    is: (row) => {
      desk.shifts.is(row);
      desk.sold = undefined;
      desk.showPeople();
      desk.refunds.goOn();
    },
    leave: () => desk.signOut(),
    wallMs: () => workerClock.wallMs(),
  });
}

/** A key pressed twice, or asked again because the answer was late, opens one shift. */
function oneAtATime<A>(
  run: (arg: A) => Promise<Done | Refusal>,
): (arg: A) => Promise<Done | Refusal> {
  let isAtIt = false;
  return async (arg) => {
    if (isAtIt) return BUSY;
    isAtIt = true;
    try {
      return await run(arg);
    } finally {
      isAtIt = false;
    }
  };
}

/** The store's setting counts for the shifts that are opened; each ends as it was begun (dom-Z9). */
function ownDrawers({ identity }: Pick<TillCore, 'identity'>): boolean {
  return identity.profile.cash_up?.drawers === 'own';
}

/** Whether a Z was of the drawer that is opened next. */
function isOfDrawer(core: TillCore, desk: TillDesk): (row: ZRow) => boolean {
  const isOwn = ownDrawers(core);
  return ({ body }) => {
    const z = parse(ShiftClosedBody, body);
    return isOwn
      ? z?.drawer === 'own' && z.opened_by === desk.cashier?.number
      : z?.drawer === undefined;
  };
}

/** On disk when it resolves. */
async function openShift(
  core: TillCore,
  desk: TillDesk,
  { float, pieces }: CloseCommands['open-shift']['arg'],
): Promise<Done | Refusal> {
  if (desk.cashier === undefined) return NOT_SIGNED_IN;
  if (desk.shifts.open !== undefined) return DONE;
  const [businessDate, cashier] = [desk.today(), desk.cashier.number];
  const drawer = ownDrawers(core) ? ('own' as const) : undefined;
  const beside = () => desk.shifts.all.length;
  const asked = { businessDate, cashier, float, pieces, drawer, beside };
  const opened = await beginShift(core, asked);
  if (!opened.ok) return opened;
  desk.salesOfShift = 0;
  desk.shifts.is(opened.row);
  desk.showPeople();
  desk.refunds.goOn();
  return DONE;
}

/** A basket that is just being written is waited for by asking again; an unknown card is not. */
function aloneWith<T>(desk: TillDesk, run: () => Promise<T>): Promise<T | Refusal> {
  const busy = desk.counter.busy();
  if (busy?.kind === 'busy') return Promise.resolve(busy);
  return desk.counter.alone(run);
}

/** What the Z leaves open; none of it stops it (peers-28). */
async function openThings({ store }: TillCore, desk: TillDesk): Promise<OpenThings> {
  return {
    parked: (await store.shelf()).length,
    unsent: store.unconfirmed.length,
    cards_unknown: desk.cards.isOpen ? 1 : 0,
    baskets: isWithoutGoods(desk.openBasket) ? 0 : 1,
  };
}
