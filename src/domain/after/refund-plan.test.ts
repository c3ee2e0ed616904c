import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../exchange/basket-exchange.ts';
import { closeReturn } from '../close-return.ts';
import { closeSale } from '../close-sale.ts';
import { minor, type Minor } from '../money.ts';
import type { OfferedTender } from '../pay/settle-tenders.ts';
import { milli, type Milli } from '../quantity.ts';
import type { Sale } from '../sale.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  soldBaskets,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { basketTotals } from '../totals.ts';
import { refundPlan } from './refund-plan.ts';
import { returnedQuantity } from './returned-quantity.ts';

const CARD = { reference: 'r1', scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };

/** Sales paid by card and cash in parts of any size, and what comes back in which steps. */
const splitSales = soldBaskets.chain(({ setup, basket }) => {
  const total = valueOf(basketTotals(basket, setup)).totals.gross;
  return fc
    .record({
      byCard: fc.integer({ min: 0, max: Math.max(0, total - 1) }),
      steps: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
    })
    .map(({ byCard, steps }) => {
      const card: OfferedTender = { type: 'card', amount: minor(byCard), card: CARD };
      const cash: OfferedTender = { type: 'cash', tendered: minor(total + 100) };
      const tenders = total === 0 ? [] : byCard === 0 ? [cash] : [card, cash];
      const sale = valueOf(
        closeSale({ basket, taxSetup: setup, cashPolicy: NICKEL, tenders, identity: IDENTITY }),
      );
      return { sale, steps };
    });
});

/** Returns of all that was sold, in as many steps as said. */
function inSteps(sale: Sale, steps: readonly number[]): Sale[] {
  const docs: Sale[] = [];
  for (const [at, share] of [...steps, 1].entries()) {
    const back = returnedQuantity(sale.doc_id, docs);
    const returned = sale.lines.flatMap(({ line, qty_milli: sold }) => {
      const alreadyReturnedMilli: Milli = back.get(line) ?? milli(0);
      const left = sold - alreadyReturnedMilli;
      const now = at === steps.length ? left : Math.floor(left * share);
      return now === 0 ? [] : [{ line, qtyMilli: milli(now), alreadyReturnedMilli }];
    });
    if (returned.length === 0) continue;
    const identity = { ...IDENTITY, docId: `return-${at}` as typeof IDENTITY.docId };
    docs.push(valueOf(closeReturn({ sale, returned, cashPolicy: NICKEL, identity })));
  }
  return docs;
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);

describe('T1 O3: any split of a sale into part returns', () => {
  it('pays back exactly what was paid: per line, per tax, in all', () => {
    fc.assert(
      fc.property(splitSales, ({ sale, steps }) => {
        const docs = inSteps(sale, steps);
        for (const { line, net, gross, tax, qty_milli } of sale.lines) {
          const back = docs.flatMap((doc) =>
            doc.lines.filter((_, at) => doc.returns_of?.lines[at] === line),
          );
          expect(sumOf(back.map((one) => one.qty_milli))).toBe(0 - qty_milli);
          expect(sumOf(back.map((one) => one.gross))).toBe(0 - gross);
          expect(sumOf(back.map((one) => one.net))).toBe(0 - net);
          for (const [code, amount] of Object.entries(tax)) {
            expect(sumOf(back.map((one) => one.tax[code] ?? 0))).toBe(0 - amount);
          }
        }
        for (const { code, amount } of sale.tax_totals) {
          const back = docs.flatMap(({ tax_totals }) =>
            tax_totals.filter((one) => one.code === code).map((one) => one.amount),
          );
          expect(sumOf(back)).toBe(0 - amount);
        }
        expect(sumOf(docs.map(({ totals }) => totals.gross))).toBe(0 - sale.totals.gross);
      }),
    );
  });

  it('gives each tender back exactly what it paid for, the last one taken first', () => {
    fc.assert(
      fc.property(splitSales, ({ sale, steps }) => {
        let before: Minor = minor(0);
        const back = new Map<string, number>();
        const order: string[] = [];
        for (const { totals } of inSteps(sale, steps)) {
          const now = minor(0 - totals.gross);
          const plan = refundPlan(sale, before, now);
          expect(sumOf(plan.map(({ value }) => value))).toBe(Number(now));
          for (const { tender, value } of plan) {
            back.set(tender.type, (back.get(tender.type) ?? 0) + value);
            order.push(tender.type);
          }
          before = minor(before + now);
        }
        const card = sale.tenders.find(({ type }) => type === 'card')?.amount ?? 0;
        expect(back.get('card') ?? 0).toBe(Number(card));
        expect(back.get('cash') ?? 0).toBe(sale.totals.gross - card);
        // The card was taken first: no cash goes back behind it.
        const firstCard = order.indexOf('card');
        if (firstCard >= 0) expect(order.slice(firstCard)).not.toContain('cash');
      }),
    );
  });

  it('all of it at once pays back in cash what was paid in cash, rounding and all', () => {
    fc.assert(
      fc.property(soldBaskets, ({ setup, basket }) => {
        const total = valueOf(basketTotals(basket, setup)).totals.gross;
        const tenders =
          total === 0 ? [] : [{ type: 'cash' as const, tendered: minor(total + 100) }];
        const sale = valueOf(
          closeSale({ basket, taxSetup: setup, cashPolicy: NICKEL, tenders, identity: IDENTITY }),
        );
        const [doc] = inSteps(sale, []);
        const paid = sumOf(sale.tenders.map(({ amount }) => amount));
        expect(sumOf(doc?.tenders.map(({ amount }) => amount) ?? [])).toBe(0 - paid);
      }),
    );
  });
});

