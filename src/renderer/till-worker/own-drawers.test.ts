import { describe, expect, it } from 'vitest';
import type { Permissions } from '../../domain/adjust/permissions.ts';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import type { CardTender } from '../../domain/pay/card-attempt.ts';
import { minor } from '../../domain/money.ts';
import type { Fact } from '../../sync/core/commit.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import { AlarmList } from './alarm-list.ts';
import { CatalogueIndex } from './catalogue/catalogue-index.ts';
import { openCloseDesks } from './close/open-close-desks.ts';
import type { HostLink } from './host-link.ts';
import { openAfterDesks } from './receipts/open-after-desks.ts';
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
  cash_up: { drawers: 'own' },
} satisfies StoreProfile;
const TODAY = '2026-11-21';
const NOW = Date.parse(`${TODAY}T12:00:00Z`);
const ALL: Permissions = new Map([
  ['cashier/close-shift', { allowed: true }],
  ['cashier/approve-count', { allowed: true }],
  ['cashier/cash-move', { allowed: true }],
  ['cashier/no-sale', { allowed: true }],
]);

const row = (shiftId: string, cashier: string, isOwn = true): ShiftRow => ({
  shiftId,
  cashier,
  businessDate: TODAY,
  float: 0,
  currency: 'EUR',
  openedMs: NOW,
  ...(isOwn ? { drawer: 'own' } : {}),
});
const card = (amount: number): CardTender => ({
  tenderId: 'c1',
  type: 'card',
  amount: minor(amount),
  card: { reference: 'r', scheme: 'V', last4: '1', auth: 'a', terminal_ref: 't' },
});

/** A till with these shifts open, an article of 1.49, and everybody's right to everything. */
function tillWith(shifts: readonly ShiftRow[]) {
  const index = new CatalogueIndex('de');
  const milk = { name: 'Milk', dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true };
  index.put('article', { k: '100', v: { ...milk, gtins: [] }, hlc: 1, o: 'A' });
  index.put('price', { k: 'de/100/0', v: { amount: 149 }, hlc: 1, o: 'A' });
  const told: { kind: string; body: unknown }[] = [];
  const rows = {
    where: () => ({
      equals: () => ({ toArray: async () => [], count: async () => 0 }),
      anyOf: () => ({ toArray: async () => [] }),
    }),
    get: async () => undefined,
  };
  const core = {
    identity: { store: '0417', till: '01', till_id: 'eu-0417-01', profile: PROFILE },
    restored: { open: undefined, shifts, cards: [] },
    db: { rows, docs: rows },
    store: { saveBasket: async () => undefined, shelf: async () => [] },
    running: { known: () => undefined, now: async () => undefined },
    committer: {
      head: { series: 'A', nextDocNo: 1 },
      async commit(fact: Fact) {
        told.push({ kind: fact.kind, body: fact.body({ series: 'A', number: 1 }) });
        return { ok: true, docNo: 'x', doc: { docId: 'd', docNo: 'x' } };
      },
    },
    receipts: {},
    wire: { correctedMs: () => NOW },
    catalogue: { index },
    people: {
      signIn: async (number: string) => ({
        ok: true,
        cashier: { number, name: number, role: 'cashier' },
      }),
    },
    rights: { now: ALL },
    flags: { evaluate: () => [] },
  } as unknown as TillCore;
  const host = { invoke: async () => ({ ok: true, value: {} }) } as unknown as HostLink;
  const till = new TillDesk(core, new ViewFeed(() => undefined), new AlarmList());
  const { close, moves } = openCloseDesks(host, core, till);
  const { drawer } = openAfterDesks(host, core, till, (shiftId) => close.counting(shiftId));
  const signIn = async (number: string): Promise<void> => {
    await till.signOut('idle');
    await till.signIn({ number, pin: '1' });
  };
  const sell = async (number: string): Promise<void> => {
    await signIn(number);
    till.scan({ code: '100' });
  };
  const lastTold = () => told.at(-1);
  return { till, close, moves, drawer, signIn, sell, lastTold };
}

const OWN = [row('ada', '104'), row('eva', '105')];

