import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gtinCheckDigit } from '../gtin.ts';
import { minor } from '../money.ts';
import { goodsState } from './goods-state.ts';
import { isOnePack } from './one-pack.ts';
import { readBarcode } from './read-barcode.ts';
import type { InStoreFormat, ScannedCode } from './scanned-code.ts';
import { soldMeasure, type MeasuredArticle } from './sold-measure.ts';

const TODAY = '2026-11-21';
const HAM: MeasuredArticle = { unit: 'kg', bookPrice: minor(1999), currency: 'EUR' };
const MILK: MeasuredArticle = { unit: 'piece', bookPrice: minor(149), currency: 'EUR' };
const FORMATS: readonly InStoreFormat[] = [
  { name: 'price', pattern: '20IIIIIPPPPPC', decimals: 2, currencyExponent: 2 },
  { name: 'weight', pattern: '28IIIIIWWWWWC', decimals: 3, unit: 'kg' },
  { name: 'pounds', pattern: '29IIIIIWWWWWC', decimals: 3, unit: 'lb' },
];

function codeOf(symbology: 'EAN13' | 'GS1', data: string): ScannedCode {
  const code = readBarcode(symbology, data, { formats: FORMATS, today: TODAY });
  if (!code.ok) throw new Error(`${data}: ${code.error}`);
  return code.value;
}

const gs1 = (rest: string): ScannedCode => codeOf('GS1', `0109506000134352${rest}`);
const inStore = (body: string): ScannedCode => codeOf('EAN13', `${body}${gtinCheckDigit(body)}`);
const sells = (code: ScannedCode, article: MeasuredArticle): unknown => {
  const sold = soldMeasure(code, article);
  return sold.ok ? sold.value : sold.error;
};

describe('what a code sells (dom-B5, dom-B6)', () => {
  it('a weight in it is the quantity of what is sold by weight', () => {
    expect(sells(inStore('281234500350'), HAM)).toEqual({ qtyMilli: 350 });
    expect(sells(gs1('3103001250'), HAM)).toEqual({ qtyMilli: 1250 });
    expect(sells(gs1('3104012500'), HAM)).toEqual({ qtyMilli: 1250 });
  });

  it('a weight on goods sold by the piece says nothing, unless the shop weighed them itself', () => {
    expect(sells(gs1('3103000500'), MILK)).toEqual({ qtyMilli: 1000 });
    expect(sells(inStore('281234500350'), MILK)).toBe('weight-of-pieces');
  });

  it('a price in it wins over the price book and leaves the weight to stock', () => {
    expect(sells(inStore('201234500499'), HAM)).toEqual({
      qtyMilli: 1000,
      labelPrice: 499,
      weightMilli: 250,
    });
    expect(sells(inStore('201234500499'), MILK)).toEqual({ qtyMilli: 1000, labelPrice: 499 });
    expect(sells(gs1('31030001763922499'), HAM)).toEqual({
      qtyMilli: 1000,
      labelPrice: 499,
      weightMilli: 176,
    });
    expect(sells(gs1('32030003883922499'), HAM)).toEqual({ qtyMilli: 1000, labelPrice: 499 });
  });

  it('an amount names its currency or is in the store’s, and is whole cents', () => {
    expect(sells(gs1('3932978499'), HAM)).toMatchObject({ labelPrice: 499 });
    expect(sells(gs1('3932752499'), HAM)).toBe('other-currency');
    expect(sells(gs1('39234990'), HAM)).toMatchObject({ labelPrice: 499 });
    expect(sells(gs1('39234995'), HAM)).toBe('finer-than-money');
    expect(sells(gs1('3920999999999999999'), HAM)).toBe('measure-too-large');
  });

  it('a count is pieces', () => {
    expect(sells(gs1('3012'), MILK)).toEqual({ qtyMilli: 12_000 });
    expect(sells(gs1('3099999999'), MILK)).toBe('measure-too-large');
  });

  it('nothing is never sold, nor what cannot be weighed here', () => {
    expect(sells(inStore('201234500000'), HAM)).toBe('empty-label');
    expect(sells(gs1('3103000000'), HAM)).toBe('empty-label');
    expect(sells(gs1('300'), MILK)).toBe('empty-label');
    expect(sells(inStore('291234500350'), HAM)).toBe('weight-in-pounds');
    expect(sells(gs1('3203000500'), HAM)).toBe('weight-in-pounds');
    expect(sells(gs1('3104012345'), HAM)).toBe('finer-than-grams');
  });

  it('dom-B5: a label’s weight is its price by the price book, to the gram, and no float', () => {
    const prices = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(prices, prices, (price, bookPrice) => {
        const pack: ScannedCode = {
          kind: 'gs1',
          gtin14: '09506000134352' as never,
          ais: {},
          derived: { amount: `${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}` },
        };
        const sold = soldMeasure(pack, { ...HAM, bookPrice: minor(bookPrice) });
        if (!sold.ok) throw new Error(sold.error);
        expect(sold.value.labelPrice).toBe(price);
        const { weightMilli = 0 } = sold.value;
        // |grams × book − 1000 × price| is at most half a gram's worth.
        const off = BigInt(weightMilli) * BigInt(bookPrice) - 1000n * BigInt(price);
        expect((off < 0n ? -off : off) * 2n <= BigInt(bookPrice)).toBe(true);
      }),
    );
  });
});

describe('what a code says of the goods (dom-B7)', () => {
  const state = (rest: string, recalled: readonly string[] = []): string =>
    goodsState(gs1(rest), TODAY, recalled);

  it('knows what has expired, is past its best, or was called back', () => {
    expect(state('17261120')).toBe('expired');
    expect(state('17261121')).toBe('sellable');
    expect(state('15261120')).toBe('past-best-before');
    expect(state('15261121')).toBe('sellable');
    expect(state('10L7', ['L6', 'L7'])).toBe('recalled');
    expect(state('10L7', ['L6'])).toBe('sellable');
    expect(goodsState(inStore('281234500350'), TODAY, ['L7'])).toBe('sellable');
  });
});

describe('one pack, two codes (dom-B9)', () => {
  const seen = (dimension: '1d' | '2d', atMs: number, gtin14 = '1') => ({
    gtin14,
    dimension,
    atMs,
  });

  it('a line and a square of one article within a second are one', () => {
    expect(isOnePack(seen('1d', 0), seen('2d', 999), 1000)).toBe(true);
    expect(isOnePack(seen('2d', 0), seen('1d', 0), 1000)).toBe(true);
  });

  it('anything else is two', () => {
    expect(isOnePack(seen('1d', 0), seen('1d', 50), 1000)).toBe(false);
    expect(isOnePack(seen('2d', 0), seen('2d', 50), 1000)).toBe(false);
    expect(isOnePack(seen('1d', 0), seen('2d', 1000), 1000)).toBe(false);
    expect(isOnePack(seen('1d', 0), seen('2d', 50, '2'), 1000)).toBe(false);
    expect(isOnePack(seen('1d', 50), seen('2d', 0), 1000)).toBe(false);
    expect(isOnePack(seen('1d', 0), seen('2d', 0), 0)).toBe(false);
  });
});
