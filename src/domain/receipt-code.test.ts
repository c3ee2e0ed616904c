import * as fc from 'fast-check';
import { hmac as hmacOf } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { minor } from './money.ts';
import { readReceiptCode, receiptCode, type Mac, type ReceiptClaim } from './receipt-code.ts';

const hmac: Mac = (key, message) => hmacOf(sha256, key, message);
const KEY = new Uint8Array(32).fill(7);
const CLAIM: ReceiptClaim = {
  docNo: '0417-02-A-000123',
  businessDate: '2026-11-21',
  total: minor(3009),
  currency: 'CAD',
};
const text = receiptCode(CLAIM, KEY, hmac);

describe('receipt code (dom-O1)', () => {
  it('RCP5: says till, number, date and total, in the letters of a small square', () => {
    expect(text).toMatch(/^EV1\/0417-02-A-000123\/2026-11-21\/3009\/CAD\/[0-9A-Z]{16}$/);
    expect(text).toMatch(/^[0-9A-Z $%*+./:-]+$/);
    expect(readReceiptCode(text, KEY, hmac)).toEqual({ ok: true, value: CLAIM });
  });

  it('RCP5: a refund reads back too', () => {
    const claim = { ...CLAIM, total: minor(-1195) };
    expect(readReceiptCode(receiptCode(claim, KEY, hmac), KEY, hmac)).toMatchObject({
      value: claim,
    });
  });

  it.each([
    ['docNo', { docNo: '0417-02-A-000124' }],
    ['till', { docNo: '0417-03-A-000123' }],
    ['businessDate', { businessDate: '2026-11-22' }],
    ['total', { total: minor(9009) }],
    ['currency', { currency: 'USD' as const }],
  ])('RCP6: a changed %s is refused', (_, change) => {
    const changed = receiptCode({ ...CLAIM, ...change }, KEY, hmac);
    const forged = changed.slice(0, -16) + text.slice(-16);
    expect(readReceiptCode(forged, KEY, hmac)).toEqual({ ok: false, error: 'mac-differs' });
  });

  it('RCP6: another key, any other sign, and what is no code at all are refused', () => {
    const other = new Uint8Array(32).fill(8);
    expect(readReceiptCode(text, other, hmac)).toEqual({ ok: false, error: 'mac-differs' });
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ-/ILOU a')),
        (at, sign) => {
          fc.pre(text[at] !== sign);
          const changed = text.slice(0, at) + sign + text.slice(at + 1);
          expect(readReceiptCode(changed, KEY, hmac).ok).toBe(false);
        },
      ),
    );
    for (const wrong of ['', '4006381333931', text.slice(0, -1), `${text} `, `x${text}`])
      expect(readReceiptCode(wrong, KEY, hmac)).toEqual({ ok: false, error: 'no-receipt-code' });
  });

  it('RCP6: a number written otherwise is no code, though its maker knew the key', () => {
    for (const total of ['03009', '-0', '9007199254740993'])
      expect(readReceiptCode(text.replace('/3009/', `/${total}/`), KEY, hmac).ok).toBe(false);
  });
});
