import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import type { CardView, CashierFace } from '../../shared/till-api.ts';
import type { SignatureCheck } from '../people/signature-check.ts';
import { randomId } from '../random.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import { saleVersions } from '../selling/sale-versions.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { workerClock } from '../worker-clock.ts';
import { CardDesk } from './card-desk.ts';
import { CardFollowUps } from './card-followups.ts';
import { cardJournal } from './card-journal.ts';
import { CardStore } from './card-store.ts';
import { PayDesk, type PayDeskPorts } from './pay-desk.ts';
import { signForCard } from './sign-for-card.ts';

type OfTheTill = Pick<PayDeskPorts, 'core' | 'rules' | 'sold' | 'isAsking' | 'done'> & {
  session: BasketSession;
  cashier: () => CashierFace | undefined;
  shift: () => ShiftRow | undefined;
  verify: SignatureCheck;
  alarm: (kind: AlarmKind, next?: string) => void;
  show: (view: CardView) => void;
};

const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The pay desk of this till and its card desk, which resolves what an earlier life left. */
export function openPayDesks(till: OfTheTill): { pay: PayDesk; cards: CardDesk } {
  const { core, rules, session } = till;
  const { desk, promotions } = session;
  const seller = () => {
    const [cashier, shift] = [till.cashier(), till.shift()];
    return cashier && shift && { cashier: cashier.number, shift };
  };
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
    seller,
    whyNot: () => pay.whyNot(),
    overpaid: () => pay.overpaid(),
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
    finish: () => pay.finish(undefined),
    reached: core.reached,
    wallMs: () => workerClock.wallMs(),
    newReference: randomId,
    show: till.show,
  });
  const { sold, isAsking, done } = till;
  const pay: PayDesk = new PayDesk({
    core,
    rules,
    desk,
    cards,
    seller,
    sold,
    isAsking,
    done,
    isHeld: () => session.isHeld,
    opened: () => promotions.opened,
    alone: (run) => session.alone(run),
    savings: () => promotions.savings(desk.basket),
    versions: () => saleVersions(core, session.flags),
  });
  cards.restore(core.restored.cards);
  return { pay, cards };
}
