import { expect, test } from 'vitest';
import { closeSale } from '../../../../src/domain/close-sale.ts';
import { minor } from '../../../../src/domain/money.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  valueOf,
} from '../../../../src/domain/testing/sale-arbitraries.ts';
import type { OpToProject } from './next-ops.ts';
import { readModelRows } from './read-model-rows.ts';

const CODE = 'bbbbbbbbbbbbbbbbbbbbbb.0002';
const goods = article({ article: '1', unitPrice: minor(5000), taxCodes: ['S'] });
const card = article({
  article: 'gift-card',
  unitPrice: minor(5000),
  discountable: false,
  storedValue: { type: 'gift-card', code: CODE },
});
const add = (what: typeof goods) => ({ type: 'add', article: what, qtyMilli: 1000 }) as const;

function opOf(body: object, seq: number): OpToProject {
  const op = { v: 1, seq, kind: 'sale', business_date: IDENTITY.businessDate, at_ms: 1, body };
  return {
    opId: Buffer.from([seq]),
    stream: Buffer.from('s'),
    seq,
    tillId: 'eu-0417-02',
    void: false,
    raw: Buffer.from(JSON.stringify(op)),
  } as unknown as OpToProject;
}

const setting = { taxSetup: GERMANY, cashPolicy: CENT };
const cash = [{ type: 'cash', tendered: minor(10_000) }] as const;
const numbered = (number: number) => ({
  ...IDENTITY,
  number: { ...IDENTITY.number, number },
});

test('GIFT3 dom-I7: a card that is sold and the goods that it pays later are turnover once', () => {
  const load = closeSale({
    ...setting,
    basket: basketOf(add(card)),
    identity: numbered(1),
    tenders: cash,
  });
  const spent = closeSale({
    ...setting,
    basket: basketOf(add(goods)),
    identity: numbered(2),
    tenders: [{ type: 'gift-card', amount: minor(5000), code: CODE, redemption: 'redemption' }],
  });
  const both = closeSale({
    ...setting,
    basket: basketOf(add(goods), add(card)),
    identity: numbered(3),
    tenders: cash,
  });
  const rows = (...sales: (typeof load)[]) =>
    readModelRows(sales.map((sale, at) => opOf(valueOf(sale), at + 1)));
  const { days, hours, documents, quarantine } = rows(load, spent);
  expect(quarantine).toEqual([]);
  expect(days).toMatchObject([{ documents: 2, gross: 5000, loaded: 5000, qtyMilli: 1000 }]);
  expect(hours).toMatchObject([{ documents: 2, gross: 5000, loaded: 5000 }]);
  // A document's own total is what was paid.
  expect(documents.map(({ gross }) => gross)).toEqual([5000, 5000]);
  expect(rows(both).days).toMatchObject([{ gross: 5000, loaded: 5000, qtyMilli: 1000 }]);
});
