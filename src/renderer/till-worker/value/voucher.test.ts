import { Check } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { SaleBody } from '../../../contracts/op.ts';
import { minor } from '../../../domain/money.ts';
import { settleTenders } from '../../../domain/pay/settle-tenders.ts';
import { withRests } from '../../../domain/stored-value/credit-tenders.ts';
import { balanceOf } from '../../../domain/stored-value/value-balance.ts';
import { movementsOf } from '../../../domain/stored-value/value-movements.ts';
import { voucherNumber } from '../../../domain/stored-value/voucher-number.ts';
import { testPayDesk, type TestTill } from '../paying/testing-pay-desk.ts';
import { readOurVoucher } from './read-our-voucher.ts';
import { redemptionId } from './redemption-id.ts';
import type { Said } from './value-accounts.ts';
import { ValueDesk, type GiftCards } from './value-desk.ts';
import { valueMint } from './value-mint.ts';

const CARDS: GiftCards = { prefix: '0960', length: 16, key: 'A'.repeat(43), vouchers: {} };
const MINT = valueMint({ gift_cards: CARDS });

function paper(face: number, currency = 'CHF', serial = '123456789012'): string {
  if (MINT === undefined) throw new Error('a key');
  return voucherNumber(MINT, { face: minor(face), currency, serial });
}

type Take = { redemption?: string; amount?: number; face?: number } | undefined;

