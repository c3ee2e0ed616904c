import * as fc from 'fast-check';
import { closeSale } from '../close-sale.ts';
import { emptyBasket, type Basket, type BasketArticle } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import type { DocIdentity } from '../assemble-sale.ts';
import { basketId, docId, shiftId } from '../ids.ts';
import { minor } from '../money.ts';
import type { Result } from '../result.ts';
import type { Sale } from '../sale.ts';
import type { TaxSetup } from '../tax-setup.ts';
import { cashDueForBalance, type CashPolicy } from '../tender.ts';
import { basketTotals } from '../totals.ts';

/** The value of a Result that the test expects to have one. */
export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

export const IDENTITY: DocIdentity = {
  docId: docId('01JD0000000000000000000001'),
  number: { store: '0417', till: '02', series: 'A', number: 123 },
  shiftId: shiftId('shift-1'),
  businessDate: '2026-11-21',
  cashier: '1001',
  startedMs: 1_795_000_000_000,
  closedMs: 1_795_000_060_000,
  versions: {
    build: '0.1.0',
    catalogue: 'cat-7',
    tax: 'tax-3',
    flags: [{ key: 'new-tender', variant: 'on', hlc: 12, origin: 'A' }],
  },
};

export const CENT: CashPolicy = { increment: minor(1) };
export const NICKEL: CashPolicy = { increment: minor(5) };

export const GERMANY: TaxSetup = {
  currency: 'EUR',
  priceMode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  taxes: [
    { code: 'S', rate: '19', label: 'MwSt', compound: false },
    { code: 'R', rate: '7', label: 'MwSt', compound: false },
  ],
};

export const QUEBEC: TaxSetup = {
  currency: 'CAD',
  priceMode: 'exclusive',
  rounding: { level: 'line', mode: 'half-up' },
  taxes: [
    { code: 'GST', rate: '5', label: 'TPS/GST', compound: false },
    { code: 'QST', rate: '9.975', label: 'TVQ/QST', compound: false },
  ],
};

export function article(
  fields: Partial<BasketArticle> & { readonly article: string },
): BasketArticle {
  return {
    name: `Article ${fields.article}`,
    unitPrice: minor(199),
    taxCodes: [],
    taxClass: 'standard',
    discountable: true,
    priceStamp: { hlc: 1, origin: 'A' },
    ...fields,
  };
}

/** Applies actions that must all be accepted. */
export function basketOf(...actions: readonly BasketAction[]): Basket {
  let basket = emptyBasket(basketId('basket-1'), IDENTITY.startedMs);
  for (const action of actions) basket = valueOf(reduceBasket(basket, action));
  return basket;
}

/** Sells a basket for what it costs in cash, to the coin. */
export function sellExactly(basket: Basket, taxSetup: TaxSetup, cashPolicy: CashPolicy): Sale {
  const { totals } = valueOf(basketTotals(basket, taxSetup));
  const tendered = cashDueForBalance(totals.gross, cashPolicy);
  const tenders = totals.gross === 0 ? [] : [{ type: 'cash' as const, tendered }];
  return valueOf(closeSale({ basket, taxSetup, cashPolicy, tenders, identity: IDENTITY }));
}

const rate = fc.integer({ min: 0, max: 30_000 }).map((thousandths) => {
  const digits = String(thousandths).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
});

/** Tax tables of one to three taxes, compound ones among them. */
export const taxSetups: fc.Arbitrary<TaxSetup> = fc.record({
  currency: fc.constantFrom('EUR', 'CAD', 'JPY'),
  priceMode: fc.constantFrom('inclusive', 'exclusive'),
  rounding: fc.record({
    level: fc.constantFrom('line', 'document'),
    mode: fc.constantFrom('half-up', 'half-even'),
  }),
  taxes: fc
    .array(fc.record({ rate, compound: fc.boolean() }), { minLength: 1, maxLength: 3 })
    .map((taxes) => taxes.map((tax, at) => ({ ...tax, code: `T${at}`, label: `Tax ${at}` }))),
});

/** Articles that carry any of the codes of a table; prices small enough to tie and round often. */
export function articlesFor(setup: TaxSetup): fc.Arbitrary<BasketArticle> {
  return fc
    .record({
      number: fc.integer({ min: 1, max: 4 }),
      cents: fc.oneof(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 9_999_999 })),
      taxCodes: fc.subarray(setup.taxes.map((tax) => tax.code)),
    })
    .map(({ number, cents, taxCodes }) =>
      article({
        article: `A${number}`,
        unitPrice: minor(cents),
        taxCodes,
        taxClass: taxCodes.join(),
      }),
    );
}

export const quantities: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((pieces) => pieces * 1000),
  fc.integer({ min: 1, max: 30_000 }),
);

/** Baskets of one to six additions over one tax table. */
export const soldBaskets: fc.Arbitrary<{ setup: TaxSetup; basket: Basket }> = taxSetups.chain(
  (setup) =>
    fc
      .array(fc.record({ article: articlesFor(setup), qtyMilli: quantities }), {
        minLength: 1,
        maxLength: 6,
      })
      .map((adds) => ({
        setup,
        basket: basketOf(...adds.map((add) => ({ type: 'add' as const, ...add }))),
      })),
);
