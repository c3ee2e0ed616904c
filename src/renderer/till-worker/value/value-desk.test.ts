import { Check } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { SaleBody } from '../../../contracts/op.ts';
import type { ValueAnswer } from '../../../contracts/stored-value.ts';
import { valueNumber } from '../../../domain/stored-value/card-number.ts';
import { testPayDesk } from '../paying/testing-pay-desk.ts';
import { redemptionId } from './redemption-id.ts';
import type { Said } from './value-accounts.ts';
import { ValueDesk, type GiftCards } from './value-desk.ts';

const CARDS: GiftCards = { prefix: '0960', length: 16, key: 'A'.repeat(43) };
const NUMBER = valueNumber(CARDS, '12345678901');
const CODE = `${'C'.repeat(22)}.${NUMBER.slice(-4)}`;
const told = (account: Partial<ValueAnswer>): Said => ({
  is: 'told',
  account: {
    region: 'eu',
    site: 'A',
    known: true,
    balance: 0,
    available: 0,
    reserved: 0,
    ...account,
  },
});
const silent: Said = { is: 'silent' };

type Asked = {
  code: string;
  take?: { redemption?: string; amount?: number; face?: number };
};

/** A till whose customer has one card; article 100 costs 13.53. */
function valueTill(cards: Partial<GiftCards> | undefined = {}) {
  const asked: Asked[] = [];
  const letGo: string[] = [];
  let answer: (asked: Asked) => Said | Promise<Said> = () => silent;
  const takenOffline = new Map<string, number>();
  const paying = testPayDesk();
  const { pay, desk } = paying;
  const value = new ValueDesk({
    cards: { ...CARDS, ...cards },
    codeOf: (figures) => `${'C'.repeat(22)}.${figures.slice(-4)}`,
    voucherOf: () => undefined,
    wasTaken: async () => false,
    accounts: {
      async ask(code, take) {
        const question = take === undefined ? { code } : { code, take };
        asked.push(question);
        return answer(question);
      },
      letGo: (_code, redemption) => letGo.push(redemption),
    },
    basket: () => desk.basket,
    whyNot: () => pay.whyNot() ?? pay.overpaid(),
    most: () => pay.mostByValue(),
    balance: () => pay.balance(),
    take: (tender) => pay.take(tender),
    begin: () => undefined,
    add: (article) => desk.act({ type: 'add', article, qtyMilli: 1000 }),
    takenOffline: async (code) => takenOffline.get(code) ?? 0,
    redemptionOf: redemptionId,
  });
  /** Head office keeps whatever is asked of this balance. */
  const has = (balance: number): void => {
    answer = ({ take }) =>
      told({
        balance,
        available: balance,
        reserved: take?.amount !== undefined && take.amount <= balance ? take.amount : 0,
      });
  };
  const says = (next: typeof answer): void => void (answer = next);
  return { ...paying, paying, value, asked, letGo, has, says, takenOffline };
}

describe('VAL1 dom-G1: head office is asked before a card pays', () => {
  test('a part is kept, taken and stands on the sale with what is left; the rest is paid in cash', async () => {
    const till = valueTill();
    till.has(1000);
    till.desk.scan('100');
    expect(await till.value.look(NUMBER)).toMatchObject({ balance: 1000, most: 1000 });
    expect(await till.value.pay(NUMBER, 1000)).toEqual({ ok: true });
    expect(till.pay.balance()).toBe(353);
    expect(await till.pay.payCash(355)).toMatchObject({ ok: true });
    const [sale] = till.sales;
    expect(Check(SaleBody, sale)).toBe(true);
    expect(sale?.tenders[0]).toEqual({
      type: 'gift-card',
      tendered: 1000,
      amount: 1000,
      change: 0,
      code: CODE,
      redemption: till.asked.at(-1)?.take?.redemption,
      left: 0,
    });
    expect(JSON.stringify(till.sales)).not.toContain(NUMBER);
    expect(till.letGo).toEqual([]);
  });

  test('one that covers all of it ends the sale, unrounded', async () => {
    const till = valueTill();
    till.has(5000);
    till.desk.scan('100');
    expect(await till.value.pay(NUMBER, 1353)).toEqual({ ok: true });
    expect(till.sales).toMatchObject([{ cash_rounding: 0, tenders: [{ left: 3647 }] }]);
  });

  test('too little, nothing, nobody’s card, too many asked: nothing is taken and it is said why', async () => {
    const till = valueTill();
    till.desk.scan('100');
    const answers: [Said, string][] = [
      [told({ balance: 500, available: 500 }), 'not-so-much'],
      [told({ balance: 500, available: -200 }), 'empty-card'],
      [told({ balance: 2000, available: 700 }), 'gift-held'],
      [told({ known: false }), 'not-active'],
      [{ is: 'wait' }, 'gift-wait'],
    ];
    for (const [said, kind] of answers) {
      till.says(() => said);
      expect(await till.value.pay(NUMBER, 1353)).toMatchObject({ ok: false, kind });
    }
    for (const amount of [0, -1, 1.5, 1354])
      expect(await till.value.pay(NUMBER, amount)).toMatchObject({ ok: false, kind: 'bad-amount' });
    expect(till.desk.basket.tenders).toBeUndefined();
  });

  test('a part that is given back is let go at head office', async () => {
    const till = valueTill();
    till.has(1000);
    till.desk.scan('100');
    await till.value.pay(NUMBER, 400);
    const [taken] = till.desk.basket.tenders ?? [];
    await till.pay.takeBack(taken?.tenderId ?? '');
    expect(till.letGo).toEqual([]);
    const [back] = till.paying.letGo;
    expect(back).toMatchObject({ type: 'gift-card', amount: 400 });
    if (back !== undefined) till.value.tookBack(back);
    expect(till.letGo).toEqual([till.asked.at(-1)?.take?.redemption]);
  });
});

