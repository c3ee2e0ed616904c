import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveLines } from '../basket.ts';
import type { BasketAction } from '../basket-reducer.ts';
import { closeReturn } from '../close-return.ts';
import { closeSale } from '../close-sale.ts';
import { minor, sumMinor } from '../money.ts';
import type { BasketSavings } from '../promotions/basket-savings.ts';
import { proveTotals } from '../prove-totals.ts';
import { milli } from '../quantity.ts';
import type { Sale } from '../sale.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  QUEBEC,
  sellExactly,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { adjustedBaskets } from '../testing/terms-arbitraries.ts';
import { basketTotals } from '../totals.ts';
import { basketReductions } from './line-reductions.ts';
import type { ManualDiscount } from './manual-discount.ts';

const by = { cashier: '104', atMs: 7 };
const add = (id: string, cents: number, more = {}, qtyMilli = 1000): BasketAction => ({
  type: 'add',
  article: article({ article: id, unitPrice: minor(cents), taxCodes: ['S'], ...more }),
  qtyMilli,
});
const onLine = (discount: ManualDiscount, lineId = '1'): BasketAction => ({
  type: 'discount-line',
  lineId,
  discount,
  ...by,
});
const onBasket = (discount: ManualDiscount): BasketAction => ({
  type: 'discount-basket',
  discount,
  ...by,
});
const percent = (hundredths: number): ManualDiscount => ({
  kind: 'percent',
  hundredths,
  reason: 'goodwill',
});
const sell = (...actions: BasketAction[]): Sale => sellExactly(basketOf(...actions), GERMANY, CENT);

describe('what people take off', () => {
  it('never below nothing, told to the cent and proven, whatever is given', () => {
    fc.assert(
      fc.property(adjustedBaskets, ({ setup, basket }) => {
        if (liveLines(basket).length === 0) return;
        const sale = sellExactly(basket, setup, CENT);
        expect(proveTotals(sale).ok).toBe(true);
        expect(JSON.parse(JSON.stringify(sale))).toEqual(sale);
        for (const line of sale.lines) {
          expect(line.net).toBeGreaterThanOrEqual(0);
          expect(line.gross).toBeGreaterThanOrEqual(0);
          const told = (line.reductions ?? []).map(({ amount }) => amount);
          expect(sumMinor(told)).toBe(line.line_discount + line.doc_discount);
        }
      }),
    );
  });

  it('vec-tax-T9: a linked refund gives back exactly what was paid, in two steps', () => {
    fc.assert(
      fc.property(adjustedBaskets, fc.nat(), ({ setup, basket }, pick) => {
        if (liveLines(basket).length === 0) return;
        const sale = sellExactly(basket, setup, CENT);
        const line = sale.lines[pick % sale.lines.length]!;
        const first = milli(1 + (pick % line.qty_milli));
        const steps = [[first, milli(0)] as const, [milli(line.qty_milli - first), first] as const];
        const returned = steps
          .filter(([qtyMilli]) => qtyMilli > 0)
          .map(([qtyMilli, alreadyReturnedMilli]) =>
            valueOf(
              closeReturn({
                sale,
                returned: [{ line: line.line, qtyMilli, alreadyReturnedMilli }],
                cashPolicy: CENT,
                identity: IDENTITY,
              }),
            ),
          );
        expect(returned.reduce((sum, { totals }) => sum + totals.gross, 0) + line.gross).toBe(0);
      }),
    );
  });

  it('dom-D2: a basket discount is spread by net, the cents by largest remainder', () => {
    const amount = { kind: 'amount', amount: minor(100), of: minor(900), reason: 'goodwill' };
    const sale = sell(
      add('1', 300),
      add('2', 300),
      add('3', 300),
      onBasket(amount as ManualDiscount),
    );
    expect(sale.lines.map((line) => line.doc_discount)).toEqual([34, 33, 33]);
    expect(sale.totals.gross).toBe(800);
    expect(sale.lines[0]!.reductions).toEqual([{ kind: 'basket', reason: 'goodwill', amount: 34 }]);
  });

  it('dom-D4: goods that are never reduced bear no share', () => {
    const sale = sell(
      add('1', 1000),
      add('9', 800, { discountable: false }),
      onBasket(percent(5000)),
    );
    expect(sale.lines.map((line) => line.gross)).toEqual([500, 800]);
  });

  it('dom-A4: an amount shrinks with what it was given on, so no void turns it into the whole', () => {
    const five: ManualDiscount = {
      kind: 'amount',
      amount: minor(500),
      of: minor(5000),
      reason: 'staff',
    };
    const voided: BasketAction = { type: 'void-line', lineId: '2', atMs: 1 };
    const sale = sell(add('1', 500), add('2', 4500), onBasket(five), voided);
    expect(sale.totals.gross).toBe(450);
    const fewer: BasketAction = { type: 'change-quantity', lineId: '1', qtyMilli: 1000, atMs: 1 };
    expect(sell(add('1', 500, {}, 10_000), onLine(five), fewer).totals.gross).toBe(450);
  });

  it('dom-A4: goods that come later do not carry a discount above the limit of who gave it', () => {
    const sale = sell(
      add('1', 1000),
      onBasket({ ...percent(1000), most: minor(500) }),
      add('2', 100_000),
    );
    expect(sale.totals.gross).toBe(101_000 - 500);
  });

  it('exempt: prices without tax gain none, prices with tax lose it', () => {
    const exempt: BasketAction = { type: 'exempt-tax', reason: 'diplomat', ...by };
    const inclusive = sell(add('1', 1190), exempt);
    expect(inclusive.totals).toEqual({ net: 1000, tax: 0, gross: 1000 });
    expect(inclusive).toMatchObject({ tax_exempt: 'diplomat', tax_totals: [] });
    expect(inclusive.lines[0]!.reductions).toEqual([
      { kind: 'tax', reason: 'diplomat', amount: 190 },
    ]);
    const basket = basketOf(add('1', 1000, { taxCodes: ['GST', 'QST'] }), exempt);
    expect(sellExactly(basket, QUEBEC, CENT).totals).toEqual({ net: 1000, tax: 0, gross: 1000 });
    const forged = { ...inclusive, tax_exempt: undefined } as unknown as Sale;
    expect(proveTotals(forged)).toEqual({ ok: false, error: { kind: 'tax-exempt', at: '1' } });
  });

  it('dom-A4: goods that come later do not carry an exemption above the limit of who gave it', () => {
    const exempt = (within: object): BasketAction => ({
      type: 'exempt-tax',
      reason: 'diplomat',
      within,
      ...by,
    });
    const upToOne = exempt({ maxAmount: minor(100) });
    const more = add('2', 50_000);
    expect(sell(add('1', 119), upToOne).totals).toEqual({ net: 100, tax: 0, gross: 100 });
    const outgrown = sell(add('1', 119), upToOne, more);
    expect(outgrown.totals).toMatchObject({ gross: 50_119, tax: 8002 });
    expect(outgrown).not.toHaveProperty('tax_exempt');
    expect(outgrown.acts).toMatchObject([
      { action: 'tax-exempt', reason: 'diplomat' },
      { action: 'taken-back', of: 'tax-exempt', cashier: IDENTITY.cashier },
    ]);
    const voided: BasketAction = { type: 'void-line', lineId: '2', atMs: 1 };
    expect(sell(add('1', 119), upToOne, more, voided)).toMatchObject({ tax_exempt: 'diplomat' });
    expect(sell(add('1', 119), exempt({ maxHundredths: 1900 }), more).totals.tax).toBe(0);
    expect(sell(add('1', 119), exempt({ maxHundredths: 1800 }), more).totals.tax).toBe(8002);
  });

  it('a changed reduction does not prove', () => {
    const sale = sell(add('1', 1000), onLine(percent(1000)));
    const [line] = sale.lines;
    const forged = { ...line!, reductions: [{ ...line!.reductions![0]!, amount: minor(99) }] };
    expect(proveTotals({ ...sale, lines: [forged] })).toEqual({
      ok: false,
      error: { kind: 'promotions', at: '1' },
    });
  });
});

