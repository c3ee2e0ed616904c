import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { sheetCsv } from './sheet-csv.ts';
import { sheetOfPaper } from './sheet-of-paper.ts';

const PAPER: ReceiptDoc = [
  { kind: 'drawer' },
  { kind: 'copy', text: 'COPY 2' },
  { kind: 'text', text: 'Shop', weight: 'strong' },
  { kind: 'pair', left: 'Store', right: 'DE1', weight: 'strong' },
  { kind: 'rule' },
  { kind: 'text', text: 'Z report 1', weight: 'strong' },
  { kind: 'pair', left: 'Sales (1)', right: '−12,50', weight: 'plain' },
  { kind: 'rule' },
  { kind: 'rule' },
  { kind: 'total', left: 'Net', right: '599,85' },
  { kind: 'text', text: 'Nobody signed', weight: 'plain' },
  { kind: 'cut' },
];
const NAMED = { name: 'z', title: 'Z report 1', head: '0417-02' };

describe('FILE3 a paper as a sheet and as a table', () => {
  it('each part is one from rule to rule, with its heading; nothing is lost but what paper alone needs', () => {
    expect(sheetOfPaper(PAPER, NAMED)).toEqual({
      ...NAMED,
      copy: 'COPY 2',
      parts: [
        { heading: 'Shop', notes: [], rows: [{ cells: ['Store', 'DE1'], weight: 'strong' }] },
        { notes: [], rows: [{ cells: ['Sales (1)', '−12,50'] }] },
        { notes: ['Nobody signed'], rows: [{ cells: ['Net', '599,85'], weight: 'strong' }] },
      ],
    });
  });

  it('every figure of any paper stands in the table', () => {
    const word = fc.string({
      minLength: 1,
      maxLength: 9,
      unit: fc.constantFrom('a', 'b', '1', ',', '.', '"', '=', '-'),
    });
    const line = fc.record({ kind: fc.constant('pair' as const), left: word, right: word });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const doc = lines.map((one) => ({ ...one, weight: 'plain' as const }));
        const csv = sheetCsv(sheetOfPaper(doc, NAMED));
        const quoted = (text: string): string => text.replaceAll('"', '""');
        for (const { left, right } of lines) {
          expect(csv).toContain(quoted(left));
          expect(csv).toContain(quoted(right));
        }
      }),
    );
  });

  it('text like a formula is text, an amount below zero stays one', () => {
    const rows = ['=1+1', '-12,50 €', '−3', '-A1', '@x', '+49 30', '-5 %'].map((right) => ({
      cells: ['n', right],
    }));
    const csv = sheetCsv({ ...NAMED, parts: [{ notes: [], rows }] });
    const cells = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.replace(/^,n,/, ''));
    expect(cells).toEqual(["'=1+1", '"-12,50 €"', '−3', "'-A1", "'@x", '+49 30', '-5 %']);
  });
});
