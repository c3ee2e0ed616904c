import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sale } from '../sale.ts';
import { minor } from '../money.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  sellExactly,
  soldBaskets,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { closeSale } from '../close-sale.ts';
import { abortedData, processDataOf, slotsOf } from './process-data.ts';
import { twoPlaces } from './two-places.ts';

const bread = article({ article: '1', unitPrice: minor(1190), taxCodes: ['S'] });
const milk = article({ article: '2', unitPrice: minor(214), taxCodes: ['R'] });

const sold = (...tenders: Parameters<typeof closeSale>[0]['tenders']): Sale =>
  valueOf(
    closeSale({
      basket: basketOf(
        { type: 'add', article: bread, qtyMilli: 1000 },
        { type: 'add', article: milk, qtyMilli: 2000 },
      ),
      taxSetup: GERMANY,
      cashPolicy: CENT,
      tenders,
      identity: IDENTITY,
    }),
  );

describe('what of a document is signed', () => {
  it('dom-F2, TSE1: what it was, gross by tax slot, and what was paid how', () => {
    const sale = sold({ type: 'cash', tendered: minor(2000) });
    expect(sale.taxes.map(({ rate }) => rate)).toEqual(expect.arrayContaining(['19', '7']));
    expect(processDataOf(sale)).toBe('Beleg^11.90_4.28_0.00_0.00_0.00^16.18:Bar');
    expect(processDataOf({ ...sale, training: true })).toBe(
      'AVTraining^11.90_4.28_0.00_0.00_0.00^16.18:Bar',
    );
    expect(abortedData('EUR')).toBe('AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^');
  });

  it('TSE1: cash and card apart, other currencies named, change taken off the own one', () => {
    const sale = sold({ type: 'cash', tendered: minor(2000) });
    const money = (amount: number, change = 0) => ({
      amount: minor(amount),
      tendered: minor(amount + change),
      change: minor(change),
    });
    const card = { reference: 'r', scheme: 'Visa', last4: '1111', auth: '', terminal_ref: '' };
    const foreign = {
      currency: 'CHF',
      amount: minor(1500),
      rate: '1.06',
      rate_from_ms: 0,
    } as const;
    const tenders: Sale['tenders'] = [
      { type: 'card', card, ...money(500) },
      { type: 'card', card, ...money(118) },
      { type: 'foreign-cash', foreign, ...money(1000, 590) },
    ];
    expect(processDataOf({ ...sale, tenders }).split('^')[2]).toBe(
      '-5.90:Bar_15.00:Bar:CHF_6.18:Unbar',
    );
  });

  it('TSE1: a gift card that is sold is not taxed, one that pays is turnover taken back', () => {
    const sale = sold({ type: 'cash', tendered: minor(2000) });
    const [line, ...others] = sale.lines;
    const lines = [
      { ...line!, stored_value: { type: 'gift-card' as const, code: 'c' }, tax: {} },
      ...others,
    ];
    const gift = {
      type: 'gift-card' as const,
      code: 'c',
      redemption: 'r',
      amount: minor(300),
      tendered: minor(300),
      change: minor(0),
    };
    const tenders = [...sale.tenders, gift];
    expect(processDataOf({ ...sale, lines, tenders })).toBe(
      'Beleg^0.00_4.28_0.00_0.00_8.90^16.18:Bar',
    );
  });

  it('TSE1: a rate that Germany does not have stands with what is not taxed', () => {
    const sale = sold({ type: 'cash', tendered: minor(2000) });
    const taxes = sale.taxes.map((tax) => (tax.rate === '19' ? { ...tax, rate: '20.00' } : tax));
    expect(slotsOf({ ...sale, taxes })).toEqual([0, 428, 0, 0, 1190]);
    const same = sale.taxes.map((tax) => (tax.rate === '19' ? { ...tax, rate: '19.00' } : tax));
    expect(slotsOf({ ...sale, taxes: same })).toEqual([1190, 428, 0, 0, 0]);
  });

  it('TSE1: no cent is missing: the slots come to what was paid, whatever was sold', () => {
    fc.assert(
      fc.property(soldBaskets, fc.boolean(), ({ setup, basket }, isBack) => {
        const sale = sellExactly(basket, setup, CENT);
        // `-1 * 0` is no amount.
        const signed = (amount: number): number => (isBack ? 0 - amount : amount);
        const lines = sale.lines.map((line) => ({ ...line, gross: minor(signed(line.gross)) }));
        const paid = signed(sale.tenders.reduce((sum, { amount }) => sum + amount, 0));
        const rounding = minor(signed(sale.cash_rounding));
        const slots = slotsOf({ ...sale, lines, tenders: [], cash_rounding: rounding });
        expect(slots.reduce((sum, one) => sum + one, 0)).toBe(paid);
      }),
    );
  });

  it('TSE1: amounts are made of integers and read back as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
        const text = twoPlaces(amount, 'EUR');
        expect(text).toMatch(/^-?\d+\.\d\d$/);
        expect(Number(text.replace('.', ''))).toBe(amount);
      }),
    );
    expect([twoPlaces(-5, 'EUR'), twoPlaces(120, 'JPY'), twoPlaces(1234, 'KWD')]).toEqual([
      '-0.05',
      '120.00',
      '1.234',
    ]);
  });
});
