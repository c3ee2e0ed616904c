import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import barcodes from '../fixtures/barcodes.json' with { type: 'json' };
import { gtinCheckDigit } from '../gtin.ts';
import { FNC1 } from './element-string.ts';
import { readBarcode } from './read-barcode.ts';
import type { InStoreFormat, Symbology } from './scanned-code.ts';

const TODAY = '2026-11-21';
const GTIN = '0109506000134352';
const SYMBOLOGIES: readonly Symbology[] = [
  'EAN13',
  'UPCA',
  'EAN8',
  'ITF14',
  'UPCE',
  'KEYED',
  'GS1',
  'QR',
];

function read(symbology: Symbology, data: string, formats: readonly InStoreFormat[] = []) {
  const result = readBarcode(symbology, data, { formats, today: TODAY });
  return result.ok ? result.value : result.error;
}

function withCheck(body: string): string {
  return `${body}${gtinCheckDigit(body)}`;
}

const digitTexts = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

describe('numbers (vec-barcodes-B2 to B5)', () => {
  it('vec-barcodes-B3: what six digits expand to compresses to them again', () => {
    fc.assert(
      fc.property(digitTexts(6), (six) => {
        const code = read('UPCE', six);
        if (typeof code === 'string' || code.kind !== 'gtin') throw new Error(`${six}: not read`);
        const upcA = code.upcA ?? '';
        expect(upcA).toBe(withCheck(upcA.slice(0, -1)));
        expect(code.gtin14).toBe(`00${upcA}`);
        expect(read('UPCE', `0${six}${upcA.at(-1)}`)).toEqual(code);
        // Not every six digits are the shortest form; what they stand for has one.
        const short = compress(upcA);
        expect(short === undefined ? undefined : read('UPCE', short)).toEqual(code);
      }),
    );
  });

  it('vec-barcodes-B4: a UPC-A and its 13 digits are classified alike', () => {
    const formats = [{ name: 'us', pattern: '2IIIIIPPPPPC', decimals: 2, currencyExponent: 2 }];
    fc.assert(
      fc.property(digitTexts(11), (body) => {
        const upcA = withCheck(body);
        expect(read('UPCA', upcA, formats)).toEqual(read('EAN13', `0${upcA}`, formats));
      }),
    );
  });

  it('vec-barcodes-B4: restricted numbers and coupons never come out as a GTIN', () => {
    const start = fc.constantFrom('02', '04', '05', '2', '99', '981', '982', '983');
    fc.assert(
      fc.property(start, digitTexts(12), (prefix, rest) => {
        const code = read('EAN13', withCheck(`${prefix}${rest}`.slice(0, 12)));
        expect(code).toMatchObject({ kind: /^(?:05|9)/.test(prefix) ? 'coupon' : 'rcn' });
      }),
    );
  });

  it('vec-barcodes-B5: the first format that fits is the one, and prices are whole minor units', () => {
    const price = { name: 'price', pattern: '21IIIIIPPPPPC', decimals: 2 };
    const any = { name: 'any', pattern: '2IIIIIIWWWWWC', decimals: 3, unit: 'kg' };
    fc.assert(
      fc.property(digitTexts(5), digitTexts(5), fc.nat({ max: 3 }), (item, value, exponent) => {
        const data = withCheck(`21${item}${value}`);
        const priced = { ...price, currencyExponent: exponent + 2 };
        expect(read('EAN13', data, [priced, any])).toEqual({
          kind: 'variable',
          format: 'price',
          itemRef: item,
          baseGtin: `0${withCheck(`21${item}00000`)}`,
          price: Number(value) * 10 ** exponent,
        });
        expect(read('EAN13', data, [any, priced])).toMatchObject({ format: 'any', unit: 'kg' });
      }),
    );
  });

  it('vec-barcodes-B5: no superfluous zeros, no point without decimals', () => {
    const weight = (decimals: number) => [{ name: 'w', pattern: '29IIIIIWWWWWC', decimals }];
    const data = withCheck('291234500350');
    expect([0, 1, 5].map((places) => read('EAN13', data, weight(places)))).toMatchObject([
      { weight: '350' },
      { weight: '35.0' },
      { weight: '0.00350' },
    ]);
  });

  it('dom-B3: a store can say that its scales put anything where the price check digit is', () => {
    const uk = { name: 'uk', pattern: '20IIIIIVPPPPC', decimals: 2, currencyExponent: 2 };
    const data = withCheck('201234570499');
    expect(read('EAN13', data, [uk])).toBe('price-check-digit');
    expect(read('EAN13', data, [{ ...uk, verifies: false }])).toMatchObject({ price: 499 });
    // A check digit is only defined over four or five figures.
    const odd = { ...uk, pattern: '20IIIIIIVPPPC' };
    expect(read('EAN13', data, [odd])).toBe('price-check-digit');
  });
});

