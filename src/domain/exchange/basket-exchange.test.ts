import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodsUndone } from '../adjust/undo-step.ts';
import { documentKind } from '../after/document-kind.ts';
import type { Basket } from '../basket.ts';
import { onlyRecords } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { closeReturn, returnLines } from '../close-return.ts';
import { closeSale } from '../close-sale.ts';
import { docId } from '../ids.ts';
import { minor, NOTHING, sumMinor } from '../money.ts';
import type { OfferedTender } from '../pay/settle-tenders.ts';
import { proveTotals } from '../prove-totals.ts';
import { milli } from '../quantity.ts';
import type { Sale } from '../sale.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { basketTotals, dueTotals } from '../totals.ts';
import { exchangeOf, sharesFor } from './basket-exchange.ts';

const shoes = (unitPrice: number, taxCodes: readonly string[] = ['S']) =>
  article({ article: '7', name: 'Shoes', unitPrice: minor(unitPrice), taxCodes });
const add = (unitPrice: number, taxCodes?: readonly string[], qtyMilli = 1000): BasketAction => ({
  type: 'add',
  article: shoes(unitPrice, taxCodes),
  qtyMilli,
});
const ACT = {
  action: 'return',
  reason: 'faulty',
  amount: minor(1),
  cashier: '104',
  at_ms: 1,
} as const;

function sold(...actions: BasketAction[]): Sale {
  return valueOf(
    closeSale({
      basket: basketOf(...actions),
      taxSetup: GERMANY,
      cashPolicy: NICKEL,
      tenders: [{ type: 'cash', tendered: minor(10_000_000) }],
      identity: { ...IDENTITY, docId: docId('first') },
    }),
  );
}

const piece = (line: string, qtyMilli = 1000) => ({
  line,
  qtyMilli: milli(qtyMilli),
  alreadyReturnedMilli: milli(0),
  reason: 'faulty' as const,
});
const SEEN = { before: NOTHING, returnsSeen: 0 };

function takenInto(basket: Basket, sale: Sale, qtyMilli = 1000): Basket {
  const exchange = valueOf(exchangeOf(sale, [piece('1', qtyMilli)], SEEN, GERMANY));
  return valueOf(reduceBasket(basket, { type: 'take-goods-back', exchange, acts: [ACT] }));
}

function closed(basket: Basket, tenders: readonly OfferedTender[]) {
  return closeSale({ basket, taxSetup: GERMANY, cashPolicy: NICKEL, tenders, identity: IDENTITY });
}

function due(basket: Basket): number {
  return dueTotals(basket, GERMANY, valueOf(basketTotals(basket, GERMANY))).totals.gross;
}

/** Ids of lines belong to their document. */
const unnamed = (line: Sale['lines'][number]) => ({ ...line, line: '' });

describe('dom-E1: an exchange is one document', () => {
  it('is the return and the sale together, to the cent, per line and tax, whatever the amounts', () => {
    const price = fc.integer({ min: 1, max: 99_999 });
    const tax = fc.constantFrom(['S'], ['R'], []);
    fc.assert(
      fc.property(price, price, tax, tax, fc.integer({ min: 1, max: 5 }), (was, now, t1, t2, n) => {
        const sale = sold(add(was, t1, n * 1000));
        const basket = takenInto(basketOf(add(now, t2)), sale, 1000);
        const open = due(basket);
        const tenders: OfferedTender[] =
          open === 0
            ? []
            : open > 0
              ? [{ type: 'cash', tendered: minor(open + 5) }]
              : [{ type: 'cash' }];
        const document = valueOf(closed(basket, tenders));
        const back = valueOf(
          closeReturn({
            sale,
            returned: [piece('1')],
            cashPolicy: NICKEL,
            identity: { ...IDENTITY, docId: docId('alone'), startedMs: 1 },
          }),
        );
        const fresh = valueOf(
          closed(basketOf(add(now, t2)), [{ type: 'cash', tendered: minor(now + 5) }]),
        );
        expect(document.totals.gross).toBe(open);
        for (const part of ['net', 'tax', 'gross'] as const) {
          expect(document.totals[part]).toBe(back.totals[part] + fresh.totals[part]);
        }
        expect(document.lines.map(unnamed)).toEqual([...back.lines, ...fresh.lines].map(unnamed));
        expect(sumMinor(document.tenders.map(({ amount }) => amount))).toBe(
          document.totals.gross + document.cash_rounding,
        );
        expect(documentKind(document)).toBe('exchange');
        expect(valueOf(proveTotals(document))).toBe(document);
      }),
    );
  });

  it('the same for the same comes to nothing, without a tender (dom-T3)', () => {
    const sale = sold(add(333));
    const document = valueOf(closed(takenInto(basketOf(add(333)), sale), []));
    expect(document).toMatchObject({
      totals: { net: 0, tax: 0, gross: 0 },
      tenders: [],
      returns_of: { doc_id: 'first', lines: ['1'], sold: [1000] },
      lines: [{ line: 'b1', qty_milli: -1000, return_reason: 'faulty' }, { line: '1' }],
      acts: [{ action: 'return' }],
    });
  });

  it('what comes back was paid with its own promotions and discounts; none of now touches it', () => {
    const discount = { kind: 'percent', hundredths: 5000, reason: 'goodwill' } as const;
    const by = { cashier: '104', atMs: 1 };
    const sale = sold(add(1000), { type: 'discount-line', lineId: '1', discount, ...by });
    const basket = takenInto(basketOf(add(1000)), sale);
    const cheaper = valueOf(reduceBasket(basket, { type: 'discount-basket', discount, ...by }));
    expect([due(basket), due(cheaper)]).toEqual([500, 0]);
  });

  it('without new goods there is no exchange: that is a return', () => {
    const basket = takenInto(basketOf(), sold(add(333)));
    expect(closed(basket, [{ type: 'cash' }])).toEqual({ ok: false, error: 'empty-basket' });
    expect(onlyRecords(basket)).toBe(false);
  });

  it('a tax that has changed since cannot stand twice in one document', () => {
    const sale = sold(add(333));
    const later = {
      ...GERMANY,
      taxes: GERMANY.taxes.map((tax) => ({ ...tax, rate: '21' })),
    };
    expect(exchangeOf(sale, [piece('1')], SEEN, later)).toEqual({
      ok: false,
      error: 'other-taxes',
    });
    const basket = takenInto(basketOf(add(10)), sale);
    const request = { basket, taxSetup: later, cashPolicy: NICKEL, identity: IDENTITY };
    expect(closeSale({ ...request, tenders: [{ type: 'cash' }] })).toMatchObject({
      error: 'other-taxes',
    });
  });

  it('a document of which a line that comes back stands behind one that is sold proves nothing', () => {
    const document = valueOf(closed(takenInto(basketOf(add(333)), sold(add(333))), []));
    const turned = { ...document, lines: document.lines.toReversed() };
    expect(proveTotals(turned)).toMatchObject({ error: { kind: expect.any(String) as string } });
    const dearer = document.lines.map((line) => ({ ...line, unit_price: minor(5) }));
    expect(proveTotals({ ...document, lines: dearer })).toMatchObject({
      error: { kind: 'line-tax' },
    });
  });
});

