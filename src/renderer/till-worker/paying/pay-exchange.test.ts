import { describe, expect, it } from 'vitest';
import { closeSale } from '../../../domain/close-sale.ts';
import { exchangeOf } from '../../../domain/exchange/basket-exchange.ts';
import { docId } from '../../../domain/ids.ts';
import { minor, NOTHING } from '../../../domain/money.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import { milli } from '../../../domain/quantity.ts';
import type { Sale } from '../../../domain/sale.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';
import { testPayDesk, type TestTill } from './testing-pay-desk.ts';

const CARD = { reference: 'payment', scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };
/** The Swiss shop of the test desk: its taxes, its currency. */
const SWISS = {
  ...GERMANY,
  currency: 'CHF',
  taxes: [{ code: 'R', rate: '2.6', label: 'VAT', compound: false }],
} as typeof GERMANY;

function sold(price: number, tenders: OfferedTender[], isPractised: boolean): Sale {
  const training = isPractised ? { training: true as const } : {};
  const bread = article({ article: '1', name: 'Bread', unitPrice: minor(price), taxCodes: ['R'] });
  return valueOf(
    closeSale({
      basket: basketOf({ type: 'add', article: bread, qtyMilli: 1000 }),
      taxSetup: SWISS,
      cashPolicy: NICKEL,
      tenders,
      identity: {
        ...IDENTITY,
        docId: docId('first'),
        number: { ...IDENTITY.number, ...training },
      },
    }),
  );
}

/** A till whose basket brings goods of this price back, and sells others of 13.53. */
function exchanging(
  price: number,
  tenders: OfferedTender[],
  till: TestTill & { isPractised?: boolean } = {},
) {
  const { isPractised = till.isTraining ?? false } = till;
  const opened = testPayDesk(till);
  const line = {
    line: '1',
    qtyMilli: milli(1000),
    alreadyReturnedMilli: milli(0),
    reason: 'faulty' as const,
  };
  const seen = { before: NOTHING, returnsSeen: 0 };
  const exchange = valueOf(exchangeOf(sold(price, tenders, isPractised), [line], seen, SWISS));
  const act = { action: 'return', amount: minor(price), cashier: '101', at_ms: 1 } as const;
  opened.desk.act({ type: 'take-goods-back', exchange, acts: [act] });
  opened.desk.scan('100');
  return opened;
}
const NEVER_ASKED: NonNullable<TestTill['terminal']> = {
  ask: () => Promise.reject(new Error('no terminal is asked')),
};
const IN_CASH: OfferedTender[] = [{ type: 'cash', tendered: minor(10_000) }];
const byCard = (amount: number): OfferedTender[] => [
  { type: 'card', amount: minor(amount), card: CARD },
];