describe('CUP13, dom-Z9: a sale that is part paid, where drawers are beside each other', () => {
  it('what else moves in a drawer is told of the drawer in hand', async () => {
    const { till, moves, drawer, signIn, sell, lastTold } = tillWith(OWN);
    await sell('104');
    expect(await till.pay.takePart(100)).toEqual({ ok: true });
    await signIn('105');
    expect(till.counter.seller()).toMatchObject({ shift: { shiftId: 'ada' } });
    await moves.move({ type: 'paid-in', amount: 5000, reason: 'money-found' });
    expect(lastTold()).toMatchObject({ kind: 'cash-moved', body: { shift_id: 'eva' } });
    await drawer.open('change');
    expect(lastTold()).toMatchObject({ kind: 'drawer-opened', body: { shift_id: 'eva' } });
  });

  it('a part by card lies in no drawer: who takes the rest in cash sells in their own', async () => {
    const { till, signIn, sell } = tillWith(OWN);
    await sell('104');
    till.act({ type: 'add-tender', tender: card(49) });
    await signIn('105');
    expect(till.counter.seller()).toMatchObject({ cashier: '105', shift: { shiftId: 'eva' } });
    expect(await till.pay.takePart(50)).toEqual({ ok: true });
    await signIn('104');
    expect(till.counter.seller()).toMatchObject({ cashier: '104', shift: { shiftId: 'eva' } });
  });

  it('money in the drawer that is everybody’s stays there where somebody with an own one goes on', async () => {
    const { till, signIn, sell } = tillWith([row('all', '101', false), row('eva', '105')]);
    await sell('104');
    expect(await till.pay.takePart(100)).toEqual({ ok: true });
    await signIn('105');
    expect(till.counter.seller()).toMatchObject({ shift: { shiftId: 'all' } });
  });

  it('where all share one drawer the basket names none', async () => {
    const { till, sell } = tillWith([row('all', '101', false)]);
    await sell('104');
    await till.pay.takePart(100);
    expect(till.session.open.drawer).toBeUndefined();
  });

  it('the drawer that holds money of it is not closed before that is given back', async () => {
    const { till, close, signIn, sell } = tillWith(OWN);
    await sell('104');
    await till.pay.takePart(100);
    await signIn('105');
    expect(await close.tell({ shiftId: 'ada' })).toMatchObject({ ok: false, kind: 'part-paid' });
    const [part] = till.openBasket.tenders ?? [];
    expect(await till.pay.takeBack(part?.tenderId ?? '')).toEqual({ ok: true });
    expect(await close.tell({ shiftId: 'ada' })).not.toMatchObject({ kind: 'part-paid' });
  });

  it('a card that paid it up while somebody else signed in is a sale of the shift it was asked in', async () => {
    const { till, signIn, sell } = tillWith(OWN);
    await sell('104');
    await signIn('105');
    till.act({ type: 'add-tender', tender: card(149) });
    till.session.paidUp('ada');
    expect(till.counter.seller()).toMatchObject({ shift: { shiftId: 'ada' } });
    expect(till.session.open.drawer).toBe('ada');
    // No money lies there: its drawer can be closed.
    expect(till.session.liesIn('ada')).toBe(false);
  });

  it('a card that paid it up and was given back again binds it no more', async () => {
    const { till, signIn, sell } = tillWith(OWN);
    await sell('104');
    await signIn('105');
    till.act({ type: 'add-tender', tender: { ...card(49), tenderId: 'c0' } });
    till.act({ type: 'add-tender', tender: card(100) });
    till.session.paidUp('ada');
    till.act({ type: 'take-back-tender', tenderId: 'c1', cashier: '105', atMs: NOW });
    expect(till.counter.seller()).toMatchObject({ shift: { shiftId: 'eva' } });
  });
});

it.each(['900', '105'])(
  'CUP14, dom-Z9: the drawer that is counted is opened for the count, also by %s, and told of its shift',
  async (number) => {
    const { close, drawer, signIn, lastTold } = tillWith(OWN);
    await signIn(number);
    expect(await drawer.open('count-check', undefined, 'ada')).toMatchObject({ ok: false });
    await close.tell({ shiftId: 'ada' });
    await drawer.open('count-check', undefined, 'ada');
    expect(lastTold()).toMatchObject({
      kind: 'drawer-opened',
      body: { cashier: number, shift_id: 'ada' },
    });
  },
);
