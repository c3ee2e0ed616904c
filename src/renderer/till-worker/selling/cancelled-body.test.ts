import { expect, it } from 'vitest';
import { minor } from '../../../domain/money.ts';
import { article, basketOf } from '../../../domain/testing/sale-arbitraries.ts';
import { cancelledBody } from './facts.ts';

it('dom-A4, dom-X1: a cancelled basket tells what was given up and who had changed what', () => {
  const pen = article({ article: '100', unitPrice: minor(500) });
  const cancelled = basketOf(
    { type: 'add', article: pen, qtyMilli: 1000 },
    {
      type: 'discount-basket',
      discount: { kind: 'percent', hundredths: 3000, reason: 'goodwill' },
      cashier: '104',
      approver: '203',
      atMs: 5,
    },
    { type: 'cancel', atMs: 9 },
  );
  expect(cancelledBody(cancelled, '104', 'shift-1')).toMatchObject({
    basket_id: 'basket-1',
    cashier: '104',
    shift_id: 'shift-1',
    voids: [{ article: '100', qtyMilli: 1000, atMs: 9 }],
    acts: [{ action: 'basket-discount', hundredths: 3000, cashier: '104', approver: '203' }],
  });
  const plain = basketOf({ type: 'cancel', atMs: 9 });
  expect(cancelledBody(plain, '104', 'shift-1')).not.toHaveProperty('acts');
});
