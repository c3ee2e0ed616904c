import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import type { Basket } from '../../../domain/basket.ts';
import { NO_SAVINGS } from '../../../domain/promotions/basket-savings.ts';
import type { BasketTender } from '../../../domain/pay/basket-tenders.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { CardView, SoldView } from '../../shared/till-api.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { BasketDesk } from '../selling/basket-desk.ts';
import { basketView } from '../selling/basket-view.ts';
import { rulesOf, scanRulesAt, type TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { CardDesk, type CardDeskPorts } from './card-desk.ts';
import { cardJournal } from './card-journal.ts';
import { PayDesk, type PayDeskPorts } from './pay-desk.ts';

/** A Swiss shop: coins of five. Article 100 costs 13.53. */
const PROFILE = {
  store: '0417',
  name: 'Test',
  region: 'eu',
  currency: 'CHF',
  locale: 'de-CH',
  time_zone: 'Europe/Zurich',
  price_zone: 'ch',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 5 },
  foreign_cash: [{ currency: 'EUR', rates: [{ from_ms: 0, rate: '0.9375' }] }],
  tax_version: 't1',
  taxes: [{ code: 'R', rate: '2.6', label: 'VAT', compound: false }],
  tax_classes: { reduced: ['R'] },
  seller: { name: '', tax_id: '', footer: '' },
} satisfies StoreProfile;
const SHIFT: ShiftRow = {
  shiftId: 's',
  businessDate: '2026-11-21',
  cashier: '101',
  float: 0,
  currency: 'CHF',
  openedMs: 0,
};

/** What outlives a crash: the open basket and card payments that are not over. */
export type TestDisk = { basket?: Basket; attempts: Map<string, CardAttempt>; isFull?: boolean };

export type TestTill = Partial<
  Pick<CardDeskPorts, 'terminal' | 'reached' | 'sign' | 'journal' | 'refunds' | 'isRefunding'>
> & {
  disk?: TestDisk;
  isAsking?: () => boolean;
  /** Goods of an exchange's receipt came back meanwhile. */
  isOld?: boolean;
  /** What head office says of an exchange that pays out. */
  mayPayOut?: PayDeskPorts['exchanges']['mayPayOut'];
  /** The store gives store credit, also for what a voucher is worth beyond the sale. */
  creditFor?: PayDeskPorts['creditFor'];
  restFor?: PayDeskPorts['restFor'];
  paidUp?: (shiftId: string) => void;
  /** The till practises. */
  isTraining?: boolean;
};

/** Longer naps than this are slept until `wake`. */
const SHORT_MS = 2_500;

/** Pay desk and card desk over a real basket; what they commit is kept in `sales` and `facts`. */
export function testPayDesk(till: TestTill = {}) {
  const disk: TestDisk = till.disk ?? { attempts: new Map() };
  const rules = rulesOf(PROFILE);
  const desk = openBasketDesk(disk, rules);
  const sales: Sale[] = [];
  const facts: { kind: string; body: unknown }[] = [];
  const views: CardView[] = [];
  const { nap, wake } = testNaps();
  const followed: CardAttempt[] = [];
  const letGo: BasketTender[] = [];
  const begun: RefundUnderWay[] = [];
  let sold: SoldView | undefined;
  let isHeld = false;
  const core = testCore(disk, sales, facts, till.isTraining ?? false);
  const seller = () => ({ cashier: '101', shift: SHIFT });
  const cards: CardDesk = new CardDesk({
    terminal: till.terminal,
    store: testCardStore(disk),
    currency: 'CHF',
    basket: () => desk.basket,
    act: (action) => desk.act(action),
    openBasket: () => ({ basket: desk.basket, flags: [] }),
    written: async () => undefined,
    opened: async () => undefined,
    balance: () => pay.balance(),
    paidUp: (shiftId) => till.paidUp?.(shiftId),
    seller,
    whyNot: () => pay.whyNot(),
    overpaid: () => pay.overpaid(),
    cameBack: () => pay.cameBack(),
    sign: till.sign ?? (async () => ({ ok: true, number: '900' })),
    journal: till.journal ?? cardJournal(core.committer, () => 5),
    refunds: till.refunds ?? NO_REFUNDS,
    isRefunding: till.isRefunding ?? (() => false),
    followUps: { add: (attempt) => followed.push(attempt), forget: () => undefined },
    finish: () => pay.finish(undefined),
    reached: till.reached ?? (async () => undefined),
    nap,
    wallMs: () => 5,
    newReference: () => `ref-${String(refs++).padStart(8, '0')}`,
    show: (view) => views.push(view),
  });
  const pay: PayDesk = new PayDesk({
    core,
    rules,
    desk,
    seller,
    cards,
    letGo: (tender) => letGo.push(tender),
    creditFor: till.creditFor ?? (() => undefined),
    restFor: till.restFor ?? (() => undefined),
    sold: () => sold,
    refunds: () => ({ begin: async (row) => (begun.push(row), { ok: true }) }),
    exchanges: {
      isOld: async () => till.isOld ?? false,
      mayPayOut: till.mayPayOut ?? (async () => ({ ok: true, acts: [] })),
    },
    isHeld: () => isHeld,
    isAsking: till.isAsking ?? (() => false),
    opened: async () => undefined,
    async alone(run) {
      isHeld = true;
      await Promise.resolve();
      return run().finally(() => (isHeld = false));
    },
    savings: () => NO_SAVINGS,
    versions: () => ({ build: 'b', catalogue: 'c', tax: 't', flags: [] }),
    done: (sale) => {
      sold = sale;
      desk.clear();
    },
  });
  cards.restore([...disk.attempts.values()]);
  const view = () => basketView(desk.basket, rules, PROFILE, new CatalogueIndex('ch'), NO_SAVINGS);
  const card = (): CardView | undefined => views.at(-1);
  const told = { sales, facts, disk, followed, letGo, begun };
  return { ...told, view, pay, cards, desk, wake, card };
}

