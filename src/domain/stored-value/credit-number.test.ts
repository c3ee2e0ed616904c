import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refundTenders, valuesBack, type RefundUnderWay } from '../after/refund-under-way.ts';
import { refundPlan } from '../after/refund-plan.ts';
import { docId as saleId } from '../ids.ts';
import { minor, NOTHING } from '../money.ts';
import { settleTenders } from '../pay/settle-tenders.ts';
import type { SaleTender } from '../pay/sale-tender.ts';
import { NICKEL } from '../testing/sale-arbitraries.ts';
import { readValueNumber } from './card-number.ts';
import {
  creditCode,
  creditGiven,
  creditId,
  creditNumber,
  type ValueMint,
} from './credit-number.ts';
import { balanceOf } from './value-balance.ts';
import { isValueCode } from './value-code.ts';
import { movementsOf } from './value-movements.ts';

const MINT: ValueMint = {
  prefix: '0960',
  length: 16,
  key: new Uint8Array(32).fill(7),
  mac: (key, message) => hmac(sha256, key, message),
};
const docId = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/);
const mints = fc
  .tuple(fc.constantFrom('020', '0960', '09601'), fc.integer({ min: 16, max: 19 }))
  .map(([prefix, length]) => ({ ...MINT, prefix, length }));

describe('CRED2: the number of a credit is derived from its document', () => {
  test('in every format it is one of our numbers, always the same, another for another document or key', () => {
    fc.assert(
      fc.property(mints, docId, docId, (mint, one, two) => {
        const number = creditNumber(mint, one);
        expect(readValueNumber(number, mint)).toEqual({ ok: true, value: number });
        expect(creditNumber(mint, one)).toBe(number);
        expect(isValueCode(creditCode(mint, one))).toBe(true);
        if (one !== two) expect(creditCode(mint, two)).not.toBe(creditCode(mint, one));
        const other = { ...mint, key: new Uint8Array(32).fill(8) };
        expect(creditCode(other, one)).not.toBe(creditCode(mint, one));
      }),
    );
  });

  test('a thousand documents have a thousand numbers, and all their figures are used', () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => creditNumber(MINT, `document-${at}`));
    expect(new Set(numbers).size).toBe(1000);
    for (let place = 4; place < 15; place += 1) {
      expect(new Set(numbers.map((number) => number[place])).size).toBe(10);
    }
  });

  test('paper names it as long as it is the one that pays: not after another key, nor for what was only spent', () => {
    const spent: SaleTender = {
      type: 'store-credit',
      tendered: minor(200),
      amount: minor(200),
      change: NOTHING,
      code: creditCode(MINT, 'd1'),
      redemption: 'r1',
    };
    const given = { ...spent, amount: minor(-700), redemption: creditId('d1') };
    const credit = creditGiven({ doc_id: 'd1', tenders: [given] }, MINT);
    expect(credit).toEqual({ number: creditNumber(MINT, 'd1'), amount: 700 });
    const other = { ...MINT, key: new Uint8Array(32).fill(8) };
    for (const mint of [other, { ...MINT, length: 19 }, undefined]) {
      const kept = creditGiven({ doc_id: 'd1', tenders: [given] }, mint);
      expect(kept).toEqual({ number: undefined, amount: 700 });
    }
    expect(creditGiven({ doc_id: 'd1', tenders: [spent] }, MINT)).toBeUndefined();
  });
});

/** A return of so much goods, all of it as credit. */
function issued(goods: number): SaleTender[] {
  const credit = { code: creditCode(MINT, 'back') };
  const row = { docId: 'back', goods: minor(goods), due: [], done: [], credit };
  return settled(0 - goods, refundTenders(row as unknown as RefundUnderWay));
}

function settled(total: number, offered: Parameters<typeof settleTenders>[1]): SaleTender[] {
  const done = settleTenders(minor(total), offered, NICKEL);
  if (!done.ok || done.value.settlement.balance !== 0) throw new Error('not settled');
  return [...done.value.tenders];
}

const document = (doc_id: string, tenders: readonly object[]) =>
  movementsOf({ doc_id, currency: 'EUR', lines: [], tenders });

describe('CRED1 CRED3 dom-I7: value is neither made nor lost', () => {
  test('credit is what the goods were worth, never rounded as cash', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (goods) => {
        const tenders = issued(goods);
        expect(tenders).toMatchObject([{ type: 'store-credit', amount: 0 - goods, change: 0 }]);
        expect(balanceOf(document('back', tenders))).toBe(goods);
      }),
    );
  });

  test('given, spent in part and given back in steps, in any order of arrival: what was paid and came back is what is left', () => {
    const type = fc.constantFrom('gift-card' as const, 'store-credit' as const);
    const cents = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(cents, cents, cents, type, fc.nat(), (goods, total, first, kind, seed) => {
        const code = creditCode(MINT, 'back');
        const spends = Math.min(goods, total);
        const value = { type: kind, amount: minor(spends), code, redemption: 'sale-1' };
        const rest = spends < total ? [{ type: 'cash' as const, tendered: minor(200_000) }] : [];
        const paid = settled(total, [value, ...rest]);
        const rounding = minor(paid.reduce((sum, { amount }) => sum + amount, 0) - total);
        const sale = { doc_id: saleId('sale'), lines: [], tenders: paid, cash_rounding: rounding };
        const now = Math.min(first, total);
        const steps = [
          ...document('back', issued(goods)),
          ...document('sale', paid),
          ...[
            refundPlan(sale, NOTHING, minor(now)),
            refundPlan(sale, minor(now), minor(total - now)),
          ].flatMap((plan, nth) => {
            const doc_id = `undone-${nth}`;
            return document(doc_id, valuesBack(plan, doc_id));
          }),
        ];
        const at = seed % steps.length;
        const elsewhere = [...steps.slice(at), ...steps];
        expect(balanceOf(steps)).toBe(goods);
        expect(balanceOf(elsewhere)).toBe(goods);
      }),
    );
  });
});
