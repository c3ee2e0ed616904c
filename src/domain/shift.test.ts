import { describe, expect, it } from 'vitest';
import { closeReturn } from './close-return.ts';
import { shiftId } from './ids.ts';
import { minor } from './money.ts';
import { milli } from './quantity.ts';
import { documentFigures } from './cashup/document-figures.ts';
import { expectedTenders } from './cashup/count-tenders.ts';
import { noFigures } from './cashup/figures.ts';
import { addFigures } from './cashup/sum-figures.ts';
import { openShift } from './shift.ts';
import {
  article,
  basketOf,
  IDENTITY,
  NICKEL,
  QUEBEC,
  sellExactly,
  valueOf,
} from './testing/sale-arbitraries.ts';

const opening = {
  shiftId: shiftId('shift-1'),
  businessDate: '2026-11-21',
  float: 10_000,
  openedMs: 1_795_000_000_000,
  cashier: '1001',
};
const sale = sellExactly(
  basketOf({
    type: 'add',
    article: article({ article: '1', unitPrice: minor(492) }),
    qtyMilli: 2000,
  }),
  QUEBEC,
  NICKEL,
);
const refund = valueOf(
  closeReturn({
    sale,
    returned: [{ line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) }],
    cashPolicy: NICKEL,
    identity: IDENTITY,
  }),
);

describe('shifts', () => {
  it('open with a counted float, also with nothing', () => {
    expect(openShift(opening)).toEqual({ ok: true, value: opening });
    expect(openShift({ ...opening, float: 0 }).ok).toBe(true);
  });

  it.each([
    ['bad-float', { float: -1 }],
    ['bad-float', { float: 0.5 }],
    ['bad-business-date', { businessDate: '2026-11-31' }],
    ['no-cashier', { cashier: '' }],
  ])('are refused as %s for %j', (error, change) => {
    expect(openShift({ ...opening, ...change })).toEqual({ ok: false, error });
  });

  it('dom-Z5: expect float + cash sales - cash refunds, as rounded at the drawer', () => {
    const { float } = valueOf(openShift(opening));
    const expected = (...docs: (typeof sale)[]): number | undefined =>
      expectedTenders(docs.map(documentFigures).reduce(addFigures, noFigures), float)['cash'];
    expect(expected()).toBe(10_000);
    expect(expected(sale, sale, refund)).toBe(10_000 + 985 + 985 - 490);
  });
});