describe('element strings (vec-barcodes-B7 to B10)', () => {
  it.each([
    [']C1', 'not-gs1'],
    [`]C1${FNC1}`, 'not-gs1'],
    [']E04006381333931', 'not-gs1'],
    [`${GTIN}${FNC1}${FNC1}10A`, 'unknown-ai'],
    [`${GTIN}10`, 'ai-format'],
    [`${GTIN}10A B`, 'ai-format'],
    [`${GTIN}10${'A'.repeat(21)}`, 'ai-format'],
    [`${GTIN}31060001`, 'unknown-ai'],
    [`${GTIN}3933752`, 'ai-format'],
    [`${GTIN}17260229`, 'ai-date'],
    [`${GTIN}17261301`, 'ai-date'],
    [`${GTIN}10A${FNC1}10B`, 'ai-duplicate'],
    [`01095060001343531726`, 'check-digit'],
    [`17991399${GTIN}`, 'ai-date'],
    ['02095060001343523705', 'no-gtin'],
  ])('%j is refused: %s', (data, problem) => expect(read('GS1', data)).toBe(problem));

  it('vec-barcodes-B7: the same value twice and a closing separator are harmless', () => {
    expect(read('GS1', `${GTIN}10A${FNC1}10A${FNC1}`)).toMatchObject({ derived: { lot: 'A' } });
  });

  it('vec-barcodes-B8: a count is a measure, too', () => {
    const variable = `01${withCheck('9061414100041')}`;
    expect(read('GS1', `${variable}3012`)).toMatchObject({ derived: { count: 12 } });
    expect(read('GS1', `${variable}3712`)).toBe('measure-missing');
  });

  it('vec-barcodes-B9: leap days by the century they fall in, and the last day of each month', () => {
    const expiry = (digits: string): unknown => read('GS1', `${GTIN}17${digits}`);
    expect(expiry('280200')).toMatchObject({ derived: { expiry: '2028-02-29' } });
    expect(expiry('760200')).toMatchObject({ derived: { expiry: '2076-02-29' } });
    expect(expiry('770100')).toMatchObject({ derived: { expiry: '1977-01-31' } });
    expect(expiry('270430')).toMatchObject({ derived: { expiry: '2027-04-30' } });
    expect(expiry('270431')).toBe('ai-date');
    expect(expiry('270032')).toBe('ai-date');
    const at = (today: string, digits: string) =>
      readBarcode('GS1', `${GTIN}11${digits}`, { formats: [], today });
    expect(at('2075-01-01', '250101')).toMatchObject({
      value: { derived: { production: '2125-01-01' } },
    });
    expect(at('2075-01-01', '260101')).toMatchObject({
      value: { derived: { production: '2026-01-01' } },
    });
    expect(at('2000-01-01', '510101')).toMatchObject({
      value: { derived: { production: '1951-01-01' } },
    });
    expect(at('2100-01-01', '000229')).toEqual({ ok: false, error: 'ai-date' });
  });

  it('vec-barcodes-B10: decimals are exact, whatever their places', () => {
    fc.assert(
      fc.property(digitTexts(6), fc.nat({ max: 5 }), (digits, places) => {
        const code = read('GS1', `${GTIN}310${places}${digits}`);
        if (typeof code === 'string' || code.kind !== 'gs1') throw new Error('not read');
        const weight = code.derived.netWeightKg ?? '';
        const [whole = '', part = ''] = weight.split('.');
        expect(part).toHaveLength(places);
        expect(BigInt(whole + part)).toBe(BigInt(digits));
        expect(whole).toMatch(/^(?:0|[1-9][0-9]*)$/);
      }),
    );
  });
});

