import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import type { ChangeRow } from '../../src/contracts/wire.ts';
import { fromBase64url } from '../../src/domain/oplog/base64url.ts';
import { readVoucher } from '../../src/domain/stored-value/voucher-number.ts';
import { STORES } from '../demo/seed/stores.ts';
import { issueVouchers, randomSerial, voucherStore } from './issue-vouchers.ts';

const [PROFILE] = STORES.eu;
const STORE = PROFILE?.store ?? '';
const row = (v: unknown): ChangeRow => ({ k: STORE, op: 'put', v }) as unknown as ChangeRow;

describe('VOUCH6: a batch of vouchers for the printer', () => {
  const profile = voucherStore([row(PROFILE)], STORE);

  test('a till reads each number of it at its value, and no number is there twice', () => {
    let drawn = 0;
    // The first draw comes twice.
    const serials = ['000000000001', '000000000001', '000000000002', '999999999999'];
    const text = issueVouchers(profile, { value: '10.00', count: 3 }, () => serials[drawn++] ?? '');
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toBe('number;value;currency');
    const key = fromBase64url(profile.gift_cards?.key ?? '') ?? new Uint8Array();
    const mac = (by: Uint8Array, message: Uint8Array): Uint8Array => hmac(sha256, by, message);
    const mint = { prefix: profile.gift_cards?.prefix ?? '', key, mac };
    const numbers = lines.map((line) => line.split(';'));
    expect(numbers.map(([, value, currency]) => `${value} ${currency}`)).toEqual(
      Array.from({ length: 3 }, () => '10.00 EUR'),
    );
    for (const [number = ''] of numbers)
      expect(readVoucher(number, mint, 'EUR')).toMatchObject({ ok: true, value: { face: 1000 } });
    expect(new Set(numbers.map(([number]) => number)).size).toBe(3);
  });

  test('serials are twelve figures of chance', () => {
    const drawn = Array.from({ length: 200 }, () => randomSerial());
    expect(drawn.every((serial) => /^\d{12}$/.test(serial))).toBe(true);
    expect(new Set(drawn).size).toBe(200);
  });

  test.each([
    ['no amount', { value: 'ten', count: 1 }],
    ['nothing', { value: '0', count: 1 }],
    ['more than there is room for', { value: '100000.00', count: 1 }],
    ['none', { value: '10', count: 0 }],
    ['half of one', { value: '10', count: 0.5 }],
  ])('%s is refused', (_name, batch) => {
    expect(() => issueVouchers(profile, batch)).toThrow('--');
  });

  test('a store that is unknown, or takes none, gets none', () => {
    expect(() => voucherStore([], STORE)).toThrow('no store');
    const { gift_cards: _none, ...without } = profile;
    expect(() => voucherStore([row(without)], STORE)).toThrow('takes no vouchers');
  });
});
