import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeSale } from '../close-sale.ts';
import { minor, sumMinor, type Minor } from '../money.ts';
import { proveTotals } from '../prove-totals.ts';
import { receiptRows } from '../receipt.ts';
import { drawerCash, foreignSums, tenderSums } from '../cashup/document-figures.ts';
import { settle } from '../tender.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import type { CardSlip } from './sale-tender.ts';
import { settleTenders, type OfferedTender } from './settle-tenders.ts';

const SLIP: CardSlip = {
  reference: 'ours-1',
  scheme: 'Visa',
  last4: '1111',
  auth: 'A12',
  terminal_ref: 'T-9',
};
const cash = (tendered: number): OfferedTender => ({ type: 'cash', tendered: minor(tendered) });
const card = (amount: number): OfferedTender => ({
  type: 'card',
  amount: minor(amount),
  card: SLIP,
});
const dollars = (value: number): OfferedTender => ({
  type: 'foreign-cash',
  tendered: minor(value),
  foreign: { currency: 'USD', amount: minor(2000), rate: '0.9', rate_from_ms: 1 },
});
const problem = (total: number, ...tenders: OfferedTender[]): string => {
  const result = settleTenders(minor(total), tenders, NICKEL);
  return result.ok ? 'taken' : result.error;
};

describe('settleTenders', () => {
  it('dom-C2: of a payment in three parts only the part in cash is rounded', () => {
    const parts = [card(500), cash(300), cash(1000)];
    const { settlement, tenders } = valueOf(settleTenders(minor(1353), parts, NICKEL));
    expect(settlement).toMatchObject({ rounding: 2, payable: 1355, change: 445, settled: true });
    expect(tenders).toEqual([
      { type: 'card', tendered: 500, amount: 500, change: 0, card: SLIP },
      { type: 'cash', tendered: 300, amount: 300, change: 0 },
      { type: 'cash', tendered: 1000, amount: 555, change: 445 },
    ]);
    const byCard = valueOf(settleTenders(minor(1353), [cash(300), card(1053)], NICKEL));
    expect(byCard.settlement).toMatchObject({ rounding: 0, settled: true });
  });

  it('dom-Y8: a card takes at most what is open, in either direction, and never nothing', () => {
    expect(problem(1000, card(1001))).toBe('more-than-due');
    expect(problem(1000, cash(600), card(401))).toBe('more-than-due');
    expect(problem(1000, card(0))).toBe('more-than-due');
    expect(problem(1000, card(-10))).toBe('more-than-due');
    expect(problem(-1000, card(-1001))).toBe('more-than-due');
    expect(problem(-1000, card(-1000))).toBe('taken');
  });

  it('pays out what was bought, part to the card and the rest in cash', () => {
    const out = valueOf(settleTenders(minor(-1353), [card(-1000), { type: 'cash' }], NICKEL));
    expect(out.settlement).toMatchObject({ rounding: -2, payable: -1355, settled: true });
    expect(out.tenders[1]).toEqual({ type: 'cash', tendered: -355, amount: -355, change: 0 });
  });

  it('peers-34: gives change for foreign notes in the currency of the store', () => {
    const { tenders } = valueOf(settleTenders(minor(1353), [dollars(1800)], NICKEL));
    expect(tenders).toMatchObject([{ tendered: 1800, amount: 1355, change: 445 }]);
    // Notes lie apart, what was given back came out of the drawer.
    const doc = { tenders };
    expect(drawerCash({ tenders: tenderSums(doc), foreign: foreignSums(doc) })).toBe(-445);
  });

  it('settles as plain tenders do, whatever the mix', () => {
    const part = fc.record({
      isCard: fc.boolean(),
      amount: fc.integer({ min: 1, max: 900 }).map((amount) => minor(amount)),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(part, { maxLength: 6 }),
        (sum, mix) => {
          const offered = mix.map(({ isCard, amount }) => (isCard ? card(amount) : cash(amount)));
          const result = settleTenders(minor(sum), offered, NICKEL);
          if (!result.ok) return;
          const plain = mix.map(({ isCard, amount }) =>
            isCard
              ? ({ type: 'non-cash', amount } as const)
              : ({ type: 'cash', tendered: amount } as const),
          );
          const { settlement, tenders } = result.value;
          expect(settlement).toEqual(valueOf(settle(minor(sum), plain, NICKEL)));
          const credited: Minor = sumMinor(tenders.map(({ amount }) => amount));
          expect(credited + settlement.balance).toBe(sum + settlement.rounding);
        },
      ),
    );
  });
});

describe('a document that was paid in parts', () => {
  const basket = basketOf({
    type: 'add',
    article: article({ article: '1', unitPrice: minor(1353), taxCodes: ['R'] }),
    qtyMilli: 1000,
  });
  const request = {
    basket,
    taxSetup: GERMANY,
    cashPolicy: CENT,
    tenders: [card(1000), cash(500)],
    identity: IDENTITY,
  };
  const sale = valueOf(closeSale(request));

  it('dom-Y3: carries four figures of the card and proves itself', () => {
    expect(valueOf(proveTotals(sale)).tenders[0]).toMatchObject({ type: 'card', card: SLIP });
    const [paid, ...rest] = sale.tenders;
    const told = { ...paid, card: { ...SLIP, last4: '41111111' } } as typeof paid & object;
    expect(proveTotals({ ...sale, tenders: [told, ...rest] })).toEqual({
      ok: false,
      error: { kind: 'tender-slip', at: '' },
    });
  });

  it('no card gives change', () => {
    const tenders = [{ type: 'card', tendered: 1500, amount: 1353, change: 147, card: SLIP }];
    const forged = { ...sale, tenders } as unknown as typeof sale;
    expect(proveTotals(forged)).toEqual({ ok: false, error: { kind: 'tender-change', at: '' } });
  });

  it('dom-Y3 dom-C3: the receipt names each tender and the change', () => {
    const rows = receiptRows(sale).filter(({ kind }) => ['card', 'cash', 'change'].includes(kind));
    expect(rows).toEqual([
      {
        kind: 'card',
        scheme: 'Visa',
        last4: '1111',
        auth: 'A12',
        reference: 'T-9',
        isSigned: false,
        amount: '10.00',
      },
      { kind: 'cash', amount: '5.00' },
      { kind: 'change', amount: '1.47' },
    ]);
  });

  it('is refused where a card would take more than is open', () => {
    const closed = closeSale({ ...request, tenders: [cash(1000), card(354)] });
    expect(closed).toEqual({ ok: false, error: 'more-than-due' });
  });
});