/** A till of a store that takes vouchers; article 100 costs 13.53. `used` is what head office knows of. */
function voucherTill(vouchers: GiftCards['vouchers'] = {}, more: TestTill = {}) {
  const paying = testPayDesk(more);
  const { pay, desk, sales } = paying;
  const asked: Take[] = [];
  const letGo: string[] = [];
  const at = { isDown: false, isUsed: false, isHeld: false, meanwhile: () => undefined as unknown };
  const cards = { ...CARDS, vouchers };
  const profile = { currency: 'CHF', gift_cards: cards };
  const value = new ValueDesk({
    cards,
    codeOf: (figures) => `${'V'.repeat(22)}.${figures.slice(-4)}`,
    voucherOf: (text) => readOurVoucher(text, profile, MINT),
    wasTaken: async (code) =>
      sales.some(({ tenders }) => tenders.some((one) => 'code' in one && one.code === code)),
    accounts: {
      async ask(_code, take): Promise<Said> {
        asked.push(take);
        at.meanwhile();
        if (at.isDown) return { is: 'silent' };
        const { face = 0, amount = 0 } = take ?? {};
        const balance = at.isUsed ? 0 : face;
        const available = at.isHeld ? 0 : balance;
        const reserved = amount <= available ? amount : 0;
        const account = { region: 'eu', site: 'A', known: true, balance, available, reserved };
        return { is: 'told', account };
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
    takenOffline: async () => 0,
    redemptionOf: redemptionId,
  });
  return { ...paying, returned: paying.letGo, value, asked, letGo, at };
}

const keeps: TestTill = { restFor: (docId) => `code-of-${docId}` };

describe('VOUCH3: a voucher pays once, as a whole', () => {
  test('worth more than is due, its rest is credit of the same document; none of it is cash', async () => {
    const till = voucherTill({}, keeps);
    till.desk.scan('100');
    const number = paper(2000);
    expect(await till.value.look(number)).toMatchObject({
      most: 1353,
      voucher: { face: 2000, rest: 647, isRestKept: true },
    });
    // What a screen says of the amount does not matter.
    expect(await till.value.pay(number, 1)).toEqual({ ok: true });
    expect(till.asked.at(-1)).toMatchObject({ amount: 2000, face: 2000 });
    const [sale] = till.sales;
    expect(Check(SaleBody, sale)).toBe(true);
    const code = `code-of-${sale?.doc_id}`;
    expect(sale?.tenders).toMatchObject([
      { type: 'voucher', tendered: 2000, amount: 2000, change: 0, face: 2000 },
      { type: 'store-credit', amount: -647, code, redemption: `${sale?.doc_id}-credit` },
    ]);
    expect(sale?.cash_rounding).toBe(0);
    expect(JSON.stringify(till.sales)).not.toContain(number);
  });

  test('where the store says so the rest is lost, and the document tells how much the paper was worth', async () => {
    const till = voucherTill({ rest: 'forfeit' });
    till.desk.scan('100');
    expect(await till.value.look(paper(2000))).toMatchObject({ voucher: { isRestKept: false } });
    await till.value.pay(paper(2000), 1353);
    expect(till.sales[0]?.tenders).toMatchObject([{ type: 'voucher', amount: 1353, face: 2000 }]);
  });

  test('worth less, it is a part that is used up; given back it is let go at head office', async () => {
    const till = voucherTill({}, keeps);
    till.desk.scan('100');
    const number = paper(1000);
    expect(await till.value.pay(number, 1000)).toEqual({ ok: true });
    expect(till.pay.balance()).toBe(353);
    expect(await till.value.pay(number, 353)).toMatchObject({ kind: 'voucher-used' });
    await till.pay.takeBack(till.desk.basket.tenders?.[0]?.tenderId ?? '');
    for (const tender of till.returned.splice(0)) till.value.tookBack(tender);
    expect(till.letGo).toEqual([till.asked.at(-1)?.redemption]);
    expect(await till.value.pay(number, 1000)).toEqual({ ok: true });
    await till.pay.payCash(355);
    expect(till.sales[0]?.tenders.map(({ type }) => type)).toEqual(['voucher', 'cash']);
  });
});

describe('VOUCH3: a sale that changes while head office is asked', () => {
  test('one more article: the voucher is not taken for the old sum, and is let go; asked again it pays the new one', async () => {
    const till = voucherTill({}, keeps);
    till.desk.scan('100');
    till.at.meanwhile = () => till.desk.scan('100');
    expect(await till.value.pay(paper(2000), 1353)).toMatchObject({ kind: 'bad-amount' });
    expect(till.desk.basket.tenders).toBeUndefined();
    expect(till.letGo).toEqual([till.asked.at(-1)?.redemption]);
    till.at.meanwhile = () => undefined;
    expect(await till.value.pay(paper(2000), 2000)).toEqual({ ok: true });
    expect(till.pay.balance()).toBe(706);
    expect(await till.value.pay(paper(1900, 'CHF', '223456789012'), 706)).toEqual({ ok: true });
    const [sale] = till.sales;
    expect(sale?.tenders.map(({ amount }) => Number(amount))).toEqual([2000, 1900, -1194]);
  });

  test('a part that would leave a rest is no part, whoever offers it', async () => {
    const till = voucherTill({}, keeps);
    till.desk.scan('100');
    const paid = { amount: minor(1000), face: minor(2000), code: 'V', redemption: 'r' };
    expect(await till.pay.take({ type: 'voucher', ...paid })).toMatchObject({ ok: false });
    expect(till.desk.basket.tenders).toBeUndefined();
  });

  test('dom-I7: two rests, of an older basket, are one credit of the document', () => {
    const part = { type: 'voucher', amount: minor(1353), face: minor(2000) } as const;
    const offered = [
      { ...part, code: 'V1', redemption: 'r1' },
      { ...part, code: 'V2', redemption: 'r2' },
    ];
    const done = settleTenders(minor(2706), withRests(offered, 'K', 'd'), { increment: minor(5) });
    const tenders = done.ok ? done.value.tenders : [];
    const rests = tenders.filter(({ type }) => type === 'store-credit');
    expect(rests.map(({ amount }) => Number(amount))).toEqual([-1294]);
    expect(tenders.reduce((sum, { amount }) => sum + amount, 0)).toBe(2706);
    const steps = movementsOf({ doc_id: 'd', currency: 'CHF', lines: [], tenders });
    expect(balanceOf(steps.filter(({ code }) => code === 'K'))).toBe(1294);
  });
});

describe('VOUCH2 dom-G1: who says that it was not used', () => {
  test('head office: used or kept for another payment, nothing is taken', async () => {
    const till = voucherTill();
    till.desk.scan('100');
    till.at.isHeld = true;
    expect(await till.value.pay(paper(2000), 1353)).toMatchObject({ kind: 'voucher-held' });
    till.at.isUsed = true;
    expect(await till.value.pay(paper(2000), 1353)).toMatchObject({ kind: 'voucher-used' });
    expect(till.letGo).toHaveLength(2);
    expect(till.desk.basket.tenders).toBeUndefined();
  });

  test('without head office none, unless the store names a cap; then each once at this till, and it is told', async () => {
    const none = voucherTill();
    none.at.isDown = true;
    none.desk.scan('100');
    expect(await none.value.pay(paper(1000), 1000)).toMatchObject({ kind: 'voucher-offline' });
    const till = voucherTill({ offline_cap: 2000 }, keeps);
    till.at.isDown = true;
    till.desk.scan('100');
    expect(await till.value.pay(paper(2001), 1353)).toMatchObject({ kind: 'voucher-offline' });
    expect(await till.value.pay(paper(2000), 1353)).toEqual({ ok: true });
    expect(till.sales[0]?.tenders[0]).toMatchObject({ type: 'voucher', offline: true });
    expect(await till.value.look(paper(2000))).toMatchObject({ kind: 'voucher-used' });
  });
});

describe('VOUCH1: what is no voucher of ours pays nothing', () => {
  test('made up, of another currency, misread, among goods, on a card: it is said what it is', async () => {
    const { value, desk } = voucherTill();
    desk.scan('100');
    const number = paper(2000);
    const figure = (Number(number[8]) + 1) % 10;
    const misread = `${number.slice(0, 8)}${figure}${number.slice(9)}`;
    expect(await value.pay(misread, 1)).toMatchObject({ kind: 'voucher-figures' });
    expect(await value.pay(paper(2000, 'EUR'), 1)).toMatchObject({ kind: 'no-voucher' });
    expect(value.refuseScan(number)).toMatchObject({ kind: 'voucher-scanned' });
    expect(value.refuseScan(`]C0${number}`)).toMatchObject({ kind: 'voucher-scanned' });
    expect(await value.load(number, 500)).toMatchObject({ kind: 'no-gift-card' });
    const without = { currency: 'CHF', gift_cards: { ...CARDS, vouchers: undefined } };
    expect(readOurVoucher(number, without as never, MINT)).toBeUndefined();
  });
});
