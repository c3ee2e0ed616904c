import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Basket, BasketArticle } from '../basket.ts';
import { returnLines } from '../close-return.ts';
import { closeSale } from '../close-sale.ts';
import { minor } from '../money.ts';
import { proveTotals } from '../prove-totals.ts';
import { milli } from '../quantity.ts';
import { receiptRows } from '../receipt.ts';
import type { Sale } from '../sale.ts';
import type { TaxSetup } from '../tax-setup.ts';
import { cashDueForBalance } from '../tender.ts';
import { MORNING } from '../testing/promotion-arbitraries.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  soldBaskets,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { basketTotals } from '../totals.ts';
import { basketSavings, type BasketSavings, type LivePromotions } from './basket-savings.ts';
import { readPromotions } from './promotion-book.ts';
import type { Promotion } from './promotion.ts';

const PROMOTIONS: readonly Promotion[] = [
  { id: 'trio', type: 'nForPrice', n: 3, price: minor(1000), pool: { tags: ['T'] } },
  { id: 'tenth', type: 'percentOff', percent: '10', pool: { skus: ['A2', 'A3'] } },
  { id: 'staff', stage: 'stack', percent: '5', pool: { skus: ['A3'] } },
  {
    id: 'spend',
    stage: 'basket',
    pool: { all: true },
    tiers: [{ spend: minor(2000), amount: minor(333) }],
  },
];
const LIVE: LivePromotions = {
  book: readPromotions(PROMOTIONS),
  about: new Map(PROMOTIONS.map(({ id }) => [id, { id, name: `The ${id}`, hlc: 7, origin: 'A' }])),
  coupons: new Set(),
};

/** Everything stands in one department. */
function inDepartment(basket: Basket): Basket {
  return { ...basket, lines: basket.lines.map((line) => ({ ...line, dept: 'T' })) };
}

function save(basket: Basket, { rounding }: TaxSetup): BasketSavings {
  return basketSavings(inDepartment(basket), LIVE, MORNING, rounding.mode);
}

function sell(basket: Basket, taxSetup: TaxSetup): Sale {
  const savings = save(basket, taxSetup);
  const { totals } = valueOf(basketTotals(basket, taxSetup, savings));
  const due = cashDueForBalance(totals.gross, CENT);
  const tenders = totals.gross === 0 ? [] : [{ type: 'cash' as const, tendered: due }];
  return valueOf(
    closeSale({ basket, savings, taxSetup, cashPolicy: CENT, tenders, identity: IDENTITY }),
  );
}

describe('a sale with promotions', () => {
  it('dom-P8, dom-P9: says what each line saved by which promotion, and proves itself', () => {
    fc.assert(
      fc.property(soldBaskets, ({ basket, setup }) => {
        const sale = sell(basket, setup);
        expect(proveTotals(sale).ok).toBe(true);
        for (const line of sale.lines) {
          const parts = (line.promotions ?? []).map(({ amount }) => Number(amount));
          expect(parts.reduce((a, b) => a + b, 0)).toBe(line.line_discount + line.doc_discount);
        }
      }),
    );
  });

  it('dom-P9: a promotion whose part was changed afterwards is found', () => {
    const basket = basketOf({
      type: 'add',
      article: article({ article: 'A2', unitPrice: minor(500), taxCodes: ['S'] }),
      qtyMilli: 4000,
    });
    const sale = sell(basket, GERMANY);
    const [line] = sale.lines;
    // Three for 10.00; a tenth off the fourth; nothing for spending 14.50.
    expect(line?.promotions).toEqual([
      { id: 'trio', name: 'The trio', amount: 500, hlc: 7, origin: 'A' },
      { id: 'tenth', name: 'The tenth', amount: 50, hlc: 7, origin: 'A' },
    ]);
    const [trio, tenth] = line!.promotions!;
    for (const amount of [49, 51, -50]) {
      const promotions = [trio!, { ...tenth!, amount: minor(amount) }];
      const forged: Sale = { ...sale, lines: [{ ...line!, promotions }] };
      expect(proveTotals(forged)).toEqual({ ok: false, error: { kind: 'promotions', at: '1' } });
    }
  });

  it('dom-P9: the receipt shows each saving under its line by name', () => {
    const basket = basketOf({
      type: 'add',
      article: article({ article: 'A2', unitPrice: minor(500), taxCodes: ['S'] }),
      qtyMilli: 4000,
    });
    const rows = receiptRows(sell(basket, GERMANY)).slice(1, 5);
    expect(rows).toMatchObject([
      { kind: 'line', amount: '20.00' },
      { kind: 'discount', name: 'The trio', amount: '-5.00' },
      { kind: 'discount', name: 'The tenth', amount: '-0.50' },
      { kind: 'total', amount: '14.50' },
    ]);
  });

  it('vec-tax-T9, dom-T1: what comes back piece by piece is what was paid, promotions in proportion', () => {
    const basket = basketOf({
      type: 'add',
      article: article({ article: 'A2', unitPrice: minor(499), taxCodes: ['S'] }),
      qtyMilli: 4000,
    });
    const sale = sell(basket, GERMANY);
    const back = [0, 1000, 2000, 3000].map((before) => {
      const part = { line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(before) };
      return valueOf(returnLines(sale, [part]))[0]!;
    });
    const sum = (of: (line: (typeof back)[number]) => number): number =>
      back.reduce((total, line) => total + of(line), 0);
    expect(sum(({ gross }) => gross)).toBe(0 - sale.totals.gross);
    expect(sum((line) => line.line_discount)).toBe(sale.lines[0]!.line_discount);
    for (const line of back) {
      const parts = line.promotions!.reduce((total, { amount }) => total + amount, 0);
      expect(parts).toBe(line.line_discount + line.doc_discount);
    }
  });

  it('dom-D4: goods that must never be reduced take no part, not even in a spend', () => {
    const basket = basketOf(
      {
        type: 'add',
        article: article({ article: 'A1', unitPrice: minor(1900), taxCodes: ['S'] }),
        qtyMilli: 1000,
      },
      {
        type: 'add',
        article: article({ article: 'B', unitPrice: minor(5000), discountable: false }),
        qtyMilli: 3000,
      },
    );
    expect(save(basket, GERMANY).size).toBe(0);
  });
});

describe('vec-promo-P1: what is sold by weight', () => {
  const HAM: readonly Promotion[] = [
    { id: 'ham', type: 'fixedPrice', price: minor(800), pool: { skus: ['HAM'] } },
  ];
  const live: LivePromotions = { book: readPromotions(HAM), about: new Map(), coupons: new Set() };
  const ham = (over: Partial<BasketArticle>) => {
    const goods = article({ article: 'HAM', unitPrice: minor(2000), ...over });
    return basketSavings(
      basketOf({ type: 'add', article: goods, qtyMilli: 1000 }),
      live,
      MORNING,
      'half-up',
    ).size;
  };

  it('neither a kilogram nor a labelled pack is one piece of a price for pieces', () => {
    expect(ham({})).toBe(1);
    expect(ham({ byWeight: true })).toBe(0);
    expect(ham({ label: { bookPrice: minor(1000), weightMilli: milli(2000) } })).toBe(0);
    expect(ham({ label: { bookPrice: minor(1000) } })).toBe(1);
  });
});
