import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeSale } from '../close-sale.ts';
import { exchangeOf } from '../exchange/basket-exchange.ts';
import { minor, NOTHING } from '../money.ts';
import type { OfferedTender } from '../pay/settle-tenders.ts';
import { milli } from '../quantity.ts';
import type { Sale } from '../sale.ts';
import { creditId } from '../stored-value/credit-number.ts';
import { withRests } from '../stored-value/credit-tenders.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { refundPlan } from './refund-plan.ts';
import { voucherShare } from './refund-under-way.ts';

const CARD = { reference: 'r1', scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };
const cash = (tendered: number): OfferedTender => ({ type: 'cash', tendered: minor(tendered) });
const card = (amount: number): OfferedTender => ({
  type: 'card',
  amount: minor(amount),
  card: CARD,
});
const voucher = (amount: number, face = amount): OfferedTender => ({
  type: 'voucher',
  amount: minor(amount),
  face: minor(face),
  code: 'V',
  redemption: `v-${face}`,
});

/** Goods, beside them a card that is loaded where `loaded` says so; a voucher's rest is kept. */
function sold(goods: number, loaded: number, tenders: readonly OfferedTender[]): Sale {
  const bread = article({ article: '1', unitPrice: minor(goods) });
  const plain = { taxCodes: [], discountable: false };
  const load = {
    ...article({ article: 'gift-card', unitPrice: minor(loaded), ...plain }),
    storedValue: { type: 'gift-card' as const, code: 'G' },
  };
  return valueOf(
    closeSale({
      basket: basketOf(
        { type: 'add', article: bread, qtyMilli: 1000 },
        ...(loaded === 0 ? [] : [{ type: 'add' as const, article: load, qtyMilli: 1000 }]),
      ),
      taxSetup: GERMANY,
      cashPolicy: NICKEL,
      tenders: withRests(tenders, 'K', IDENTITY.docId),
      identity: IDENTITY,
    }),
  );
}
const told = (sale: Sale, now: number, before = 0) =>
  refundPlan(sale, minor(before), minor(now)).map(({ tender, value }) => [tender.type, value]);

describe('VOUCH5 GIFT6: a voucher beside a card that is loaded', () => {
  const orders: readonly (readonly OfferedTender[])[] = [
    [cash(1000), voucher(1353)],
    [voucher(1353), cash(1000)],
    [card(1000), voucher(1353)],
    [voucher(1353), card(1000)],
    [voucher(353), card(1000), voucher(1000)],
    [voucher(1000), voucher(353), cash(1000)],
    [cash(1000), voucher(1353, 2000)],
  ];
  test.each(orders.map((tenders) => [tenders.map(({ type }) => type).join(' '), tenders] as const))(
    'the money paid for the load, in every order: %s',
    (_, tenders) => {
      const sale = sold(1353, 1000, tenders);
      expect(told(sale, 1353).map(([type]) => type)).not.toContain('cash');
      expect(voucherShare(refundPlan(sale, NOTHING, minor(1353)))).toBe(1353);
      const line = { line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) };
      const seen = { before: NOTHING, returnsSeen: 0 };
      const { shares } = valueOf(exchangeOf(sale, [line], seen, GERMANY));
      expect(shares.every(({ tender }) => tender.type === 'voucher')).toBe(true);
    },
  );
});

describe('VOUCH3 VOUCH5: a voucher paid what it is worth less its rest', () => {
  test('what cash and card paid beside it goes back to them', () => {
    const byCash = sold(1853, 0, [cash(500), voucher(1353, 2000)]);
    expect(byCash.tenders.map(({ amount }) => Number(amount))).toEqual([500, 2000, -647]);
    expect(told(byCash, 1853)).toEqual([
      ['voucher', 1353],
      ['cash', 500],
    ]);
    expect(told(byCash, 853, 1000)).toEqual([
      ['voucher', 353],
      ['cash', 500],
    ]);
    const byCard = sold(1853, 0, [card(500), voucher(1353, 2000)]);
    expect(told(byCard, 1853)).toEqual([
      ['voucher', 1353],
      ['card', 500],
    ]);
  });

  test('credit that a document was paid with, or gave for goods, is no rest', () => {
    const paid = { tendered: minor(-400), amount: minor(-400), change: NOTHING, code: 'K' };
    const sale = sold(1000, 0, [voucher(1000)]);
    const other = { type: 'store-credit', ...paid, redemption: 'other' } as const;
    expect(told({ ...sale, tenders: [...sale.tenders, other] }, 1000)).toEqual([['voucher', 1000]]);
    const given = { type: 'store-credit', ...paid, redemption: creditId(sale.doc_id) } as const;
    expect(told({ ...sale, tenders: [given] }, 1000)).toEqual([]);
  });

  test('whatever the parts, all of it at once or in two steps: the goods, and nobody more than it paid', () => {
    const cents = fc.integer({ min: 1, max: 9999 });
    const kinds = fc.array(fc.tuple(fc.constantFrom('cash', 'card', 'voucher'), cents), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(cents, fc.option(cents, { nil: 0 }), kinds, cents, cents, (...given) => {
        const [goods, loaded, parts, rest, first] = given;
        // Less than a coin of five left would be settled by cash alone.
        const tenders: OfferedTender[] = [];
        let [left, byVoucher] = [goods + loaded, 0];
        for (const [type, size] of parts) {
          const amount = Math.min(size, left - 5, type === 'voucher' ? goods - byVoucher : left);
          if (amount <= 0) continue;
          if (type === 'voucher') byVoucher += amount;
          tenders.push(
            type === 'card' ? card(amount) : type === 'cash' ? cash(amount) : voucher(amount),
          );
          left -= amount;
        }
        // The last one settles it: a voucher with a rest where it may, else a card.
        const isPaper = left <= goods - byVoucher;
        if (isPaper) byVoucher += left;
        tenders.push(isPaper ? voucher(left, left + rest) : card(left));
        const sale = sold(goods, loaded, tenders);
        const cut = Math.min(first, goods);
        const whole = refundPlan(sale, NOTHING, minor(goods));
        const steps = [
          ...refundPlan(sale, NOTHING, minor(cut)),
          ...refundPlan(sale, minor(cut), minor(goods - cut)),
        ];
        for (const plan of [whole, steps]) {
          expect(plan.reduce((sum, { value }) => sum + value, 0)).toBe(goods);
          expect(voucherShare(plan)).toBe(byVoucher);
          for (const type of ['cash', 'card'] as const) {
            const paid = tenders.reduce((sum, one) => sum + paidBy(one, type), 0);
            const back = plan.filter(({ tender }) => tender.type === type);
            expect(back.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(paid);
          }
        }
      }),
    );
  });
});

function paidBy(tender: OfferedTender, type: 'cash' | 'card'): number {
  if (tender.type !== type) return 0;
  return tender.type === 'cash'
    ? (tender.tendered ?? 0)
    : tender.type === 'card'
      ? tender.amount
      : 0;
}
