import { describe, expect, it } from 'vitest';
import { emptyBasket, type Basket } from '../../../domain/basket.ts';
import { exchangeOf } from '../../../domain/exchange/basket-exchange.ts';
import { basketId, docId } from '../../../domain/ids.ts';
import { minor, NOTHING } from '../../../domain/money.ts';
import { milli } from '../../../domain/quantity.ts';
import { GERMANY, valueOf } from '../../../domain/testing/sale-arbitraries.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { LINE_DOWN } from '../receipts/receipts-refusals.ts';
import type { ToldDocument } from '../receipts/store-receipts.ts';
import { PayOutGuard } from './pay-out-guard.ts';
import { sold } from './testing-sold-sale.ts';

const SALE = sold(1);
const DAY = '2026-11-21';
const there = (qty: number) => ({
  doc_id: docId('elsewhere'),
  doc_no: '0417-04-A-000001',
  returns_of: { doc_id: SALE.doc_id, doc_no: SALE.doc_no, lines: ['1'] },
  lines: [{ qty_milli: milli(qty) }],
});
const finder = {
  named: async () => ({ docId: SALE.doc_id, body: SALE }),
  returnsOf: async () => [],
  page: async () => ({ docs: [], total: 0 }),
} as unknown as DocFinder;

/** One of three pieces comes back in a basket; another one had come back at another till. */
function basketWith(signed: 'return' | 'return-offline'): Basket {
  const line = { line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) };
  const seen = { before: NOTHING, returnsSeen: 0, backMilli: 1000 };
  const exchange = valueOf(exchangeOf(SALE, [line], seen, GERMANY));
  const by = { amount: minor(333), cashier: '104', at_ms: 1 };
  const acts = [{ action: 'return', ...by } as const, { action: signed, ...by } as const];
  return { ...emptyBasket(basketId('b'), 1), exchange, acts };
}

function guard(open: () => Promise<ToldDocument | Refusal>, isOver = false) {
  const used: (readonly Used[])[] = [];
  const ports = {
    finder,
    atHeadOffice: { open },
    may: async (rights: readonly Used[]) => {
      used.push(rights);
      return { ok: true, cashier: '104', approver: '900' } as const;
    },
    nap: () => (isOver ? Promise.resolve() : new Promise<never>(() => undefined)),
    wallMs: () => 7,
  };
  return { used, guard: new PayOutGuard(ports) };
}
const tells = (qty: number) => async () =>
  ({ ok: true, sale: SALE, returns: [there(qty)] }) as const;

describe('dom-O2 dom-E1: before money goes out for an exchange', () => {
  it('head office is asked whether more came back at any till since', async () => {
    const same = guard(tells(-1000));
    expect(await same.guard.mayPayOut(basketWith('return'), DAY)).toEqual({ ok: true, acts: [] });
    const more = guard(tells(-2000));
    expect(await more.guard.mayPayOut(basketWith('return'), DAY)).toBe('came-back');
    expect([same.used, more.used]).toEqual([[], []]);
  });

  it.each([
    ['down', async () => LINE_DOWN, false],
    ['slow', () => new Promise<never>(() => undefined), true],
  ] as const)(
    'the line is %s: the rights of such a return decide, once',
    async (_, open, isOver) => {
      const silent = guard(open, isOver);
      const size = { amount: 333n, of: 333n };
      const act = {
        action: 'return-offline',
        amount: 333,
        cashier: '104',
        approver: '900',
        at_ms: 7,
      };
      expect(await silent.guard.mayPayOut(basketWith('return'), DAY)).toEqual({
        ok: true,
        acts: [act],
      });
      expect(silent.used).toEqual([
        [
          { action: 'return-offline', size },
          { action: 'return-offline-day', size },
        ],
      ]);
      // Signed for when the goods were taken in: once is enough.
      const again = await silent.guard.mayPayOut(basketWith('return-offline'), DAY);
      expect([again, silent.used.length]).toEqual([{ ok: true, acts: [] }, 1]);
    },
  );
});
