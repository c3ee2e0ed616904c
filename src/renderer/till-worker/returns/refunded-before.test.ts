import { expect, it } from 'vitest';
import { milli } from '../../../domain/quantity.ts';
import { refundedBefore } from './refunded-before.ts';
import { sold } from './testing-sold-sale.ts';

it('dom-O2 dom-O3: what two tills took back twice counts as often as it was sold, not as nothing', () => {
  // Three pieces for 9.99.
  const sale = sold(1);
  const before = (pieces: number) =>
    refundedBefore({ sale, back: new Map([['1', milli(pieces * 1000)]]) });
  expect([before(0), before(1), before(3), before(6)]).toEqual([0, 333, 999, 999]);
});
