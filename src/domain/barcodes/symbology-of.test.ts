import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBarcode } from './read-barcode.ts';
import { symbologyOf } from './symbology-of.ts';

describe('what a scan is (dom-B2, dom-B9, dom-B10)', () => {
  it.each([
    ['4006381333931', 'KEYED', '4006381333931', '1d'],
    [']E04006381333931', 'EAN13', '4006381333931', '1d'],
    [']E0036000291452', 'UPCA', '036000291452', '1d'],
    [']E496385074', 'EAN8', '96385074', '1d'],
    [']E004252614', 'UPCE', '04252614', '1d'],
    [']X0425261', 'UPCE', '425261', '1d'],
    [']E3977031784700105', 'EAN13', '9770317847001', '1d'],
    [']E303600029145212345', 'UPCA', '036000291452', '1d'],
    [']I110614141000415', 'ITF14', '10614141000415', '1d'],
    [']C10109506000134352', 'GS1', ']C10109506000134352', '1d'],
    [']e00109506000134352', 'GS1', ']e00109506000134352', '1d'],
    [']d20109506000134352', 'GS1', ']d20109506000134352', '2d'],
    [']Q1https://id.gs1.org/01/09506000134352', 'QR', 'https://id.gs1.org/01/09506000134352', '2d'],
    ['HTTPS://id.gs1.org/01/09506000134352', 'QR', 'HTTPS://id.gs1.org/01/09506000134352', '2d'],
    ['010950600013435210A', 'GS1', '010950600013435210A', '2d'],
    ['10A\u001d0109506000134352', 'GS1', '10A\u001d0109506000134352', '2d'],
  ])('%j is %s', (scan, symbology, data, dimension) => {
    expect(symbologyOf(scan)).toEqual({ symbology, data, dimension });
  });

  it.each(['1003', 'A-1003', '', ']C0STAFF-7', ']A0X', ']I0123456', 'WIFI:S:guest;;', ']Q1hello'])(
    '%j is only a text',
    (scan) => expect(symbologyOf(scan).symbology).toBeUndefined(),
  );

  it('eight figures without an identifier are EAN-8 and never UPC-E', () => {
    const settings = { formats: [], today: '2026-11-21' };
    const bare = symbologyOf('04252614');
    expect(readBarcode(bare.symbology ?? 'QR', bare.data, settings)).toEqual({
      ok: false,
      error: 'check-digit',
    });
    const told = symbologyOf(']E004252614');
    expect(readBarcode(told.symbology ?? 'QR', told.data, settings)).toMatchObject({
      ok: true,
      value: { gtin14: '00042100005264' },
    });
  });

  it('takes any garbage for something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (scan) => {
        expect(scan.endsWith(symbologyOf(scan).data) || scan.startsWith(']E3')).toBe(true);
      }),
    );
  });
});