function testNaps() {
  const sleeping: (() => void)[] = [];
  return {
    nap: (ms: number) =>
      new Promise<void>((resolve) =>
        ms > SHORT_MS ? sleeping.push(resolve) : setTimeout(resolve),
      ),
    /** Ends every long nap; how many there were. */
    wake: (): number => {
      const woken = sleeping.splice(0);
      for (const resolve of woken) resolve();
      return woken.length;
    },
  };
}

const NO_REFUNDS: CardDeskPorts['refunds'] = {
  refunded: async () => undefined,
  notRefunded: async () => undefined,
  goOn: () => undefined,
};

let refs = 1;

function openBasketDesk(disk: TestDisk, rules: TillRules): BasketDesk {
  const index = new CatalogueIndex('ch');
  const milk = { name: 'Milk', dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true };
  index.put('article', { k: '100', v: { ...milk, gtins: [] }, hlc: 1, o: 'A' });
  index.put('price', { k: 'ch/100/0', v: { amount: 1353 }, hlc: 1, o: 'A' });
  return new BasketDesk(
    {
      profile: PROFILE,
      currency: rules.currency,
      scanRules: (ms) => scanRulesAt(PROFILE, rules.currency, ms),
      index: () => index,
      correctedMs: () => 1,
      wallMs: () => 1,
      newId: () => `basket-${refs++}`,
      asks: () => false,
      cashier: () => '104',
      save: (basket) => void (disk.basket = structuredClone(basket)),
      changed: () => undefined,
    },
    disk.basket,
  );
}

function testCore(
  disk: TestDisk,
  sales: Sale[],
  facts: { kind: string; body: unknown }[],
  isTraining: boolean,
) {
  const training = isTraining ? { training: true as const } : {};
  return {
    identity: { till: '01', till_id: 'eu-0417-01', profile: PROFILE },
    store: { sold: () => undefined },
    wire: { correctedMs: () => 1 },
    receipts: { receiptOf: () => [] },
    committer: {
      head: { series: 'A' },
      training: isTraining ? { cashier: '101', sinceMs: 1 } : undefined,
      async commit(fact: Fact) {
        const body = fact.body({ series: 'A', number: sales.length + 1, ...training });
        facts.push({ kind: fact.kind, body });
        if (fact.document !== undefined) sales.push(body as Sale);
        if (fact.clearBasket) delete disk.basket;
        const op = { stream: 's', seq: 1, atMs: 1 };
        return { ok: true, op, doc: { body }, journal: 'synced', journalNext: '' };
      },
    },
  } as unknown as TillCore;
}

function testCardStore(disk: TestDisk): CardDeskPorts['store'] {
  const write = async (change: () => void): Promise<void> => {
    if (disk.isFull === true) throw new Error('disk full');
    change();
  };
  return {
    put: (attempt) => write(() => disk.attempts.set(attempt.reference, structuredClone(attempt))),
    remove: (reference) => write(() => disk.attempts.delete(reference)),
    settle: (reference, { basket }, left) =>
      write(() => {
        disk.basket = structuredClone(basket);
        if (left === undefined) disk.attempts.delete(reference);
        else disk.attempts.set(reference, structuredClone(left));
      }),
  };
}