describe('where they meet promotions (dom-P10)', () => {
  const promotion = { id: 'p', name: '20 off', amount: minor(200), hlc: 1, origin: 'A' };
  const savings: BasketSavings = new Map([
    ['1', { lineDiscount: minor(150), docDiscount: minor(50), promotions: [promotion] }],
  ]);
  const reductionsOf = (...actions: BasketAction[]) =>
    valueOf(basketReductions(basketOf(...actions), GERMANY, savings)).get('1');

  it('of a line the larger counts, never both', () => {
    expect(reductionsOf(add('1', 1000), onLine(percent(2000)))).toEqual(savings.get('1'));
    expect(reductionsOf(add('1', 1000), onLine(percent(2010)))).toEqual({
      lineDiscount: 201,
      docDiscount: 0,
      reductions: [{ kind: 'line', reason: 'goodwill', amount: 201 }],
    });
  });

  it("the basket's discount is taken from what they leave, and the sale proves", () => {
    const basket = basketOf(add('1', 1000), onBasket(percent(1000)));
    expect(valueOf(basketReductions(basket, GERMANY, savings)).get('1')).toEqual({
      lineDiscount: 150,
      docDiscount: 130,
      promotions: [promotion],
      reductions: [{ kind: 'basket', reason: 'goodwill', amount: 80 }],
    });
    expect(valueOf(basketTotals(basket, GERMANY, savings)).totals.gross).toBe(720);
    const tenders = [{ type: 'cash' as const, tendered: minor(720) }];
    const closed = closeSale({
      basket,
      savings,
      taxSetup: GERMANY,
      cashPolicy: CENT,
      tenders,
      identity: IDENTITY,
    });
    expect(valueOf(closed).totals.gross).toBe(720);
  });
});