describe('dom-E1: goods that come back, in the basket', () => {
  const basket = takenInto(basketOf(add(500)), sold(add(333, ['S'], 2000)), 2000);

  it('are chosen, never changed, taken off again, and undone like anything else', () => {
    // What just came is chosen, so that Del takes it off.
    expect(basket.selectedLineId).toBe('b1');
    const added = valueOf(reduceBasket(basket, add(100)));
    const select = reduceBasket(added, { type: 'select-line', lineId: 'b1' });
    expect(valueOf(select).selectedLineId).toBe('b1');
    const more = reduceBasket(basket, {
      type: 'change-quantity',
      lineId: 'b1',
      qtyMilli: 1000,
      atMs: 1,
    });
    expect(more).toEqual({ ok: false, error: 'follows-receipt' });
    const off = valueOf(reduceBasket(basket, { type: 'void-line', lineId: 'b1', atMs: 1 }));
    expect([off.exchange, off.voids, due(off)]).toEqual([undefined, [], 500]);
    expect(goodsUndone(off)).toEqual([]);
    const undo = { type: 'undo', cashier: '104', atMs: 2 } as const;
    const again = valueOf(reduceBasket(off, undo));
    expect(due(again)).toBe(500 - 666);
    const before = valueOf(reduceBasket(again, undo));
    expect([before.exchange, before.acts?.at(-1)]).toMatchObject([
      undefined,
      { action: 'undo', of: 'return' },
    ]);
  });

  it('dom-O2 dom-A4: taken off they are recorded as taken back; undone, as taken in again', () => {
    const offline = { ...ACT, action: 'return-offline' } as const;
    const exchange = valueOf(exchangeOf(sold(add(333)), [piece('1')], SEEN, GERMANY));
    const acts = (one: Basket) => (one.acts ?? []).map(({ action, of }) => of ?? action);
    const taken = valueOf(
      reduceBasket(basketOf(add(500)), {
        type: 'take-goods-back',
        exchange,
        acts: [{ ...ACT, action: 'return' }, offline],
      }),
    );
    const off = valueOf(
      reduceBasket(taken, { type: 'void-line', lineId: 'b1', atMs: 5, cashier: '105' }),
    );
    expect(off.acts?.at(-1)).toEqual({
      action: 'taken-back',
      of: 'return',
      cashier: '105',
      at_ms: 5,
    });
    const again = valueOf(reduceBasket(off, { type: 'undo', cashier: '104', atMs: 6 }));
    expect(acts(again)).toEqual(['return', 'return-offline', 'return', 'return', 'return-offline']);
    expect(again.acts?.filter(({ action }) => action === 'return')).toHaveLength(2);
  });

  it('are of one receipt at a time, and gone with a basket that is given up', () => {
    const other = valueOf(exchangeOf(sold(add(1)), [piece('1')], SEEN, GERMANY));
    const second = reduceBasket(basket, { type: 'take-goods-back', exchange: other, acts: [] });
    expect(second).toEqual({ ok: false, error: 'exchange-open' });
    expect(valueOf(reduceBasket(basket, { type: 'cancel', atMs: 1 })).exchange).toBeUndefined();
  });

  it('survive being written and read again', () => {
    expect(due(JSON.parse(JSON.stringify(basket)) as Basket)).toBe(500 - 666);
  });

  it('what an exchange sold can come back; what it took back cannot', () => {
    const document = valueOf(closed(basket, [{ type: 'cash' }]));
    expect(valueOf(returnLines(document, [piece('1')]))).toMatchObject([{ gross: -500 }]);
    expect(returnLines(document, [piece('b1')])).toEqual({
      ok: false,
      error: 'return-of-a-return',
    });
  });
});

it('dom-O3: a pay-out reaches the first shares of the receipt’s plan, as far as it goes', () => {
  const { shares } = valueOf(exchangeOf(sold(add(333)), [piece('1')], SEEN, GERMANY));
  const values = (payOut: number) => sharesFor(shares, minor(payOut)).map(({ value }) => value);
  expect([values(0), values(100), values(333)]).toEqual([[], [100], [333]]);
});
