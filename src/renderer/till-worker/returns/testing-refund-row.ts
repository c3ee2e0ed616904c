import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import { returnParts } from '../../../domain/close-return.ts';
import { closeSale } from '../../../domain/close-sale.ts';
import { docId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import { milli } from '../../../domain/quantity.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';

export const SLIP = {
  reference: 'payment-1',
  scheme: 'Visa',
  last4: '4242',
  auth: 'a',
  terminal_ref: 'T1',
};
/** Who signs for it. */
export const SIGNED = { number: '203', pin: '1' };

/** Ten euros: six by one card, three by another, one in cash. */
const SALE = valueOf(
  closeSale({
    basket: basketOf({
      type: 'add',
      article: article({ article: '1', unitPrice: minor(1000), taxCodes: ['S'] }),
      qtyMilli: 1000,
    }),
    taxSetup: GERMANY,
    cashPolicy: NICKEL,
    tenders: [
      { type: 'card', amount: minor(600), card: SLIP },
      { type: 'card', amount: minor(300), card: { ...SLIP, reference: 'payment-2' } },
      { type: 'cash', tendered: minor(100) },
    ],
    identity: { ...IDENTITY, docId: docId('sale-1') },
  }),
);
/** All of it comes back. */
export const ROW: RefundUnderWay = {
  docId: 'return-1',
  docNo: SALE.doc_no,
  parts: valueOf(
    returnParts({
      sale: SALE,
      returned: [{ line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) }],
    }),
  ),
  goods: minor(1000),
  acts: [],
  cashier: '104',
  shiftId: 's',
  businessDate: IDENTITY.businessDate,
  due: [
    { card: { ...SLIP, reference: 'payment-2' }, amount: minor(300) },
    { card: SLIP, amount: minor(600) },
  ],
  done: [],
};
