import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import type { TillCommand, TillCommands } from '../shared/till-api.ts';
import { AlarmList } from './alarm-list.ts';
import { CatalogueIndex } from './catalogue/catalogue-index.ts';
import { perform, type DeskCommand, type RunningTill } from './commands.ts';
import type { TillCore } from './till-core.ts';
import { TillDesk } from './till-desk.ts';
import { ViewFeed } from './view-feed.ts';

const PROFILE = {
  store: '0417',
  name: 'Test',
  region: 'eu',
  currency: 'EUR',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: 't1',
  taxes: [{ code: 'R', rate: '7', label: 'VAT', compound: false }],
  tax_classes: { reduced: ['R'] },
  seller: { name: '', tax_id: '', footer: '' },
  member_cards: [{ prefix: '295', length: 13 }],
  gift_cards: { prefix: '0960', length: 16, key: 'A'.repeat(43), sells_offline: true },
} satisfies StoreProfile;
const TODAY = '2026-11-21';
const MEMBER = '2950000000013';

/** Of the store's format, and of nobody. */
const GIFT_CARD = '0960000000000003';

const BESIDE = 'beside the basket';
type Touched = { [C in TillCommand]: TillCommands[C]['arg'] | typeof BESIDE };

/** Every command there is: one that touches the basket, with what it is asked here, or one that does not. */
const COMMANDS: Touched = {
  scan: { code: '100' },
  'add-article': { article: '100' },
  'answer-question': { id: 1, answer: { about: 'weight', grams: 500 } },
  'select-line': { lineId: '1' },
  'change-quantity': { lineId: '1', qtyMilli: 9000 },
  'void-line': { lineId: '1' },
  'change-terms': {
    change: {
      action: 'basket-discount',
      discount: { kind: 'percent', hundredths: 100, reason: 'goodwill' },
    },
  },
  'show-member': { code: '2950000000013' },
  'take-back-cards': { what: 'member' },
  'note-sale': { text: 'Gift' },
  'park-sale': { name: 'Red coat' },
  'take-parked': { till: '02', parkId: 'p' },
  'recall-sale': { parkId: 'p' },
  'undo-step': {},
  'cancel-basket': {},
  'pay-cash': { tendered: 10_000 },
  'take-part': { tendered: 100 },
  'take-foreign': { currency: 'USD', amount: 100 },
  'take-back': { tenderId: 't' },
  'pay-card': {},
  'load-value': { number: GIFT_CARD, amount: 1000 },
  'take-value': { number: GIFT_CARD, amount: 100 },
  'ask-value': BESIDE,
  'leave-value': BESIDE,
  'pay-out': {},
  enrol: BESIDE,
  speak: BESIDE,
  'sign-in': BESIDE,
  'sign-out': BESIDE,
  'staff-list': BESIDE,
  'open-shift': BESIDE,
  'ask-price': BESIDE,
  search: BESIDE,
  'find-customers': BESIDE,
  departments: BESIDE,
  'parked-sales': BESIDE,
  'store-parked': BESIDE,
  'leave-parked': BESIDE,
  'quick-keys': BESIDE,
  'save-quick-keys': BESIDE,
  'begin-training': BESIDE,
  'end-training': BESIDE,
  'drop-parked': BESIDE,
  'cancel-card': BESIDE,
  'check-card': BESIDE,
  'treat-card': BESIDE,
  'mail-receipt': BESIDE,
  'print-copy': BESIDE,
  'find-receipts': BESIDE,
  'tell-return': BESIDE,
  'return-goods': BESIDE,
  'exchange-goods': BESIDE,
  'ask-back-price': BESIDE,
  'tell-no-receipt': BESIDE,
  'return-no-receipt': BESIDE,
  'post-void': BESIDE,
  'go-on-refund': BESIDE,
  'open-drawer': BESIDE,
  'move-cash': BESIDE,
  'x-report': BESIDE,
  'tell-close': BESIDE,
  'keep-count': BESIDE,
  'declare-count': BESIDE,
  'count-again': BESIDE,
  'close-shift': BESIDE,
  'list-zs': BESIDE,
  'show-z': BESIDE,
  'print-z': BESIDE,
  'proposed-float': BESIDE,
  'put-off-close': BESIDE,
  'suspend-shift': BESIDE,
  'take-over-shift': BESIDE,
  'store-day': BESIDE,
  'store-day-pictures': BESIDE,
  'close-store': BESIDE,
  'adjust-declaration': BESIDE,
  'open-receipt': BESIDE,
  'next-customer': BESIDE,
  'send-again': BESIDE,
  'check-line': BESIDE,
  'export-waiting': BESIDE,
  'import-file': BESIDE,
  'dismiss-alarm': BESIDE,
};
const TOUCHING = Object.entries(COMMANDS).flatMap(([command, arg]) =>
  arg === BESIDE ? [] : [{ command, arg } as DeskCommand],
);

