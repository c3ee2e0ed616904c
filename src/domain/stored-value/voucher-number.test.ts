import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCardText } from '../pay/card-text.ts';
import { minor, NOTHING } from '../money.ts';
import { findTenderFault } from '../pay/prove-tenders.ts';
import { settleTenders, type OfferedTender } from '../pay/settle-tenders.ts';
import { NICKEL } from '../testing/sale-arbitraries.ts';
import { readValueNumber } from './card-number.ts';
import { withRests } from './credit-tenders.ts';
import { balanceOf, shortfallsOf } from './value-balance.ts';
import { movementsOf } from './value-movements.ts';
import {
  LARGEST_FACE,
  readVoucher,
  voucherLength,
  voucherNumber,
  type VoucherMint,
} from './voucher-number.ts';

const MINT: VoucherMint = {
  prefix: '0960',
  key: new Uint8Array(32).fill(7),
  mac: (key, message) => hmac(sha256, key, message),
};
const faces = fc.integer({ min: 1, max: LARGEST_FACE }).map(minor);
const serials = fc.stringMatching(/^\d{12}$/);
const prefixes = fc.constantFrom('020', '0960', '09601');

describe('VOUCH1: a voucher’s number says its value and proves itself', () => {
  test('in every format it is read back, at its value, keyed in groups or not; it is no gift card and no payment card', () => {
    fc.assert(
      fc.property(prefixes, faces, serials, (prefix, face, serial) => {
        const mint = { ...MINT, prefix };
        const figures = voucherNumber(mint, { face, currency: 'EUR', serial });
        expect(figures).toHaveLength(voucherLength(prefix));
        const inFours = figures.replaceAll(/(.{4})(?=.)/g, '$1 ');
        for (const text of [figures, inFours])
          expect(readVoucher(text, mint, 'EUR')).toEqual({ ok: true, value: { figures, face } });
        expect(readValueNumber(figures, { prefix, length: 16 })).toBeUndefined();
        expect(isCardText(figures)).toBe(false);
      }),
    );
  });

  test('another value, serial, key or currency is not ours; a wrong figure is told; anything else is none', () => {
    fc.assert(
      fc.property(faces, serials, fc.nat({ max: 32 }), (face, serial, at) => {
        const figures = voucherNumber(MINT, { face, currency: 'EUR', serial });
        const other = { ...MINT, key: new Uint8Array(32).fill(8) };
        expect(readVoucher(figures, other, 'EUR')).toEqual({ ok: false, error: 'not-ours' });
        expect(readVoucher(figures, MINT, 'CHF')).toEqual({ ok: false, error: 'not-ours' });
        const wrong = (Number(figures[at]) + 1) % 10;
        const changed = `${figures.slice(0, at)}${wrong}${figures.slice(at + 1)}`;
        const read = readVoucher(changed, MINT, 'EUR');
        expect(at < 4 ? read : read?.ok).toBe(at < 4 ? undefined : false);
        expect(readVoucher(figures.slice(1), MINT, 'EUR')).toBeUndefined();
      }),
    );
  });

  test('whoever makes figures up, with the check figure right, is refused', () => {
    const made = voucherNumber(
      { ...MINT, mac: (key) => key.subarray(0, 16) },
      { face: minor(5000), currency: 'EUR', serial: '123456789012' },
    );
    expect(readVoucher(made, MINT, 'EUR')).toEqual({ ok: false, error: 'not-ours' });
    for (const face of [0, -1, LARGEST_FACE + 1])
      expect(() =>
        voucherNumber(MINT, { face: minor(face), currency: 'EUR', serial: '123456789012' }),
      ).toThrow(RangeError);
  });
});

const voucher = (amount: number, face: number, redemption = 'r1'): OfferedTender => ({
  type: 'voucher',
  amount: minor(amount),
  face: minor(face),
  code: 'V',
  redemption,
});

describe('VOUCH3: it is used up as a whole, and never pays cash', () => {
  const amounts = fc.integer({ min: 1, max: 99_999 });

  test('the rest is credit of the document, or lost; what was paid is the total to the cent', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, fc.boolean(), (total, cash, face, keeps) => {
        const part = cash < total ? [{ type: 'cash', tendered: minor(cash) } as const] : [];
        const before = settleTenders(minor(total), part, NICKEL);
        const open = before.ok ? before.value.settlement.balance : NOTHING;
        if (open <= 0) return;
        const pays = Math.min(face, open);
        const offered = [...part, voucher(pays, face)];
        const done = settleTenders(
          minor(total),
          withRests(offered, keeps ? 'K' : undefined, 'd'),
          NICKEL,
        );
        if (!done.ok) throw new Error(done.error);
        const { tenders, settlement } = done.value;
        expect(settlement.balance).toBe(open - pays);
        expect(tenders.every(({ change }) => change === 0)).toBe(true);
        if (settlement.settled) {
          const totals = { net: minor(total), tax: NOTHING, gross: minor(total) };
          const told = { tenders, totals, cash_rounding: settlement.rounding };
          expect(findTenderFault(told)).toBeUndefined();
        }
        const credit = tenders.filter(({ type }) => type === 'store-credit');
        expect(credit.map(({ amount }) => amount)).toEqual(
          keeps && face > pays ? [pays - face] : [],
        );
        const steps = movementsOf({ doc_id: 'd', currency: 'EUR', lines: [], tenders });
        expect(balanceOf(steps.filter(({ code }) => code === 'V'))).toBe(0);
        expect(balanceOf(steps.filter(({ code }) => code === 'K'))).toBe(keeps ? face - pays : 0);
      }),
    );
  });
});

describe('VOUCH4 dom-G1: each number counts once', () => {
  test('used n times, in any order of arrival, all but the first are losses of whoever took last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(), (uses, seed) => {
        const steps = Array.from({ length: uses }, (_, nth) => {
          const settled = settleTenders(minor(800), [voucher(800, 1000, `r${nth}`)], NICKEL);
          const tenders = settled.ok ? settled.value.tenders : [];
          const moved = movementsOf({ doc_id: `d${nth}`, currency: 'EUR', lines: [], tenders });
          return moved.map((step) => ({ ...step, atMs: nth }));
        }).flat();
        const at = seed % steps.length;
        const arrived = [...steps.slice(at), ...steps];
        expect(balanceOf(arrived)).toBe(1000 - uses * 1000);
        const lost = shortfallsOf(arrived).map(({ step, amount }) => [step.id, amount]);
        const expected = Array.from({ length: uses - 1 }, (_, nth) => [`r${uses - 1 - nth}`, 1000]);
        expect(lost).toEqual(expected);
      }),
    );
  });

  test('a voucher whose face nobody told moves nothing', () => {
    const tenders = [{ type: 'voucher', amount: 500, code: 'V', redemption: 'r' }];
    expect(movementsOf({ doc_id: 'd', currency: 'EUR', lines: [], tenders })).toEqual([]);
  });
});