describe('Digital Link (vec-barcodes-B11)', () => {
  const link = (rest: string): unknown => read('QR', `https://id.gs1.org${rest}`);

  it.each([
    ['/01/09506000134352/', {}],
    ['/01/09506000134352#/10/A', {}],
    ['/01/01/09506000134352/10/01', { lot: '01' }],
    ['/10/X/01/09506000134352/22/V/21/S', { variant: 'V', serial: 'S' }],
    ['/01/09506000134352?10a=x&=&&15=270331', { bestBefore: '2027-03-31' }],
    ['/01/09506000134352/10/%2b', { lot: '+' }],
  ])('%s is read', (rest, derived) => expect(link(rest)).toHaveProperty('derived', derived));

  it.each([
    ['/01/0950600013435', 'check-digit'],
    ['/01/095060001343', 'check-digit'],
    ['/01/0950600', 'dl-syntax'],
    ['/01/09506000134352/10', 'dl-syntax'],
    ['/01/09506000134352/10/', 'dl-syntax'],
    ['/01/09506000134352/10/A/10/A', 'dl-syntax'],
    ['/01/09506000134352/17/271231', 'dl-syntax'],
    ['/01/09506000134352//', 'dl-syntax'],
    ['/01/09506000134352/10/A%2', 'dl-syntax'],
    ['/01/09506000134352/10/A%20B', 'ai-format'],
    ['/01/09506000134352/10/%C3%BC', 'ai-format'],
    ['/01/09506000134352?10=A', 'dl-syntax'],
    ['/01/09506000134352?01=09506000134352', 'dl-syntax'],
    ['/01/09506000134352?88=A', 'unknown-ai'],
    ['/01/09506000134352?17', 'ai-format'],
    ['/01/09506000134352?17=271301', 'ai-date'],
    ['/01/09506000134352?15=270331&15=270401', 'ai-duplicate'],
    ['/01/09506000134351/10/A%20?88=1', 'check-digit'],
    ['/01/90614141000411', 'measure-missing'],
    ['/gtin/09506000134352', 'not-gs1'],
    ['', 'not-gs1'],
  ])('%s is refused: %s', (rest, problem) => expect(link(rest)).toBe(problem));

  it.each([
    'https:///01/09506000134352',
    'https://:80/01/09506000134352',
    'ftp://a/01/09506000134352',
  ])('%s has no host of the web', (data) => expect(read('QR', data)).toBe('not-gs1'));
});

describe('garbage', () => {
  it('never throws, and what is valid has whole figures (vec-barcodes-B2, B7)', () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(...barcodes.cases.map((item) => item.input.data)),
        fc.nat(),
        fc.string(),
      )
      .map(([data, at, cut]) => `${data.slice(0, at % 40)}${cut}${data.slice(at % 40)}`);
    const anything = fc.oneof(fc.string({ unit: 'binary' }), mutated);
    const formats = [{ name: 'w', pattern: '2IIIIIVWWWWWC', decimals: 3 }];
    fc.assert(
      fc.property(fc.constantFrom(...SYMBOLOGIES), anything, (symbology, data) => {
        const code = read(symbology, data, formats);
        if (typeof code === 'string') return;
        if ('gtin14' in code) expect(code.gtin14).toBe(withCheck(code.gtin14.slice(0, -1)));
        else expect(JSON.stringify(code)).toMatch(/"(?:code|itemRef)":"[0-9]+"/);
      }),
      { numRuns: 500 },
    );
  });
});

/** GS1's table read backwards, written apart from the code under test. */
function compress(upcA: string): string | undefined {
  const [maker, item] = [upcA.slice(1, 6), upcA.slice(6, 11)];
  if (/^..[012]00$/.test(maker) && item.startsWith('00'))
    return maker.slice(0, 2) + item.slice(2) + maker[2];
  if (maker.endsWith('00') && item.startsWith('000'))
    return `${maker.slice(0, 3)}${item.slice(3)}3`;
  if (maker.endsWith('0') && item.startsWith('0000'))
    return `${maker.slice(0, 4)}${item.slice(4)}4`;
  return /^0000[5-9]$/.test(item) ? maker + item.slice(4) : undefined;
}