describe('dom-O3 GIFT8: a sale that also put value on a card', () => {
  const GIFT = { code: 'aaaaaaaaaaaaaaaaaaaaaa.0001', redemption: 'r' };
  const loads = (amount: number) => ({
    ...article({
      article: 'gift-card',
      unitPrice: minor(amount),
      taxCodes: [],
      discountable: false,
    }),
    storedValue: { type: 'gift-card' as const, code: 'bbbbbbbbbbbbbbbbbbbbbb.0002' },
  });
  const sold = (bread: number, loaded: number, tenders: readonly OfferedTender[]) =>
    valueOf(
      closeSale({
        basket: basketOf(
          {
            type: 'add',
            article: article({ article: '1', unitPrice: minor(bread) }),
            qtyMilli: 1000,
          },
          { type: 'add', article: loads(loaded), qtyMilli: 1000 },
        ),
        taxSetup: GERMANY,
        cashPolicy: NICKEL,
        tenders,
        identity: IDENTITY,
      }),
    );
  const types = (sale: Sale, now: number, before = 0) =>
    refundPlan(sale, minor(before), minor(now)).map(({ tender, value }) => [tender.type, value]);

  it('the money paid for that value: a gift card that paid for goods never becomes cash', () => {
    const gift = { type: 'gift-card' as const, amount: minor(3000), ...GIFT };
    const sale = sold(3000, 5000, [gift, { type: 'cash', tendered: minor(5000) }]);
    expect(types(sale, 3000)).toEqual([['gift-card', 3000]]);
    expect(types(sale, 1000, 2000)).toEqual([['gift-card', 1000]]);
    const line = { line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) };
    const seen = { before: minor(0), returnsSeen: 0 };
    const { shares } = valueOf(exchangeOf(sale, [line], seen, GERMANY));
    expect(shares.map(({ tender }) => tender.type)).toEqual(['gift-card']);
  });

  it('whatever the parts, what each tender has back is the goods and never more than it paid', () => {
    const amount = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (bread, loaded, byGift, byCard) => {
        const gift = {
          type: 'gift-card' as const,
          amount: minor(Math.min(byGift, bread)),
          ...GIFT,
        };
        const open = bread + loaded - gift.amount;
        const card = { type: 'card' as const, amount: minor(Math.min(byCard, open)), card: CARD };
        const rest = { type: 'cash' as const, tendered: minor(open + 10) };
        const sale = sold(bread, loaded, [gift, card, ...(card.amount === open ? [] : [rest])]);
        const back = new Map(
          refundPlan(sale, minor(0), minor(bread)).map((s) => [s.tender.type, s.value]),
        );
        expect(sumOf([...back.values()])).toBe(bread);
        expect(back.get('gift-card') ?? 0).toBe(Number(gift.amount));
      }),
    );
  });
});
