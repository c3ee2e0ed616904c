import { describe, expect, test } from 'vitest';
import type { ValueAsk } from '../../../contracts/stored-value.ts';
import { valueNumber } from '../../../domain/stored-value/card-number.ts';
import { testPayDesk, type TestDisk } from '../paying/testing-pay-desk.ts';
import { redemptionId } from './redemption-id.ts';
import { ValueAccounts } from './value-accounts.ts';
import { ValueDesk } from './value-desk.ts';

const CARDS = { prefix: '0960', length: 16, key: 'A'.repeat(43) };
const NUMBER = valueNumber(CARDS, '12345678901');
const BALANCE = 2000;

/** `slow`: does what is asked, its answer comes too late. `last`: it never comes, the till is killed. */
type Mode = 'well' | 'slow' | 'last' | 'down';

/** One site that holds as SV2 says. */
function site() {
  const holds = new Map<string, number>();
  const made = { holds, is: 'well' as Mode, ask };
  async function ask({ redemption, amount }: ValueAsk, name: string) {
    if (made.is === 'down') return undefined;
    const others = [...holds].filter(([id]) => id !== redemption);
    const available = others.reduce((left, [, held]) => left - held, BALANCE);
    if (redemption !== undefined) holds.delete(redemption);
    const reserved = amount !== undefined && amount <= available ? amount : 0;
    if (redemption !== undefined && reserved > 0) holds.set(redemption, reserved);
    if (made.is === 'slow') return undefined;
    if (made.is === 'last') return Promise.withResolvers<undefined>().promise;
    const account = { known: true, balance: BALANCE, available, reserved };
    return { status: 200, text: JSON.stringify({ region: 'eu', site: name, ...account }) };
  }
  return made;
}

/** A till before its sites; article 100 costs 13.53, and the one card has 20.00. */
function till(sites: Record<string, ReturnType<typeof site>>, disk?: TestDisk) {
  const { pay, desk, letGo, sales } = testPayDesk(disk === undefined ? {} : { disk });
  const value = new ValueDesk({
    cards: CARDS,
    codeOf: (figures) => `${'C'.repeat(22)}.${figures.slice(-4)}`,
    voucherOf: () => undefined,
    wasTaken: async () => false,
    accounts: new ValueAccounts({
      sites: () => Object.keys(sites),
      region: 'eu',
      currency: 'CHF',
      ask: async (name, _path, body) => sites[name]?.ask(body as ValueAsk, name),
    }),
    basket: () => desk.basket,
    whyNot: () => pay.whyNot() ?? pay.overpaid(),
    most: () => pay.mostByValue(),
    balance: () => pay.balance(),
    take: (tender) => pay.take(tender),
    begin: () => undefined,
    add: (article) => desk.act({ type: 'add', article, qtyMilli: 1000 }),
    takenOffline: async () => 0,
    redemptionOf: redemptionId,
  });
  async function takeBack(): Promise<void> {
    await pay.takeBack(desk.basket.tenders?.[0]?.tenderId ?? '');
    for (const tender of letGo.splice(0)) value.tookBack(tender);
  }
  return { value, desk, pay, sales, takeBack };
}

describe('VAL6 dom-G1: a till does not stand in its own way', () => {
  test('an answer that came too late: nothing stays kept, and the second press takes the card', async () => {
    const a = site();
    const { value, desk, sales } = till({ A: a });
    desk.scan('100');
    a.is = 'slow';
    expect(await value.pay(NUMBER, 1353)).toMatchObject({ kind: 'gift-offline' });
    await expect.poll(() => a.holds.size).toBe(0);
    a.is = 'well';
    expect(await value.pay(NUMBER, 1353)).toEqual({ ok: true });
    expect(sales).toHaveLength(1);
  });

  test('let go by nobody, it is still its own: the same card pays all or another amount', async () => {
    const a = site();
    const { value, desk } = till({ A: a });
    desk.scan('100');
    a.is = 'slow';
    const late = value.pay(NUMBER, 1353);
    a.is = 'down';
    await late;
    expect([...a.holds.values()]).toEqual([1353]);
    a.is = 'well';
    expect(await value.pay(NUMBER, 1000)).toEqual({ ok: true });
    expect([...a.holds.values()]).toEqual([1000]);
    // The rest of the sale is another step of the same card.
    expect(await value.pay(NUMBER, 353)).toEqual({ ok: true });
    expect(new Set(a.holds.keys()).size).toBe(2);
  });

  test('killed between hold and payment: the till that comes back looks at the card, and takes it', async () => {
    for (const looks of [true, false]) {
      const a = site();
      const disk: TestDisk = { attempts: new Map() };
      const before = till({ A: a }, disk);
      before.desk.scan('100');
      a.is = 'last';
      void before.value.pay(NUMBER, 1353);
      expect([...a.holds.values()]).toEqual([1353]);
      a.is = 'well';
      const after = till({ A: a }, disk);
      if (looks) {
        expect(await after.value.look(NUMBER)).toMatchObject({ balance: BALANCE, held: 0 });
        expect(a.holds.size).toBe(0);
      }
      expect(await after.value.pay(NUMBER, 1353)).toEqual({ ok: true });
    }
  });

  test('a part that is taken back after a restart is let go wherever it is kept', async () => {
    const sites = { A: site(), B: site() };
    const disk: TestDisk = { attempts: new Map() };
    const before = till(sites, disk);
    before.desk.scan('100');
    expect(await before.value.pay(NUMBER, 400)).toEqual({ ok: true });
    // The site that was asked first kept it too; its answer was lost.
    const [held = ''] = [...sites.A.holds.keys(), ...sites.B.holds.keys()];
    for (const { holds } of [sites.A, sites.B]) holds.set(held, 400);
    const after = till(sites, disk);
    expect(after.desk.basket.tenders).toHaveLength(1);
    await after.takeBack();
    await expect.poll(() => sites.A.holds.size + sites.B.holds.size).toBe(0);
    expect(await after.value.pay(NUMBER, 1353)).toEqual({ ok: true });
  });

  test('left and pressed again: the late first answer does not let go what the second one keeps', async () => {
    const a = site();
    const { value, desk } = till({ A: a });
    desk.scan('100');
    const gate = Promise.withResolvers<void>();
    const asks = a.ask;
    a.ask = async (body, name) => {
      const said = await asks(body, name);
      await gate.promise;
      return said;
    };
    const first = value.pay(NUMBER, 1000);
    value.leave();
    a.ask = asks;
    expect(await value.pay(NUMBER, 1000)).toEqual({ ok: true });
    gate.resolve();
    expect(await first).toMatchObject({ kind: 'left' });
    expect([...a.holds.values()]).toEqual([1000]);
  });

  test('kept for somebody else: it is told as that, and names nobody who is not there', async () => {
    const a = site();
    const { value, desk } = till({ A: a });
    desk.scan('100');
    a.holds.set('of-another-till', 1900);
    expect(await value.look(NUMBER)).toMatchObject({ balance: 100, held: 1900 });
    const refused = await value.pay(NUMBER, 1353);
    expect(refused).toMatchObject({ kind: 'gift-held' });
    expect(JSON.stringify(refused)).not.toContain('till');
  });
});
