import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReceiptDoc } from './receipt-doc.ts';
import { layOut, receiptText } from './receipt-layout.ts';

const pairOf = (left: string, right: string): ReceiptDoc => [
  { kind: 'pair', left, right, weight: 'plain' },
];

it('RCP2: wraps at words, the figure on the last row', () => {
  expect(receiptText(pairOf('Wholegrain bread with seeds, sliced', '3.49'), 24)).toBe(
    'Wholegrain bread\nwith seeds, sliced  3.49',
  );
  expect(receiptText(pairOf('Bread', '3.49'), 12)).toBe('Bread   3.49');
});

it('RCP2: a word longer than the paper goes on in the next row', () => {
  expect(receiptText([{ kind: 'text', text: 'x'.repeat(25), weight: 'plain' }], 10)).toBe(
    `${'x'.repeat(10)}\n${'x'.repeat(10)}\n${'x'.repeat(5)}`,
  );
});

it('RCP2: no row is longer than the paper and no sign is lost, whatever the text', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 60 });
  const signs = (t: string): string => t.normalize('NFC').replace(/[\s\p{C}\p{Z}]/gu, '');
  fc.assert(
    fc.property(word, word, fc.constantFrom(32, 42, 48), (left, right, columns) => {
      const rows = layOut(pairOf(left, right), columns).flatMap((line) => line.rows);
      for (const { text } of rows) expect(Array.from(text).length).toBeLessThanOrEqual(columns);
      const dashes = (t: string): string =>
        t
          .replace(/[\u2010-\u2012\u2212]/g, '-')
          .replace(/œ/g, 'oe')
          .replace(/Œ/g, 'Oe');
      expect(signs(rows.map(({ text }) => text).join(''))).toBe(dashes(signs(left) + signs(right)));
    }),
  );
});

it('RCP3: no control character passes, so no name can command a printer', () => {
  const [line] = layOut(pairOf('Milk\u001bp0\u0010\u0014\u0001', '1\u0000.49'), 42);
  expect(line?.rows[0]?.text).toMatch(/^Milk p0 {2,}1 \.49$/);
});

it('RCP2 MAIL2: a text of a book’s length is laid out too, blanks and words without end alike', () => {
  const long = 300_000;
  const text = `a${' '.repeat(long)}b ${'x'.repeat(long)}`;
  const rows = receiptText([{ kind: 'text', text, weight: 'plain' }], 42).split('\n');
  expect(rows.slice(0, 3)).toEqual(['a', 'b', 'x'.repeat(42)]);
  expect(rows.join('').length).toBe(long + 2);
});
