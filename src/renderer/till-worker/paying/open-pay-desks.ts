import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import type { CashierFace, Refusal, TillView } from '../../shared/till-api.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import { saleVersions } from '../selling/sale-versions.ts';
import type { Counter } from '../counter.ts';
import type { SignOff } from '../people/sign-off.ts';
import { docsOfMode } from '../training/docs-of-mode.ts';
import { DocFinder } from '../receipts/doc-finder.ts';
import { openStoreReceipts } from '../receipts/open-store-receipts.ts';
import { PayOutGuard } from '../returns/pay-out-guard.ts';
import { RefundDesk } from '../returns/refund-desk.ts';
import { RefundStore } from '../returns/refund-store.ts';
import { commitDocument } from '../selling/checkout.ts';
import { workerClock } from '../worker-clock.ts';
import { CardDesk } from './card-desk.ts';
import { CardFollowUps } from './card-followups.ts';
import { cardJournal } from './card-journal.ts';
import { CardStore } from './card-store.ts';
import { creditMaker } from '../value/credit-maker.ts';
import { openValueDesk } from '../value/open-value-desk.ts';
import type { ValueDesk } from '../value/value-desk.ts';
import { PayDesk, type PayDeskPorts } from './pay-desk.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { signForCard } from './sign-for-card.ts';

type OfTheTill = Pick<PayDeskPorts, 'core' | 'rules' | 'sold' | 'done'> & {
  session: BasketSession;
  cashier: () => CashierFace | undefined;
  verify: SignatureCheck;
  alarm: (kind: AlarmKind, next?: string) => void;
  show: (parts: Partial<Pick<TillView, 'card' | 'refund'>>) => void;
  counter: Counter;
  signOff: SignOff;
  shift: (cashier: string) => ShiftRow | undefined;
  stillOpen: (shiftId: string) => ShiftRow | undefined;
  /** Why nothing can be added now; begins the next sale. */
  begin: () => Refusal | undefined;
};

const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every desk that takes money or gives it back. */
export type PayDesks = { pay: PayDesk; cards: CardDesk; refunds: RefundDesk; value: ValueDesk };

/** The desks of this till that take money; those for cards resolve what an earlier life left. */
export function openPayDesks(till: OfTheTill): PayDesks {
  const { core, rules, session, sold, done } = till;
  const { desk, promotions } = session;
  const { seller, isAsking } = till.counter;
  const store = new CardStore(core.db);
  const journal = cardJournal(core.committer, () => workerClock.wallMs());
  const { terminal } = core;
  const followUps = new CardFollowUps({ terminal, store, journal, alarm: till.alarm, nap });
  const cards: CardDesk = new CardDesk({
    terminal,
    store,
    journal,
    nap,
    currency: rules.currency,
    basket: () => desk.basket,
    act: (action) => desk.act(action),
    openBasket: () => session.open,
    written: () => session.written(),
    opened: () => promotions.opened,
    balance: () => pay.balance(),
    paidUp: (shiftId) => session.paidUp(shiftId),
    seller,
    whyNot: () => pay.whyNot(),
    overpaid: () => pay.overpaid(),
    cameBack: () => pay.cameBack(),
    sign: (approver, attempt) =>
      signForCard(
        {
          cashier: till.cashier,
          permissions: () => core.rights.now,
          money: { locale: core.identity.profile.locale, currency: rules.currency },
          verify: till.verify,
        },
        approver,
        attempt,
      ),
    followUps,
    told: (isPaid) => core.health.paidByCard(isPaid),
    refunds: {
      refunded: (...told) => refunds.refunded(...told),
      notRefunded: (...told) => refunds.notRefunded(...told),
      goOn: () => refunds.goOn(),
    },
    isRefunding: () => refunds.isOpen,
    finish: () => pay.finish(undefined),
    reached: core.reached,
    wallMs: () => workerClock.wallMs(),
    newReference: randomId,
    show: (card) => till.show({ card }),
  });
  const value = openValueDesk(core, {
    session,
    pay: () => pay,
    cashier: () => till.cashier()?.number,
    begin: till.begin,
  });
  const pay: PayDesk = new PayDesk({
    core,
    rules,
    desk,
    cards,
    seller,
    refunds: () => refunds,
    exchanges: openPayOutGuard(till),
    sold,
    isAsking,
    done,
    letGo: (tender) => value.tookBack(tender),
    ...creditMaker(core),
    isHeld: () => session.isHeld,
    opened: () => promotions.opened,
    alone: (run) => session.alone(run),
    savings: () => promotions.savings(desk.basket),
    versions: () => saleVersions(core, session.flags),
  });
  const refunds: RefundDesk = openRefundDesk(till, () => cards);
  cards.restore(core.restored.cards);
  refunds.restore(core.restored.refund, core.restored.cards);
  return { pay, cards, refunds, value };
}

function openPayOutGuard({ core, signOff }: OfTheTill): PayOutGuard {
  return new PayOutGuard({
    finder: new DocFinder(docsOfMode(core.db, () => core.committer.training !== undefined)),
    atHeadOffice: openStoreReceipts(core),
    may: (used, approver) => signOff.may(used, approver),
    nap,
    wallMs: () => workerClock.wallMs(),
  });
}

function openRefundDesk(
  { core, rules, counter, signOff, shift, stillOpen, show, done }: OfTheTill,
  cards: () => CardDesk,
): RefundDesk {
  const { store, till } = core.identity;
  return new RefundDesk({
    store: new RefundStore(core.db),
    cards,
    own: { store, till },
    cashPolicy: rules.cashPolicy,
    versions: () => counter.versions(),
    seller: counter.seller,
    shift,
    stillOpen,
    may: (used, approver) => signOff.may(used, approver),
    alone: (run) => counter.alone(run),
    commit: (fact) => commitDocument(core, fact),
    done: (sale, isBasketSold) => (isBasketSold ? done : counter.done)(sale),
    reached: core.reached,
    wallMs: () => workerClock.wallMs(),
    show: (refund) => show({ refund }),
  });
}
