import { beforeEach, describe, expect, it } from 'vitest';
import type { Permissions } from '../../../domain/adjust/permissions.ts';
import type { Basket } from '../../../domain/basket.ts';
import { reduceBasket, type BasketAction } from '../../../domain/basket-reducer.ts';
import { basketId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import { NO_SAVINGS, type BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import { article, basketOf, GERMANY } from '../../../domain/testing/sale-arbitraries.ts';
import type { TermsChange } from '../../shared/terms-api.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import { TermsDesk } from './terms-desk.ts';

const ADA: CashierFace = { number: '104', name: 'Ada', role: 'cashier' };
const EVA: CashierFace = { number: '203', name: 'Eva', role: 'supervisor' };
const BEN: CashierFace = { number: '105', name: 'Ben', role: 'cashier' };
const RIGHTS: Permissions = new Map([
  ['cashier/line-discount', { allowed: true, maxHundredths: 1000, maxAmount: minor(500) }],
  ['cashier/price-override', { allowed: true, maxHundredths: 1000 }],
  ['cashier/basket-discount', { allowed: true, maxHundredths: 1000 }],
  ['cashier/tax-exempt', { allowed: true, maxAmount: minor(200) }],
  ['supervisor/basket-discount', { allowed: true, maxHundredths: 5000 }],
]);
const ADD: BasketAction = {
  type: 'add',
  article: article({ article: '100', unitPrice: minor(1000), taxCodes: ['S'] }),
  qtyMilli: 1000,
};

let basket: Basket;
let cashier: CashierFace | undefined;
let isPaying: boolean;
let savings: BasketSavings;
let whileHashing: () => void;
let desk: TermsDesk;

beforeEach(() => {
  basket = basketOf(ADD);
  cashier = ADA;
  isPaying = false;
  savings = NO_SAVINGS;
  whileHashing = () => undefined;
  desk = new TermsDesk({
    cashier: () => cashier,
    isPaying: () => isPaying,
    basket: () => basket,
    act: (action): Refusal | undefined => {
      const next = reduceBasket(basket, action);
      if (!next.ok) return { ok: false, kind: next.error, next: next.error };
      basket = next.value;
      return undefined;
    },
    savings: () => savings,
    setup: GERMANY,
    money: { locale: 'en-GB', currency: 'EUR' },
    permissions: () => RIGHTS,
    verify: async ({ number, pin }) => {
      await Promise.resolve();
      whileHashing();
      const person = [ADA, EVA, BEN].find((one) => one.number === number);
      return person !== undefined && pin === '1'
        ? { ok: true, cashier: person }
        : { ok: false, kind: 'wrong-pin', next: 'Number or PIN is not right. Try again.' };
    },
    wallMs: () => 9,
  });
});

const percent = (hundredths: number): TermsChange => ({
  action: 'line-discount',
  lineId: '1',
  discount: { kind: 'percent', hundredths, reason: 'damaged' },
});
const kindOf = async (change: TermsChange, number?: string, pin = '1'): Promise<string> => {
  const answer = await desk.change(change, number === undefined ? undefined : { number, pin });
  return answer.ok ? 'done' : answer.kind;
};

describe('dom-A4: a change beyond the own right', () => {
  it('needs nobody within it, and remembers the limit in money', async () => {
    expect(await kindOf(percent(1000))).toBe('done');
    expect(basket.lines[0]?.discount).toEqual({
      kind: 'percent',
      hundredths: 1000,
      reason: 'damaged',
      most: 500,
    });
    expect(basket.acts).toMatchObject([{ cashier: '104', amount: 100 }]);
    expect(basket.acts?.[0]).not.toHaveProperty('approver');
  });

  it('says how far one may go alone, and changes nothing', async () => {
    const before = basket;
    expect(await desk.change(percent(1001), undefined)).toEqual({
      ok: false,
      kind: 'needs-approval',
      next: 'Somebody with the right must sign for a discount of this size. You may go up to 10 % and €5.00 alone.',
    });
    expect(basket).toBe(before);
  });

  it('is signed by another person with the right, for this one action', async () => {
    expect(await kindOf(percent(3000), '203', '2')).toBe('wrong-pin');
    expect(await kindOf(percent(3000), '104')).toBe('same-person');
    expect(await kindOf(percent(3000), '105')).toBe('approver-may-not');
    expect(basket.acts).toBeUndefined();
    expect(await kindOf(percent(3000), '203')).toBe('done');
    expect(basket.acts).toMatchObject([
      {
        action: 'line-discount',
        reason: 'damaged',
        hundredths: 3000,
        amount: 300,
        cashier: '104',
        approver: '203',
      },
    ]);
    expect(cashier).toBe(ADA);
    expect(await kindOf(percent(3100))).toBe('needs-approval');
  });

  it("holds the approver to the approver's own limit", async () => {
    const half = (hundredths: number): TermsChange => ({
      action: 'basket-discount',
      discount: { kind: 'percent', hundredths, reason: 'goodwill' },
    });
    expect(await kindOf(half(5001), '203')).toBe('approver-may-not');
    expect(await kindOf(half(5000), '203')).toBe('done');
  });

  it('is decided by the basket and the person that stand there once the PIN was checked', async () => {
    whileHashing = () => (cashier = undefined);
    expect(await kindOf(percent(3000), '203')).toBe('not-signed-in');
    [cashier, whileHashing] = [ADA, () => (cashier = BEN)];
    expect(await kindOf(percent(3000), '203')).toBe('not-signed-in');
    [cashier, whileHashing] = [ADA, () => (isPaying = true)];
    expect(await kindOf(percent(3000), '203')).toBe('busy');
    [isPaying, whileHashing] = [false, () => (basket = basketOf())];
    expect(await kindOf(percent(3000), '203')).toBe('empty-basket');
    expect(basket.acts).toBeUndefined();
  });

  it('is never applied to another basket or article than it was signed for', async () => {
    const next = basketOf(ADD);
    whileHashing = () => (basket = { ...next, basketId: basketId('next-customer') });
    expect(await kindOf(percent(3000), '203')).toBe('other-goods');
    basket = next;
    const [line] = next.lines;
    whileHashing = () => (basket = { ...next, lines: [{ ...line!, article: '200' }] });
    expect(await kindOf(percent(3000), '203')).toBe('other-goods');
    expect(basket.acts).toBeUndefined();
  });

  it('taking back needs no right', async () => {
    await kindOf(percent(3000), '203');
    expect(await kindOf({ action: 'line-discount', lineId: '1', discount: null })).toBe('done');
    expect(basket.lines[0]).not.toHaveProperty('discount');
  });
});

describe('an exemption', () => {
  const exempt: TermsChange = { action: 'tax-exempt', reason: 'diplomat' };

  it('remembers the limit it was given under, and is measured anew each time', async () => {
    expect(await kindOf(exempt)).toBe('done');
    expect(basket.exemptWithin).toEqual({ maxAmount: 200 });
    basket = { ...basketOf(ADD, ADD), taxExempt: 'diplomat' };
    expect(await kindOf(exempt)).toBe('needs-approval');
    expect(await kindOf(exempt, '203')).toBe('done');
    expect(basket).not.toHaveProperty('exemptWithin');
  });
});

describe('bounds', () => {
  it('measures a named price against the price book, up as well as down', async () => {
    const price = (amount: number): TermsChange => ({
      action: 'price-override',
      lineId: '1',
      price: { amount, reason: 'shelf-price' },
    });
    expect(await kindOf(price(900))).toBe('done');
    expect(await kindOf(price(810))).toBe('needs-approval');
    expect(await kindOf(price(1101))).toBe('needs-approval');
    expect(await kindOf(price(0.5), '203')).toBe('bad-override-price');
    expect(await kindOf(price(-1), '203')).toBe('bad-override-price');
  });

  it('counts a named price and a discount on one line together', async () => {
    const price = (amount: number): TermsChange => ({
      action: 'price-override',
      lineId: '1',
      price: { amount, reason: 'damaged' },
    });
    expect(await kindOf(price(950))).toBe('done');
    expect(await kindOf(percent(1000))).toBe('needs-approval');
    expect(await kindOf(percent(500))).toBe('done');
    expect(basket.acts?.at(-1)).toMatchObject({ action: 'line-discount', amount: 48 });
    expect(await kindOf(price(940))).toBe('needs-approval');
    expect(await kindOf(price(949))).toBe('done');
  });

  it('counts the discount of a line and of the basket together, in either order', async () => {
    const whole = (hundredths: number): TermsChange => ({
      action: 'basket-discount',
      discount: { kind: 'percent', hundredths, reason: 'goodwill' },
    });
    expect(await kindOf(percent(1000))).toBe('done');
    expect(await kindOf(whole(1000))).toBe('needs-approval');
    basket = basketOf(ADD);
    expect(await kindOf(whole(1000))).toBe('done');
    expect(await kindOf(percent(1000))).toBe('needs-approval');
    basket = basketOf(ADD);
    expect(await kindOf(percent(500))).toBe('done');
    expect(await kindOf(whole(500))).toBe('done');
    expect(await kindOf(whole(600))).toBe('needs-approval');
    expect(await kindOf(percent(600))).toBe('needs-approval');
  });

  it('counts a named price and the discount of the basket together, in either order', async () => {
    const price = (amount: number): TermsChange => ({
      action: 'price-override',
      lineId: '1',
      price: { amount, reason: 'damaged' },
    });
    const whole: TermsChange = {
      action: 'basket-discount',
      discount: { kind: 'percent', hundredths: 1000, reason: 'goodwill' },
    };
    expect(await kindOf(price(900))).toBe('done');
    expect(await kindOf(whole)).toBe('needs-approval');
    basket = basketOf(ADD);
    expect(await kindOf(whole)).toBe('done');
    expect(await kindOf(price(900))).toBe('needs-approval');
    expect(await kindOf(price(1000))).toBe('done');
    expect(await kindOf(price(-1), '203')).toBe('bad-override-price');
    expect(await kindOf(percent(20_000), '203')).toBe('bad-discount');
  });

  it('takes no amount above the goods, and no figure that is none', async () => {
    const amount = (value: number): TermsChange => ({
      action: 'line-discount',
      lineId: '1',
      discount: { kind: 'amount', amount: value, reason: 'damaged' },
    });
    expect(await kindOf(amount(1001), '203')).toBe('bad-discount');
    expect(await kindOf(amount(0.5), '203')).toBe('bad-discount');
    expect(await kindOf(amount(-5), '203')).toBe('bad-discount');
    expect(await kindOf(percent(1.5), '203')).toBe('bad-discount');
    expect(await kindOf(amount(100))).toBe('done');
  });

  it('dom-P10: says so where a promotion takes as much already', async () => {
    savings = new Map([['1', { lineDiscount: minor(100), docDiscount: minor(0), promotions: [] }]]);
    expect(await kindOf(percent(1000))).toBe('promotions-save-more');
    expect(await kindOf(percent(1010), '203')).toBe('done');
  });

  it('wants somebody signed in and goods in the basket', async () => {
    basket = basketOf();
    expect(await kindOf(percent(100))).toBe('empty-basket');
    expect(desk.note('x')).toMatchObject({ kind: 'empty-basket' });
    cashier = undefined;
    expect(await kindOf(percent(100))).toBe('not-signed-in');
  });
});
