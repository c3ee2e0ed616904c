import { FAKE_REFUND } from './fake-receipts.ts';
import type { TillView } from '../shared/till-api.ts';
import { withGoodsBack } from './fake-basket.ts';
import { createFakeTill, type FakeTill } from './fake-till-client.ts';
import { OFFLINE, SELLING } from './fake-view.ts';

/** Adds a shopper's usual basket: pieces, a merged line, a weighed line, a deposit. */
export async function fillBasket(till: FakeTill): Promise<void> {
  const articles = ['4001', '4001', '1005', '4002'];
  for (const article of articles) await till.call('add-article', { article });
  await till.call('add-article', { article: '2001', qtyMilli: 742 });
  await till.call('add-article', { article: '5001' });
}

const ALARMS: TillView['alarms'] = [
  {
    id: 1,
    kind: 'print-failed',
    text: 'The receipt was not printed.',
    next: 'Print it again from the last sale.',
  },
  {
    id: 2,
    kind: 'journal-failed',
    text: 'The second copy of the last sale is missing.',
    next: 'Keep the printed receipt and call IT today.',
  },
];

const TRAINING: TillView['training'] = { cashier: '104', sinceMs: 1_795_000_000_000 };

/** Every state a screen can be in, by name, for looking at and for tests of all screens. */
export const DEV_STATES: Record<string, () => Promise<FakeTill>> = {
  starting: made({ phase: { at: 'starting', step: 'opening-store', percent: 30 } }),
  repairing: made({ phase: { at: 'starting', step: 'repairing', percent: 62 } }),
  enrol: made({
    phase: { at: 'enrol', region: 'eu', sites: ['eu-a', 'eu-b'] },
    till: undefined,
    cashier: undefined,
  }),
  unusable: made({
    phase: {
      at: 'unusable',
      reason: 'The key of this till is sealed for another computer.',
      next: 'Call the store’s IT and ask for a new code. Every sale of this till is kept.',
    },
  }),
  'sign-in': made({ phase: { at: 'signed-out' }, cashier: undefined, shift: undefined }),
  'open-shift': made({ phase: { at: 'no-shift' }, shift: undefined }),
  'suspended-shift': made({
    phase: { at: 'suspended', by: '105', sinceMs: Date.UTC(2026, 10, 21, 12, 5) },
  }),
  'sell-empty': made({}),
  'sell-loading': made({ catalogue: { ...SELLING.catalogue, ready: false, loadedPercent: 40 } }),
  sell: () => filled({ sync: OFFLINE }),
  'sell-flag': () =>
    filled({ flags: [{ key: 'sell-quick-cash', variant: 'on', value: true }], alarms: ALARMS }, 5),
  'sell-savings': async () => {
    const till = await filled({});
    for (let more = 0; more < 2; more++) await till.call('add-article', { article: '4002' });
    return till;
  },
  'sell-long': async () => {
    const till = createFakeTill();
    for (let line = 0; line < 200; line++) {
      await till.call('add-article', { article: '2001', qtyMilli: 100 + line });
    }
    return till;
  },
  'part-paid': async () => {
    const till = await filled({}, 5);
    await till.call('take-part', { tendered: 500 });
    await till.call('take-part', { tendered: 200 });
    return till;
  },
  'ask-age': () =>
    filled({
      question: {
        id: 1,
        article: '7001',
        name: 'Gewürztraminer Grand premier cru 0,75 l',
        about: 'age',
        minAge: 18,
        bornBy: '2008-11-22',
      },
    }),
  'ask-weight': () =>
    filled({
      question: {
        id: 1,
        article: '2001',
        name: 'Tomaten, Rispe',
        about: 'weight',
        price: 299,
        least: 1,
        most: 99_999,
      },
    }),
  'ask-price': () =>
    filled({
      question: {
        id: 1,
        article: '8001',
        name: 'Geschenkverpackung',
        about: 'price',
        min: 100,
        max: 200_000,
        unit: 'piece',
      },
    }),
  'card-asking': () => payingByCard('asking'),
  'card-unknown': () => payingByCard('unknown'),
  exchange: async () => {
    const till = await filled({}, 5);
    const { basket } = till.view();
    till.show({ basket: withGoodsBack(basket) });
    return till;
  },
  'refund-choice': made({ refund: { ...FAKE_REFUND, at: 'choice' } }),
  'refund-unknown': made({
    refund: FAKE_REFUND,
    card: {
      at: 'unknown',
      amount: 3350,
      reference: 'k3Jd93hfGz0qLxA2',
      isTakingBack: false,
      isRefund: true,
    },
  }),
  'sell-quick-keys': made({ quickKeys: 1 }),
  'old-shift': () =>
    filled({
      shift: {
        shiftId: 's1',
        businessDate: '2026-11-21',
        float: 15_000,
        sales: 34,
        closeAsk: 'new-day',
      },
      alarms: ALARMS,
    }),
  training: () => filled({ training: TRAINING, sync: OFFLINE }),
  'training-sign-in': made({
    phase: { at: 'signed-out' },
    cashier: undefined,
    shift: undefined,
    training: TRAINING,
  }),
  'training-paying': async () => {
    const till = await filled({ training: TRAINING }, 5);
    await till.call('take-part', { tendered: 500 });
    return till;
  },
  'training-sold': async () => {
    const till = await filled({ training: TRAINING }, 5);
    await till.call('pay-cash', { tendered: 2000 });
    return till;
  },
  sold: async () => {
    const till = await filled({}, 5);
    await till.call('pay-cash', { tendered: 2000 });
    return till;
  },
  'sold-failed': async () => {
    const till = await filled({});
    const answer = await till.call('pay-cash', { tendered: till.view().basket.total });
    if (answer.ok) {
      const next = 'The sale is stored in the till. Keep the printed receipt and call IT today.';
      till.show({ phase: { at: 'sold', sale: { ...answer.sale, journal: 'failed', next } } });
    }
    return till;
  },
};

async function payingByCard(at: 'asking' | 'unknown'): Promise<FakeTill> {
  const till = await filled({}, 5);
  await till.call('take-part', { tendered: 500 });
  const { balance: amount } = till.view().basket;
  till.show({
    card: { at, amount, reference: 'k3Jd93hfGz0qLxA2', isTakingBack: false, isRefund: false },
  });
  return till;
}

function made(parts: Partial<TillView>): () => Promise<FakeTill> {
  return () => Promise.resolve(createFakeTill(parts));
}

async function filled(parts: Partial<TillView>, cashStep = 1): Promise<FakeTill> {
  const till = createFakeTill(parts, cashStep);
  await fillBasket(till);
  return till;
}
