import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBasket, liveLines, onlyRecords, type Basket, type BasketArticle } from './basket.ts';
import { reduceBasket, type BasketAction } from './basket-reducer.ts';
import { basketId } from './ids.ts';
import { minor } from './money.ts';
import { MAX_QUANTITY } from './quantity.ts';
import {
  article,
  articlesFor,
  basketOf,
  QUEBEC,
  quantities,
  valueOf,
} from './testing/sale-arbitraries.ts';

const milk = article({ article: '100', unitPrice: minor(119), gtin: '04006381333931' });
const cheese = article({ article: '200', unitPrice: minor(1990) });
const add = (item = milk, qtyMilli = 1000): BasketAction => ({
  type: 'add',
  article: item,
  qtyMilli,
});
const quantitiesOf = (basket: Basket): number[] => liveLines(basket).map((line) => line.qtyMilli);
const problemOf = (basket: Basket, action: BasketAction): string => {
  const result = reduceBasket(basket, action);
  return result.ok ? 'accepted' : result.error;
};

describe('adding', () => {
  it('joins pieces of one article at one price, wherever the line stands', () => {
    const basket = basketOf(add(), add(cheese), add());
    expect(quantitiesOf(basket)).toEqual([2000, 1000]);
    expect(basket.selectedLineId).toBe('1');
  });

  it('keeps every weighing apart', () => {
    expect(quantitiesOf(basketOf(add(cheese, 542), add(cheese, 542)))).toEqual([542, 542]);
    expect(quantitiesOf(basketOf(add(cheese, 1542), add(cheese)))).toEqual([1542, 1000]);
  });

  it('D15: a line is stamped with one price row, so a new price opens a new line', () => {
    const dearer = { ...milk, unitPrice: minor(129), priceStamp: { hlc: 2, origin: 'A' } };
    const sameAmountNewRow = { ...milk, priceStamp: { hlc: 3, origin: 'B' } };
    const basket = basketOf(add(), add(dearer), add(sameAmountNewRow), add());
    expect(basket.lines.map((line) => line.priceStamp.hlc)).toEqual([1, 2, 3]);
    expect(quantitiesOf(basket)).toEqual([2000, 1000, 1000]);
  });

  it.each<Partial<BasketArticle>>([
    { article: '101' },
    { unitPrice: minor(118) },
    { taxClass: 'reduced' },
    { priceStamp: { hlc: 2, origin: 'A' } },
    { priceStamp: { hlc: 1, origin: 'B' } },
  ])('keeps lines apart that differ in %j', (difference) => {
    expect(quantitiesOf(basketOf(add(), add({ ...milk, ...difference })))).toEqual([1000, 1000]);
  });

  it('does not revive a voided line', () => {
    const basket = basketOf(add(), { type: 'void-line', lineId: '1', atMs: 5 }, add());
    expect(basket.lines.map((line) => [line.lineId, line.voided])).toEqual([
      ['1', true],
      ['2', false],
    ]);
  });

  it('shares untouched lines with the basket before', () => {
    const before = basketOf(add(), add(cheese));
    const after = valueOf(reduceBasket(before, add()));
    expect(after.lines[1]).toBe(before.lines[1]);
    expect(before.lines[0]!.qtyMilli).toBe(1000);
  });

  it.each([0, -1000, 0.5, Number.NaN, Infinity, MAX_QUANTITY + 1])('refuses quantity %s', (qty) => {
    expect(problemOf(basketOf(), add(milk, qty))).toBe('bad-quantity');
  });

  it('refuses a sum of quantities, a price or a line that is beyond reason', () => {
    expect(problemOf(basketOf(add(milk, MAX_QUANTITY)), add())).toBe('bad-quantity');
    expect(problemOf(basketOf(), add(article({ article: '1', unitPrice: minor(-1) })))).toBe(
      'bad-price',
    );
    const gold = article({ article: '1', unitPrice: minor(10 ** 12) });
    expect(problemOf(basketOf(), add(gold))).toBe('accepted');
    expect(problemOf(basketOf(), add(gold, 1001))).toBe('line-too-large');
  });
});