/** A till with two lines and a member's card in its basket; only what selling touches is there. */
async function runningTill(): Promise<RunningTill> {
  const index = new CatalogueIndex('de');
  const milk = { name: 'Milk', dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true };
  for (const article of ['100', '200']) {
    index.put('article', { k: article, v: { ...milk, gtins: [] }, hlc: 1, o: 'A' });
    index.put('price', { k: `de/${article}/0`, v: { amount: 149 }, hlc: 1, o: 'A' });
  }
  const rows = {
    where: () => ({ equals: () => ({ toArray: async () => [], count: async () => 0 }) }),
  };
  const core = {
    identity: { store: '0417', till: '01', till_id: 'eu-0417-01', profile: PROFILE },
    restored: {
      open: undefined,
      shifts: [{ shiftId: 's', businessDate: TODAY, float: 0, currency: 'EUR' }],
      cards: [],
      refund: undefined,
    },
    db: { rows, docs: rows },
    store: { saveBasket: async () => undefined, shelf: async () => [] },
    committer: { commit: async () => ({ ok: true }), head: { series: 'A' } },
    wire: { correctedMs: () => Date.parse(`${TODAY}T12:00:00Z`) },
    catalogue: { index },
    people: {
      signIn: async () => ({ ok: true, cashier: { number: '101', name: 'A', role: 'supervisor' } }),
    },
    rights: { now: new Map() },
    flags: { evaluate: () => [] },
    runner: { state: { sites: [] } },
    terminal: { ask: () => new Promise(() => undefined) },
  } as unknown as TillCore;
  const desk = new TillDesk(core, new ViewFeed(() => undefined), new AlarmList());
  await desk.signIn({ number: '101', pin: '1' });
  for (const code of [MEMBER, '100', '200']) desk.scan({ code });
  return { desk, articles: Promise.resolve() } as unknown as RunningTill;
}

const basketOf = (till: RunningTill): string =>
  JSON.stringify(Reflect.get(till.desk, 'desk').basket);

let till: RunningTill;
beforeEach(async () => {
  till = await runningTill();
});

describe.each(TOUCHING)('dom-A4: $command', (asked) => {
  it('is refused while nobody is signed in', async () => {
    await till.desk.signOut();
    const before = basketOf(till);
    expect(await perform(till, asked)).toMatchObject({ ok: false, kind: 'not-signed-in' });
    expect(basketOf(till)).toBe(before);
  });

  it('dom-Y4: is refused while a card is open', async () => {
    Object.defineProperty(till.desk.cards, 'isOpen', { get: () => true });
    const before = basketOf(till);
    expect(await perform(till, asked)).toMatchObject({ ok: false, kind: 'card-open' });
    expect(basketOf(till)).toBe(before);
  });
});

it.each(['select-line', 'change-quantity', 'take-back-cards', 'undo-step', 'void-line'] as const)(
  '%s is done else',
  async (command) => {
    const before = basketOf(till);
    const asked = TOUCHING.find((one) => one.command === command)!;
    expect(await perform(till, asked)).toEqual({ ok: true });
    expect(basketOf(till)).not.toBe(before);
  },
);