describe('VAL2: a cashier who waits for head office can leave it', () => {
  test('left, or paid otherwise meanwhile: what comes later takes nothing and is let go', async () => {
    const till = valueTill();
    const gate = Promise.withResolvers<Said>();
    till.desk.scan('100');
    till.says(() => gate.promise);
    const waits = till.value.pay(NUMBER, 1000);
    // Twice pressed is asked once.
    expect(await till.value.pay(NUMBER, 1000)).toMatchObject({ kind: 'gift-asking' });
    till.value.leave();
    // Another payment is taken at once.
    expect(await till.pay.takePart(500)).toEqual({ ok: true });
    gate.resolve(told({ balance: 1000, available: 1000, reserved: 1000 }));
    expect(await waits).toMatchObject({ ok: false, kind: 'left' });
    expect(till.desk.basket.tenders).toHaveLength(1);
    expect(till.letGo).toHaveLength(1);
    // And the next card is asked about as ever.
    till.has(300);
    expect(await till.value.pay(NUMBER, 300)).toEqual({ ok: true });
  });

  test('not left, but paid meanwhile: the card takes no more than is open', async () => {
    const till = valueTill();
    const gate = Promise.withResolvers<Said>();
    till.desk.scan('100');
    till.says(() => gate.promise);
    const waits = till.value.pay(NUMBER, 1353);
    await till.pay.takePart(500);
    gate.resolve(told({ balance: 5000, available: 5000, reserved: 1353 }));
    expect(await waits).toMatchObject({ ok: false, kind: 'bad-amount' });
    expect(till.letGo).toHaveLength(1);
  });
});

describe('GIFT7 dom-G1: the line down', () => {
  test('a card pays nothing unless the store says how much', async () => {
    const till = valueTill();
    till.desk.scan('100');
    expect(await till.value.look(NUMBER)).toMatchObject({ isOffline: true, balance: 0, most: 0 });
    expect(await till.value.pay(NUMBER, 100)).toMatchObject({ ok: false, kind: 'gift-offline' });
    expect(till.desk.basket.tenders).toBeUndefined();
  });

  test('up to the cap of one card, with what it paid before and on this sale; told on the sale', async () => {
    const till = valueTill({ offline_cap: 1000 });
    till.takenOffline.set(CODE, 300);
    till.desk.scan('100');
    expect(await till.value.look(NUMBER)).toMatchObject({ balance: 700, most: 700 });
    expect(await till.value.pay(NUMBER, 701)).toMatchObject({ kind: 'gift-offline-cap' });
    expect(await till.value.pay(NUMBER, 500)).toEqual({ ok: true });
    expect(await till.value.pay(NUMBER, 201)).toMatchObject({ kind: 'gift-offline-cap' });
    expect(await till.value.pay(NUMBER, 200)).toEqual({ ok: true });
    await till.pay.payCash(1000);
    const [sale] = till.sales;
    expect(Check(SaleBody, sale)).toBe(true);
    expect(sale?.tenders.slice(0, 2)).toMatchObject([
      { amount: 500, offline: true },
      { amount: 200, offline: true },
    ]);
  });
});

