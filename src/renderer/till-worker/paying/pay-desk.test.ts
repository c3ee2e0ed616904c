import { Check } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { SaleBody } from '../../../contracts/op.ts';
import { testPayDesk } from './testing-pay-desk.ts';

describe('PayDesk', () => {
  test('dom-C2 dom-C5: parts are taken one by one, the last is rounded, and the sale tells of each', async () => {
    const { pay, desk, sales } = testPayDesk();
    desk.scan('100');
    expect(await pay.takePart(1000)).toEqual({ ok: true });
    expect(await pay.takePart(300)).toEqual({ ok: true });
    const answer = await pay.payCash(100);
    expect(answer).toMatchObject({
      ok: true,
      sale: { total: 1353, cashRounding: 2, tendered: 1400, change: 45 },
    });
    expect(sales.every((sale) => Check(SaleBody, sale))).toBe(true);
    expect(sales.map(({ tenders }) => tenders.map(({ amount }) => amount))).toEqual([
      [1000, 300, 55],
    ]);
  });

  test('promise 2: what was taken comes back after a crash, and the rest is what is asked for', async () => {
    const before = testPayDesk();
    before.desk.scan('100');
    await before.pay.takePart(1000);
    const after = testPayDesk({ disk: before.disk });
    expect(await after.pay.payCash(300)).toMatchObject({ ok: false, kind: 'not-settled' });
    expect(await after.pay.payCash(355)).toMatchObject({ ok: true, sale: { change: 0 } });
  });

  test('ASK3: no money in any way while an article waits for an answer, and all ways behind it', async () => {
    let isAsking = true;
    const { pay, desk, sales } = testPayDesk({ isAsking: () => isAsking });
    desk.scan('100');
    const answers = [await pay.payCash(2000), await pay.takePart(500), pay.whyNot()];
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'answer-first' });
    expect([sales, desk.basket.tenders]).toEqual([[], undefined]);
    isAsking = false;
    expect(pay.whyNot()).toBeUndefined();
    expect(await pay.payCash(2000)).toMatchObject({ ok: true });
  });

  test('a part that would settle the sale is refused: the change would be lost', async () => {
    const { pay, desk } = testPayDesk();
    desk.scan('100');
    for (const tendered of [1355, 2000])
      expect(await pay.takePart(tendered)).toMatchObject({ ok: false, kind: 'more-than-due' });
    for (const tendered of [0, -5, 1.5])
      expect(await pay.takePart(tendered)).toMatchObject({ ok: false, kind: 'bad-amount' });
    expect(desk.basket.tenders).toBeUndefined();
  });

  test('dom-A6: a part that is given back is no tender of the sale, and is told', async () => {
    const { pay, desk, sales } = testPayDesk();
    desk.scan('100');
    await pay.takePart(500);
    const [taken] = desk.basket.tenders ?? [];
    expect(desk.scan('100')).toMatchObject({ ok: false, kind: 'part-paid' });
    expect(await pay.takeBack(taken?.tenderId ?? '')).toEqual({ ok: true });
    expect(await pay.takeBack(taken?.tenderId ?? '')).toMatchObject({ ok: false });
    await pay.payCash(2000);
    expect(sales).toMatchObject([
      { tenders: [{ amount: 1355 }], acts: [{ action: 'tender-back', amount: 500 }] },
    ]);
  });

  test('paid twice at once is paid once', async () => {
    const { pay, desk, sales } = testPayDesk();
    desk.scan('100');
    const answers = await Promise.all([pay.payCash(2000), pay.payCash(2000)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(sales).toHaveLength(1);
  });

  test('foreign cash: a part at its worth, then the rest; or all of it, with change in ours', async () => {
    const { pay, desk, sales } = testPayDesk();
    desk.scan('100');
    expect(await pay.takeForeign({ currency: 'EUR', amount: 1000 })).toEqual({ ok: true });
    expect(pay.balance()).toBe(418);
    expect(await pay.takeForeign({ currency: 'USD', amount: 1000 })).toMatchObject({
      kind: 'currency-not-taken',
    });
    expect(await pay.takeForeign({ currency: 'EUR', amount: 0 })).toMatchObject({ ok: false });
    expect(await pay.takeForeign({ currency: 'EUR', amount: 2000 })).toEqual({ ok: true });
    expect(sales[0]?.tenders).toMatchObject([
      { type: 'foreign-cash', tendered: 935, amount: 935, change: 0 },
      {
        type: 'foreign-cash',
        tendered: 1875,
        amount: 420,
        change: 1455,
        foreign: { currency: 'EUR', amount: 2000, rate: '0.9375', rate_from_ms: 0 },
      },
    ]);
    expect(sales.every((sale) => Check(SaleBody, sale))).toBe(true);
  });
});
