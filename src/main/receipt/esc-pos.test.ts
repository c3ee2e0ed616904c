import * as fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import { receiptText } from '../../contracts/receipt-layout.ts';
import { escPosBytes } from './esc-pos.ts';
import { PRINTER_PROFILES, type PrinterProfileName } from './printer-profile.ts';
import { EscPosReader, textOf } from './testing/esc-pos-reader.ts';
import { COPY, RECEIPT } from './testing/receipts.ts';

/** Written anew only by `EVERTILL_WRITE_GOLDEN=1 npx vitest run src/main/receipt/esc-pos.test.ts`. */
const isWriting = process.env['EVERTILL_WRITE_GOLDEN'] === '1';
const NAMES = Object.keys(PRINTER_PROFILES) as PrinterProfileName[];

/** Hex, a line of paper a line of text, so that a change can be read. */
function dump(bytes: Uint8Array): string {
  const hex = [...bytes].map(
    (byte) => byte.toString(16).padStart(2, '0') + (byte === 10 ? '\n' : ' '),
  );
  return `${hex.join('').trimEnd()}\n`;
}

function read(bytes: Uint8Array, name: PrinterProfileName) {
  return new EscPosReader(PRINTER_PROFILES[name].numbering).take(bytes);
}

describe.each(NAMES)('%s', (name) => {
  const profile = PRINTER_PROFILES[name];

  it.each([
    ['receipt', RECEIPT],
    ['copy', COPY],
  ])('RCP10 peers-46: the bytes of a %s are those on record', (what, doc) => {
    const file = path.join(import.meta.dirname, 'golden', `${name}.${what}.hex`);
    const bytes = dump(escPosBytes(doc, profile));
    if (isWriting) writeFileSync(file, bytes);
    expect(bytes).toBe(readFileSync(file, 'utf8'));
  });

  it('RCP1: paper carries the texts of the screen, square, cut and drawer as the printer has them', () => {
    const deeds = read(escPosBytes(RECEIPT, profile), name);
    // Only the smallest printer lacks signs.
    const lacking = name === 'plain-42' ? /[őŽý×€]/gu : /(?!)/gu;
    expect(textOf(deeds)).toBe(receiptText(RECEIPT, profile.columns).replace(lacking, '?'));
    const count = (did: string): number => deeds.filter((deed) => deed.did === did).length;
    expect([count('unknown'), count('qr'), count('drawer'), count('cut')]).toEqual([
      0,
      1,
      profile.drawer ? 1 : 0,
      profile.cutter === 'none' ? 0 : 1,
    ]);
  });

  it('RCP4: a copy opens no drawer and says COPY first and last', () => {
    const deeds = read(escPosBytes(COPY, profile), name);
    expect(deeds.some(({ did }) => did === 'drawer')).toBe(false);
    const rows = textOf(deeds).split('\n');
    expect([rows[0]?.trim(), rows.at(-1)?.trim()]).toEqual(['COPY 1', 'COPY 1']);
  });
});

describe('RCP3: no text is a command', () => {
  const only = (text: string): ReceiptDoc => [{ kind: 'text', text, weight: 'plain' }];
  const commands = (text: string): unknown[] =>
    read(escPosBytes(only(text), PRINTER_PROFILES['epson-48']), 'epson-48').filter(
      ({ did }) => did !== 'row',
    );

  it('no sign of Latin, Greek, Cyrillic or the symbols, before a letter that ends a command', () => {
    const range = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, i) => String.fromCharCode(from + i));
    const signs = [...range(0, 0x180), ...range(0x370, 0x460), ...range(0x2000, 0x2700)];
    for (let i = 0; i < signs.length; i += 40)
      expect(commands(signs.slice(i, i + 40).join('p'))).toEqual([]);
  });

  it('no text a person could put in a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(commands(text)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
