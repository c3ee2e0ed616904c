import { describe, expect, it } from 'vitest';
import { reduceBasket, type BasketAction } from './basket-reducer.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  sellExactly,
  valueOf,
} from './testing/sale-arbitraries.ts';

const add = (cashier: string): BasketAction => ({
  type: 'add',
  article: article({ article: '100', taxCodes: ['S'] }),
  qtyMilli: 1000,
  cashier,
});

describe('dom-A5: a sale names everybody who served', () => {
  it('in the order they came, once each, also when their goods were undone', () => {
    const basket = basketOf(add('104'), add('117'), add('104'));
    expect(sellExactly(basket, GERMANY, CENT).served_by).toEqual(['104', '117']);
    const undo: BasketAction = { type: 'undo', cashier: '117', atMs: 1 };
    const undone = valueOf(reduceBasket(basketOf(add('104'), add('117')), undo));
    expect(undone.servedBy).toEqual(['104', '117']);
  });

  it('and nobody beside the cashier who took the money alone', () => {
    // The documents of these tests are closed by 1001.
    const alone = sellExactly(basketOf(add('1001'), add('1001')), GERMANY, CENT);
    expect(alone).not.toHaveProperty('served_by');
    expect(sellExactly(basketOf(add('104')), GERMANY, CENT).served_by).toEqual(['104']);
  });
});
