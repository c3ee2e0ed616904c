import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCardText } from '../pay/card-text.ts';
import type { Mac } from '../receipt-code.ts';
import { readValueNumber, valueNumber, type ValueNumberFormat } from './card-number.ts';
import { isValueCode, valueCode } from './value-code.ts';

const FORMAT: ValueNumberFormat = { prefix: '0960', length: 16 };
const mac: Mac = (key, message) => hmac(sha256, key, message);
const KEY = new Uint8Array(32).fill(7);
const figures = fc.stringMatching(/^\d{14}$/);

describe('GIFT1: a gift card is known by prefix, length and check figure', () => {
  test('every number made is read, keyed in groups too, and one changed figure is told', () => {
    fc.assert(
      fc.property(
        figures,
        fc.nat({ max: 15 }),
        fc.integer({ min: 1, max: 9 }),
        (chance, at, by) => {
          const number = valueNumber(FORMAT, chance);
          expect(number).toHaveLength(FORMAT.length);
          expect(readValueNumber(number, FORMAT)).toEqual({ ok: true, value: number });
          const groups = number.replaceAll(/(\d{4})/g, '$1 ');
          expect(readValueNumber(groups, FORMAT)).toEqual({ ok: true, value: number });
          const misread =
            number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
          const read = readValueNumber(misread, FORMAT);
          expect(read?.ok ?? false).toBe(false);
        },
      ),
    );
  });

  test('dom-Y2: a payment card is never one, and one is never taken for a payment card', () => {
    fc.assert(
      fc.property(figures, (chance) => {
        expect(isCardText(valueNumber(FORMAT, chance))).toBe(false);
      }),
    );
    for (const card of ['4111111111111111', '5500005555555559', ';4111111111111111=2512'])
      expect(readValueNumber(card, FORMAT)).toBeUndefined();
    // A prefix that payment cards may begin with is none, whoever wrote it.
    expect(readValueNumber('4111111111111111', { prefix: '4111', length: 16 })).toBeUndefined();
  });

  test('goods, shorter and longer figures and letters are none', () => {
    const number = valueNumber(FORMAT, '12345678901');
    for (const other of ['4006381333931', `${number}0`, number.slice(0, -1), '', 'gift', '09x'])
      expect(readValueNumber(other, FORMAT)).toBeUndefined();
    expect(() => valueNumber(FORMAT, '123')).toThrow(RangeError);
  });
});

describe('GIFT2: documents know a card by a keyed hash and four figures', () => {
  test('the code holds no more of the number, and another key or number makes another', () => {
    fc.assert(
      fc.property(figures, figures, (one, two) => {
        const [first, second] = [valueNumber(FORMAT, one), valueNumber(FORMAT, two)];
        const code = valueCode(mac, KEY, first);
        expect(isValueCode(code)).toBe(true);
        expect(code.slice(-4)).toBe(first.slice(-4));
        expect(code).not.toContain(first.slice(4, 12));
        expect(valueCode(mac, KEY, first)).toBe(code);
        expect(valueCode(mac, new Uint8Array(32).fill(8), first)).not.toBe(code);
        if (first !== second) expect(valueCode(mac, KEY, second)).not.toBe(code);
      }),
    );
    expect(isValueCode(valueNumber(FORMAT, '12345678901'))).toBe(false);
  });
});
