import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import barcodes from './fixtures/barcodes.json';
import { gtinCheckDigit, normaliseGtin } from './gtin.ts';

const PLAIN = new Set(['EAN13', 'UPCA', 'EAN8', 'ITF14']);
const plain = barcodes.cases.filter((item) => PLAIN.has(item.input.symbology));
const valid = plain.filter((item) => item.expected.kind === 'gtin');
const wrongDigit = plain.filter((item) => item.expected.error === 'check-digit');

describe('GTINs (dom-B1, vec-barcodes-B1)', () => {
  it('has cases of both outcomes', () => {
    expect(valid.length).toBeGreaterThan(5);
    expect(wrongDigit.length).toBeGreaterThan(2);
  });

  it.each(valid)('$id is padded to 14 digits', ({ input, expected }) => {
    expect(normaliseGtin(input.data)).toEqual({ ok: true, value: expected.gtin14 });
  });

  it.each(wrongDigit)('$id has a wrong check digit', ({ input }) => {
    expect(normaliseGtin(input.data)).toEqual({ ok: false, error: 'check-digit' });
  });

  it('vec-barcodes-B2: charset is judged before length, length before the check digit', () => {
    expect(normaliseGtin('')).toEqual({ ok: false, error: 'charset' });
    expect(normaliseGtin('40063813339x')).toEqual({ ok: false, error: 'charset' });
    expect(normaliseGtin('٤٠٠٦٣٨١٣٣٣٩٣١')).toEqual({ ok: false, error: 'charset' });
    expect(normaliseGtin('1234567')).toEqual({ ok: false, error: 'length' });
  });

  it('every single wrong digit is found', () => {
    const bodies = fc.stringMatching(/^[0-9]{12}$/);
    const spots = fc.nat({ max: 12 });
    fc.assert(
      fc.property(bodies, spots, fc.integer({ min: 1, max: 9 }), (body, spot, shift) => {
        const right = `${body}${gtinCheckDigit(body)}`;
        const digit = (Number(right[spot]) + shift) % 10;
        const wrong = `${right.slice(0, spot)}${digit}${right.slice(spot + 1)}`;
        expect(normaliseGtin(right)).toEqual({ ok: true, value: `0${right}` });
        expect(normaliseGtin(wrong)).toEqual({ ok: false, error: 'check-digit' });
      }),
    );
  });
});
