import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedCash, movedCash, openedCash } from './cash-events.ts';
import { asideData, cashData, kindOfData } from './process-data.ts';

const own = { currency: 'EUR' };

describe('what of cash without a document is signed', () => {
  it('TSE8, dom-F2: floats, moves and the end of a shift, as the drawer saw them', () => {
    expect(openedCash({ ...own, shift_id: 's', float: 15_000 })).toEqual([
      { ...own, id: 's-float', what: 'float', amount: 15_000 },
    ]);
    const moved = (type: Parameters<typeof movedCash>[0]['type']) =>
      movedCash({ ...own, move_id: 'm', type, amount: 500 }).map(({ amount }) => amount);
    expect(moved('paid-in')).toEqual([500]);
    expect(moved('loan')).toEqual([500]);
    expect(moved('paid-out')).toEqual([-500]);
    expect(moved('drop')).toEqual([-500]);
    expect(moved('bank-drop')).toEqual([-500]);
    const tenders = { cash: { variance: -250 }, 'foreign-cash:CHF': { variance: 900 } };
    expect(closedCash({ ...own, z_id: 'z', deposit: 30_000, tenders })).toEqual([
      { ...own, id: 'z-diff', what: 'difference', amount: -250 },
      { ...own, id: 'z-bank', what: 'bank', amount: -30_000 },
    ]);
  });

  it('TSE8: what is nothing is no business case', () => {
    expect(openedCash({ ...own, shift_id: 's', float: 0 })).toEqual([]);
    const tenders = { cash: { variance: 0 } };
    expect(closedCash({ ...own, z_id: 'z', deposit: 0, tenders })).toEqual([]);
    expect(closedCash({ ...own, z_id: 'z', deposit: 0, tenders: {} })).toEqual([]);
  });

  it('TSE8: whatever amount, what is paid is what stands in the untaxed slot', () => {
    expect(cashData(-2000, 'EUR')).toBe('Beleg^0.00_0.00_0.00_0.00_-20.00^-20.00:Bar');
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (amount) => {
        fc.pre(amount !== 0);
        const [kind, slots = '', paid = ''] = cashData(amount, 'EUR').split('^');
        expect(kind).toBe('Beleg');
        expect(`${slots.split('_').at(-1) ?? ''}:Bar`).toBe(paid);
        expect(slots.split('_').slice(0, 4)).toEqual(['0.00', '0.00', '0.00', '0.00']);
      }),
    );
  });

  it('TSE7: what was signed says itself what it was', () => {
    expect(asideData('EUR')).toBe('AVTransfer^0.00_0.00_0.00_0.00_0.00^');
    expect(kindOfData(asideData('EUR'))).toBe('AVTransfer');
    expect(kindOfData(cashData(1, 'EUR'))).toBe('Beleg');
    expect(kindOfData('AVBestellung^')).toBeUndefined();
  });
});