describe('VAL3 dom-I7: a card is sold and loaded by a line', () => {
  test('a new card and one with value alike; overdrawn, too much or twice it is not', async () => {
    const till = valueTill({ most: 10_000 });
    till.says(() => told({ known: false }));
    expect(await till.value.load(NUMBER, 5000)).toEqual({ ok: true });
    expect(till.desk.basket.lines).toMatchObject([
      { name: `Gift card ••${NUMBER.slice(-4)}`, storedValue: { type: 'gift-card', code: CODE } },
    ]);
    expect(await till.value.load(NUMBER, 5000)).toMatchObject({ kind: 'card-on-sale' });
    const other = valueNumber(CARDS, '99999999999');
    expect(await till.value.load(other, 10_001)).toMatchObject({ kind: 'bad-amount' });
    till.says(() => told({ balance: -5, available: -5 }));
    expect(await till.value.load(other, 1000)).toMatchObject({ kind: 'overdrawn' });
    till.has(700);
    expect(await till.value.load(other, 1000)).toEqual({ ok: true });
    await till.pay.payCash(6000);
    expect(till.sales).toMatchObject([{ totals: { gross: 6000, tax: 0 } }]);
    expect(Check(SaleBody, till.sales[0])).toBe(true);
  });

  test('the line down it is not, unless the store sells cards that count later', async () => {
    const till = valueTill();
    expect(await till.value.load(NUMBER, 5000)).toMatchObject({ kind: 'gift-offline-load' });
    const later = valueTill({ sells_offline: true });
    expect(await later.value.load(NUMBER, 5000)).toMatchObject({
      ok: true,
      warning: expect.stringContaining('counts once head office knows'),
    });
  });

  test('VAL2: left while head office is asked, or the next customer there: a late answer loads nothing', async () => {
    for (const leaves of [true, false]) {
      const till = valueTill();
      const gate = Promise.withResolvers<Said>();
      till.says(() => gate.promise);
      const loading = till.value.load(NUMBER, 5000);
      expect(await till.value.load(NUMBER, 5000)).toMatchObject({ kind: 'gift-asking' });
      expect(await till.value.pay(NUMBER, 5000)).toMatchObject({ kind: 'gift-asking' });
      if (leaves) till.value.leave();
      else till.desk.clear();
      till.desk.scan('100');
      gate.resolve(told({ known: false }));
      expect(await loading).toMatchObject({
        ok: false,
        kind: 'left',
        next: 'Nothing was put on the card.',
      });
      expect(till.desk.basket.lines.map(({ article }) => article)).toEqual(['100']);
      // And the next card is loaded as ever.
      till.says(() => told({ known: false }));
      expect(await till.value.load(NUMBER, 5000)).toEqual({ ok: true });
    }
  });

  test('keyed wrong and not paid yet: the line comes off, and the card is loaded with what was meant', async () => {
    const till = valueTill({ most: 100_000 });
    till.says(() => told({ known: false }));
    expect(await till.value.load(NUMBER, 50_000)).toEqual({ ok: true });
    const [line] = till.desk.basket.lines;
    const lineId = line?.lineId ?? '';
    expect(till.desk.act({ type: 'void-line', lineId, atMs: 1 })).toBeUndefined();
    expect(till.pay.balance()).toBe(0);
    expect(await till.value.load(NUMBER, 5000)).toEqual({ ok: true });
    expect(till.pay.balance()).toBe(5000);
  });

  test('GIFT6: it is not paid with another card', async () => {
    const till = valueTill();
    till.has(9000);
    till.desk.scan('100');
    await till.value.load(NUMBER, 5000);
    const payer = valueNumber(CARDS, '77777777777');
    expect(await till.value.look(payer)).toMatchObject({ balance: 9000, most: 1353 });
    expect(await till.value.pay(payer, 2000)).toMatchObject({ kind: 'not-for-value' });
    expect(await till.value.pay(payer, 1353)).toEqual({ ok: true });
    expect(await till.value.pay(payer, 1)).toMatchObject({ kind: 'not-for-value' });
  });
});

describe('VAL4 dom-Y2: what is a gift card and what is none', () => {
  test('among goods it sells nothing and is told; a wrong figure too; anything else is left alone', () => {
    const { value } = valueTill();
    expect(value.refuseScan(NUMBER)).toMatchObject({ kind: 'gift-card-scanned' });
    expect(value.refuseScan(`]C0${NUMBER}`)).toMatchObject({ kind: 'gift-card-scanned' });
    const wrong = `${NUMBER.slice(0, -1)}${(Number(NUMBER.at(-1)) + 1) % 10}`;
    expect(value.refuseScan(wrong)).toMatchObject({ kind: 'gift-check-digit' });
    for (const other of ['4006381333931', '4111111111111111', 'EV1/x', ''])
      expect(value.refuseScan(other)).toBeUndefined();
  });

  test('a payment card is asked about nowhere; a store without gift cards has none', async () => {
    const till = valueTill();
    till.desk.scan('100');
    for (const number of ['4111111111111111', '4006381333931'])
      expect(await till.value.pay(number, 100)).toMatchObject({ kind: 'no-gift-card' });
    expect(till.asked).toEqual([]);
    const { value } = valueTill({ prefix: '4111' });
    expect(await value.look('4111111111111111')).toMatchObject({ kind: 'no-gift-card' });
  });
});
