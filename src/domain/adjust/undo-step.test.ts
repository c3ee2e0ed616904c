import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBasket, liveLines, type Basket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { basketId } from '../ids.ts';
import { minor } from '../money.ts';
import { article, basketOf, valueOf } from '../testing/sale-arbitraries.ts';
import { stories } from '../testing/terms-arbitraries.ts';
import { MOST_STEPS_BACK, termsOf } from './undo-step.ts';

const milk = article({ article: '100', unitPrice: minor(200) });
const ADD: BasketAction = { type: 'add', article: milk, qtyMilli: 1000 };
const UNDO: BasketAction = { type: 'undo', cashier: '104', atMs: 9 };
const pieces = (basket: Basket): number =>
  liveLines(basket).reduce((sum, { qtyMilli }) => sum + qtyMilli, 0);

describe('undo', () => {
  it('brings back exactly the terms before the last step, whatever it was', () => {
    fc.assert(
      fc.property(stories, ({ story }) => {
        let basket = emptyBasket(basketId('b'), 0);
        for (const action of story) {
          const next = reduceBasket(basket, action);
          if (!next.ok) continue;
          if (action.type !== 'select-line' && next.value !== basket) {
            const undone = valueOf(reduceBasket(next.value, UNDO));
            expect(termsOf(undone)).toEqual(termsOf(basket));
            expect(undone.past?.length).toBe(
              Math.min(basket.past?.length ?? 0, MOST_STEPS_BACK - 1),
            );
          }
          basket = next.value;
        }
      }),
    );
  });

  it('dom-X1: takes nothing off a basket unseen, and forgets no record', () => {
    fc.assert(
      fc.property(stories, fc.array(fc.nat({ max: 30 })), ({ story }, undoAt) => {
        let basket = emptyBasket(basketId('b'), 0);
        for (const [at, action] of story.entries()) {
          const doing = undoAt.includes(at) ? UNDO : action;
          const next = reduceBasket(basket, doing);
          if (!next.ok) continue;
          const { voids, acts = [] } = next.value;
          expect(voids.slice(0, basket.voids.length)).toEqual(basket.voids);
          expect(acts.slice(0, basket.acts?.length ?? 0)).toEqual(basket.acts ?? []);
          if (doing.type === 'undo') {
            const recorded = voids
              .slice(basket.voids.length)
              .reduce((sum, { qtyMilli }) => sum + qtyMilli, 0);
            expect(recorded).toBeGreaterThanOrEqual(pieces(basket) - pieces(next.value));
          }
          basket = next.value;
        }
      }),
    );
  });

  it('goes back step by step, a bounded way, and says when there is no more', () => {
    const many = Array.from({ length: MOST_STEPS_BACK + 5 }, () => ADD);
    let basket = basketOf(...many);
    for (let step = 0; step < MOST_STEPS_BACK; step += 1)
      basket = valueOf(reduceBasket(basket, UNDO));
    expect(pieces(basket)).toBe(5000);
    expect(reduceBasket(basket, UNDO)).toEqual({ ok: false, error: 'nothing-to-undo' });
  });

  it('dom-X1: an id of a line that undo took off is never given again', () => {
    const basket = basketOf(ADD, UNDO, ADD);
    expect(basket.voids.map(({ lineId }) => lineId)).toEqual(['1']);
    expect(basket.lines.map(({ lineId }) => lineId)).toEqual(['2']);
    const other: BasketAction = { ...ADD, article: article({ article: '200' }) };
    const further = basketOf(ADD, other, UNDO, other);
    expect(further.lines.map(({ lineId }) => lineId)).toEqual(['1', '3']);
  });

  it('dom-A6: an undone discount stays told', () => {
    const given: BasketAction = {
      type: 'discount-line',
      lineId: '1',
      discount: { kind: 'percent', hundredths: 500, reason: 'goodwill' },
      cashier: '104',
      atMs: 1,
    };
    const basket = basketOf(ADD, given, UNDO);
    expect(basket.acts).toMatchObject([
      { action: 'line-discount', hundredths: 500 },
      { action: 'undo', of: 'line-discount', line: '1', cashier: '104', at_ms: 9 },
    ]);
  });
});