describe('dom-E1: one settlement for what comes back and what is sold', () => {
  it('to pay: only the difference, in any tender, its cash rounded', async () => {
    const opened = exchanging(1000, IN_CASH);
    expect(opened.view()).toMatchObject({
      total: 353,
      cashDue: 355,
      items: 1,
      lines: [
        { name: 'Bread', total: -1000, back: 'Faulty' },
        { name: 'Milk', total: 1353 },
      ],
    });
    expect(opened.view().payOut).toBeUndefined();
    expect(await opened.pay.payOut()).toMatchObject({ kind: 'nothing-to-pay-out' });
    expect(await opened.pay.payCash(400)).toMatchObject({ ok: true, sale: { change: 45 } });
    expect(opened.sales[0]).toMatchObject({
      totals: { gross: 353 },
      cash_rounding: 2,
      returns_of: { doc_id: 'first' },
      acts: [{ action: 'return' }],
    });
  });

  it('zero: finished without money', async () => {
    const opened = exchanging(1353, IN_CASH);
    expect([opened.pay.balance(), opened.view().payOut]).toEqual([0, undefined]);
    expect(await opened.pay.payCash(0)).toMatchObject({ ok: true });
    expect(opened.sales[0]?.tenders).toEqual([]);
  });

  it('to pay out in cash: no money is taken, the drawer pays, rounded; twice pressed pays once', async () => {
    const opened = exchanging(2000, IN_CASH);
    expect(opened.view()).toMatchObject({
      total: -647,
      payOut: { cash: 645, credit: 647, cards: [] },
    });
    expect(await opened.pay.payCash(2000)).toMatchObject({ kind: 'pays-out' });
    expect(await opened.pay.takeForeign({ currency: 'EUR', amount: 100 })).toMatchObject({
      ok: false,
    });
    expect(await opened.pay.takePart(100)).toMatchObject({ ok: false });
    const answers = await Promise.all([opened.pay.payOut(), opened.pay.payOut()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(opened.sales.map(({ tenders }) => tenders)).toMatchObject([
      [{ type: 'cash', amount: -645 }],
    ]);
  });

  it('to pay out to the card that paid: the exchange waits for it like a return', async () => {
    const opened = exchanging(2000, byCard(2000));
    const card = { words: 'Visa ••4242', amount: 647 };
    expect(opened.view().payOut).toEqual({ cash: 0, credit: 0, cards: [card] });
    expect(await opened.pay.payOut()).toEqual({ ok: true, sale: undefined });
    expect(opened.begun).toMatchObject([
      {
        goods: 647,
        due: [{ amount: 647, card: CARD }],
        basketSinceMs: 1,
        parts: { lines: [{ line: 'b1', gross: -2000 }, { gross: 1353 }] },
      },
    ]);
    expect(opened.sales).toEqual([]);
  });

  it('CRED5: as store credit, to the cent and without a coin; once, however often it is pressed', async () => {
    const opened = exchanging(2000, IN_CASH, { creditFor: (id) => `code-of-${id}` });
    const answers = await Promise.all([
      opened.pay.payOut(undefined, true),
      opened.pay.payOut(undefined, true),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [sale] = opened.sales;
    const code = `code-of-${sale?.doc_id}`;
    const issued = { type: 'store-credit', code, redemption: `${sale?.doc_id}-credit` };
    expect(opened.sales).toHaveLength(1);
    expect(sale).toMatchObject({ cash_rounding: 0, tenders: [{ ...issued, amount: -647 }] });
  });

  it('CRED5: never for a card’s part; a till that gives none says so', async () => {
    const split: OfferedTender[] = [...byCard(1500), { type: 'cash', tendered: minor(500) }];
    const till = { creditFor: (id: string) => `code-of-${id}` };
    const opened = exchanging(2000, split, till);
    expect(opened.view().payOut).toMatchObject({ credit: 500, cards: [{ amount: 147 }] });
    expect(await opened.pay.payOut(undefined, true)).toEqual({ ok: true, sale: undefined });
    const [row] = opened.begun;
    expect(row).toMatchObject({
      due: [{ amount: 147 }],
      credit: { code: `code-of-${row?.docId}` },
    });
    const all = exchanging(2000, byCard(2000), till);
    expect(await all.pay.payOut(undefined, true)).toMatchObject({ kind: 'no-store-credit' });
    const none = exchanging(2000, IN_CASH);
    expect(await none.pay.payOut(undefined, true)).toMatchObject({ kind: 'no-store-credit' });
    expect(none.sales).toEqual([]);
  });

  it('nothing sold beside it: that is a return, told before anybody is asked', async () => {
    const mayPayOut = () => Promise.reject(new Error('asked'));
    const { desk, pay, sales } = exchanging(2000, IN_CASH, { mayPayOut });
    const [milk] = desk.basket.lines;
    desk.act({ type: 'void-line', lineId: milk?.lineId ?? '', atMs: 1 });
    expect(await pay.payOut()).toMatchObject({ kind: 'nothing-sold' });
    expect(sales).toEqual([]);
  });

  it('TRN4: a practised receipt is exchanged in training, and there alone', async () => {
    const practised = exchanging(1000, IN_CASH, { isTraining: true });
    expect(await practised.pay.payCash(400)).toMatchObject({
      ok: true,
      sale: { isTraining: true },
    });
    for (const isTraining of [true, false]) {
      const till = { isTraining, isPractised: !isTraining };
      const inCash = exchanging(1000, IN_CASH, till);
      expect(await inCash.pay.payCash(400)).toMatchObject({ kind: 'training-and-real' });
      const paidOut = exchanging(2000, byCard(2000), till);
      expect(await paidOut.pay.payOut()).toMatchObject({ kind: 'training-and-real' });
      expect([inCash.sales, paidOut.begun]).toEqual([[], []]);
    }
  });

  it('goods of the receipt that came back meanwhile: nothing is written, the lines come off first', async () => {
    for (const [price, end] of [
      [1000, 'payCash'],
      [2000, 'payOut'],
    ] as const) {
      const opened = exchanging(price, IN_CASH, { isOld: true });
      const answer = end === 'payCash' ? opened.pay.payCash(2000) : opened.pay.payOut();
      expect(await answer).toMatchObject({ kind: 'came-back-meanwhile' });
      expect(opened.sales).toEqual([]);
    }
    for (const take of ['card', 'part', 'foreign', 'gift'] as const) {
      const { desk, pay, cards } = exchanging(1000, IN_CASH, {
        isOld: true,
        terminal: NEVER_ASKED,
      });
      const gift = { type: 'gift-card', amount: minor(1), code: 'c', redemption: 'r' } as const;
      const answers = {
        card: () => cards.charge(undefined),
        part: () => pay.takePart(100),
        foreign: () => pay.takeForeign({ currency: 'EUR', amount: 100 }),
        gift: () => pay.take(gift),
      };
      expect(await answers[take](), take).toMatchObject({ kind: 'came-back-meanwhile' });
      expect([cards.isOpen, desk.basket.tenders]).toEqual([false, undefined]);
    }
    const byOne = exchanging(2000, byCard(2000), { isOld: true });
    expect(await byOne.pay.payOut()).toMatchObject({ kind: 'came-back-meanwhile' });
    expect(byOne.begun).toEqual([]);
  });

  it('dom-O2: money goes out only as head office, or who signs without it, lets it', async () => {
    const old = exchanging(2000, IN_CASH, { mayPayOut: async () => 'came-back' });
    expect(await old.pay.payOut()).toMatchObject({ kind: 'came-back-meanwhile' });
    const refusal = { ok: false, kind: 'needs-approval', next: '' } as const;
    const asks = exchanging(2000, byCard(2000), { mayPayOut: async () => refusal });
    expect(await asks.pay.payOut()).toEqual(refusal);
    expect([old.sales, asks.begun]).toEqual([[], []]);
    const by = { cashier: '101', approver: '900', at_ms: 5 };
    const act = { action: 'return-offline', amount: minor(2000), ...by } as const;
    const mayPayOut = async () => ({ ok: true, acts: [act] }) as const;
    const inCash = exchanging(2000, IN_CASH, { mayPayOut });
    await inCash.pay.payOut();
    const toCard = exchanging(2000, byCard(2000), { mayPayOut });
    await toCard.pay.payOut();
    expect([inCash.sales[0]?.acts?.at(-1), toCard.begun[0]?.acts.at(-1)]).toEqual([act, act]);
    // Who pays waits for no answer.
    const pays = exchanging(1000, IN_CASH, { mayPayOut: () => Promise.reject(new Error('asked')) });
    expect(await pays.pay.payCash(400)).toMatchObject({ ok: true });
  });

  it('goods that came back while the card paid: the payment stays, and it is told to go back first', async () => {
    const till: TestTill = {
      terminal: {
        async ask({ reference, amount }) {
          till.isOld = true;
          const slip = { scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };
          return { ok: true, answer: { outcome: 'approved', reference, amount, ...slip } };
        },
      },
    };
    const opened = exchanging(1000, IN_CASH, till);
    await opened.cards.charge(undefined);
    await expect
      .poll(() => opened.card())
      .toMatchObject({
        at: 'ready',
        told: expect.stringContaining('Give the payment back first') as string,
      });
    expect([opened.sales, opened.pay.balance()]).toEqual([[], 0]);
    expect(opened.desk.basket.tenders).toHaveLength(1);
  });
});