describe('changing and voiding (dom-X1)', () => {
  const change = (qtyMilli: number, lineId = '1'): BasketAction => ({
    type: 'change-quantity',
    lineId,
    qtyMilli,
    atMs: 7,
  });

  it('raises a quantity without a trace and journals a lower one as a void of the difference', () => {
    expect(basketOf(add(), change(3000)).voids).toEqual([]);
    const lowered = basketOf(add(milk, 3000), change(1000));
    expect(quantitiesOf(lowered)).toEqual([1000]);
    expect(lowered.voids).toEqual([
      {
        lineId: '1',
        article: '100',
        name: 'Article 100',
        qtyMilli: 2000,
        unitPrice: 119,
        atMs: 7,
      },
    ]);
  });

  it('refuses nothing, less than nothing and fractions of a thousandth', () => {
    for (const qty of [0, -1000, 1.5])
      expect(problemOf(basketOf(add()), change(qty))).toBe('bad-quantity');
  });

  it('keeps a voided line visible, journalled and out of the count', () => {
    const basket = basketOf(add(milk, 2000), add(cheese), {
      type: 'void-line',
      lineId: '1',
      atMs: 9,
    });
    expect(quantitiesOf(basket)).toEqual([1000]);
    expect(basket.lines).toHaveLength(2);
    expect(basket.voids).toMatchObject([
      { article: '100', qtyMilli: 2000, unitPrice: 119, atMs: 9 },
    ]);
    expect(basket.selectedLineId).toBeNull();
    expect(problemOf(basket, { type: 'void-line', lineId: '1', atMs: 10 })).toBe('line-voided');
    expect(problemOf(basket, change(1000))).toBe('line-voided');
    expect(problemOf(basket, { type: 'select-line', lineId: '9' })).toBe('no-such-line');
  });

  it('cancels once, journals everything given up and then takes nothing more', () => {
    const basket = basketOf(
      add(),
      add(cheese),
      { type: 'void-line', lineId: '1', atMs: 1 },
      { type: 'cancel', atMs: 2 },
    );
    expect(liveLines(basket)).toEqual([]);
    expect(basket.voids.map((item) => [item.article, item.atMs])).toEqual([
      ['100', 1],
      ['200', 2],
    ]);
    expect(problemOf(basket, add())).toBe('basket-closed');
  });

  it('selects a live line', () => {
    const basket = basketOf(add(), add(cheese), { type: 'select-line', lineId: '1' });
    expect(basket.selectedLineId).toBe('1');
  });
});

it('dom-X1: what went in is what is sold plus what was journalled as void', () => {
  const lineIds = fc.integer({ min: 1, max: 5 }).map(String);
  const actions: fc.Arbitrary<BasketAction> = fc.oneof(
    fc.record({
      type: fc.constant('add' as const),
      article: articlesFor(QUEBEC),
      qtyMilli: quantities,
    }),
    fc.record({ type: fc.constant('void-line' as const), lineId: lineIds, atMs: fc.constant(1) }),
    fc.record({
      type: fc.constant('change-quantity' as const),
      lineId: lineIds,
      qtyMilli: quantities,
      atMs: fc.constant(1),
    }),
    fc.record({ type: fc.constant('cancel' as const), atMs: fc.constant(1) }),
  );
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 20 }), (story) => {
      let basket = emptyBasket(basketId('b'), 0);
      let entered = 0;
      for (const action of story) {
        const result = reduceBasket(basket, action);
        if (!result.ok) continue;
        if (action.type === 'add') entered += action.qtyMilli;
        if (action.type === 'change-quantity') {
          const line = basket.lines.find((candidate) => candidate.lineId === action.lineId);
          entered += Math.max(0, action.qtyMilli - line!.qtyMilli);
        }
        basket = result.value;
      }
      const sold = liveLines(basket).reduce((sum, line) => sum + line.qtyMilli, 0);
      const voided = basket.voids.reduce((sum, item) => sum + item.qtyMilli, 0);
      expect(sold + voided).toBe(entered);
      expect(new Set(basket.lines.map((line) => line.lineId)).size).toBe(basket.lines.length);
    }),
  );
});

describe('dom-B5: one piece a label', () => {
  const pack = { ...milk, label: { bookPrice: minor(1000) } };
  it('no pack is multiplied or divided, whatever its label says', () => {
    const basket = basketOf(add(pack));
    for (const qtyMilli of [2000, 250])
      expect(problemOf(basket, { type: 'change-quantity', lineId: '1', qtyMilli, atMs: 1 })).toBe(
        'one-a-label',
      );
    expect(quantitiesOf(basketOf(add(pack), add(pack)))).toEqual([1000, 1000]);
  });
});

describe('dom-X1: what only tells', () => {
  it('a basket whose goods were all taken off again still belongs to whoever did that', () => {
    expect(onlyRecords(basketOf(add()))).toBe(false);
    expect(onlyRecords(emptyBasket(basketId('b1'), 0))).toBe(false);
    expect(onlyRecords(basketOf(add(), { type: 'void-line', lineId: '1', atMs: 1 }))).toBe(true);
    expect(onlyRecords(basketOf(add(), { type: 'undo', cashier: '101', atMs: 1 }))).toBe(true);
  });
});
