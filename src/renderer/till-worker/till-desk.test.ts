import { expect, test } from 'vitest';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import type { Fact } from '../../sync/core/commit.ts';
import { AlarmList } from './alarm-list.ts';
import { CatalogueIndex } from './catalogue/catalogue-index.ts';
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
} satisfies StoreProfile;
const ANNA = { number: '101', name: 'Anna', role: 'cashier' };
const TODAY = '2026-11-21';
const NOW = Date.parse(`${TODAY}T12:00:00Z`);

/** A desk in a shift whose commits take until `finish` is called; only what selling touches is there. */
async function desk() {
  const index = new CatalogueIndex('de');
  const milk = { name: 'Milk', dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true };
  index.put('article', { k: '100', v: { ...milk, gtins: [] }, hlc: 1, o: 'A' });
  index.put('price', { k: 'de/100/0', v: { amount: 149 }, hlc: 1, o: 'A' });
  const facts: string[] = [];
  let isSlow = false;
  let evaluated = 0;
  let finish: () => void = () => undefined;
  const rows = {
    where: () => ({ equals: () => ({ toArray: async () => [], count: async () => 0 }) }),
  };
  const core = {
    identity: { store: '0417', till: '01', till_id: 'eu-0417-01', profile: PROFILE },
    restored: {
      open: undefined,
      shifts: [{ shiftId: 's', businessDate: TODAY, float: 0, currency: 'EUR' }],
      cards: [],
    },
    db: { rows, docs: rows },
    store: { saveBasket: async () => undefined, shelf: async () => [] },
    committer: {
      async commit({ kind }: Fact) {
        facts.push(kind);
        if (isSlow) await new Promise<void>((resolve) => (finish = resolve));
        return { ok: true };
      },
    },
    wire: { correctedMs: () => NOW },
    catalogue: { index },
    people: { signIn: async () => ({ ok: true, cashier: ANNA }) },
    rights: { now: new Map() },
    flags: {
      evaluate: () => {
        evaluated += 1;
        return [];
      },
    },
  } as unknown as TillCore;
  const till = new TillDesk(core, new ViewFeed(() => undefined), new AlarmList());
  await till.signIn({ number: '101', pin: '1' });
  facts.length = 0;
  const slow = (): void => void (isSlow = true);
  return { till, facts, slow, finish: () => finish(), evaluated: () => evaluated };
}

test('dom-X1: while a basket is cancelled nothing slips into it, and it is told once', async () => {
  const { till, facts, slow, finish } = await desk();
  expect(till.scan({ code: '100' })).toMatchObject({ ok: true });
  slow();
  const cancelled = till.takingOff.cancel();
  expect(till.scan({ code: '100' })).toMatchObject({ ok: false });
  expect(await till.takingOff.cancel()).toMatchObject({ ok: false });
  await expect.poll(() => facts).toEqual(['basket-cancelled']);
  finish();
  expect(await cancelled).toEqual({ ok: true });
  expect(till.scan({ code: '100' })).toMatchObject({ ok: true });
});

test('dom-X1: what was taken back is told by who did it, before the next person signs in', async () => {
  const { till, facts } = await desk();
  till.scan({ code: '100' });
  expect(till.act({ type: 'undo', cashier: '101', atMs: 1 })).toEqual({ ok: true });
  await till.signOut();
  expect(facts).toEqual(['basket-cancelled', 'signed-off']);
});

test('promise 8: with goods in the basket no flag is looked at anew, also when a return is done with', async () => {
  const { till, evaluated } = await desk();
  till.scan({ code: '100' });
  const before = evaluated();
  till.nextCustomer();
  expect(evaluated()).toBe(before);
  await till.takingOff.cancel();
  expect(evaluated()).toBeGreaterThan(before);
});
