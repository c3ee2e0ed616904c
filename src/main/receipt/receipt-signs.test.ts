import { describe, expect, it } from 'vitest';
import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import { escPosBytes } from './esc-pos.ts';
import { PRINTER_PROFILES, type PrinterProfileName } from './printer-profile.ts';

const NAMES = Object.keys(PRINTER_PROFILES) as PrinterProfileName[];
const only = (text: string): ReceiptDoc => [{ kind: 'text', text, weight: 'plain' }];
/** Code pages 437 and 858 have these letters at the same places. */
const LETTERS = 'é à è ç ê ü ö ä ß ñ Ä Ö Ü É ¿ ¡';
const BYTES = [
  0x82, 0x85, 0x8a, 0x87, 0x88, 0x81, 0x94, 0x84, 0xe1, 0xa4, 0x8e, 0x99, 0x9a, 0x90, 0xa8, 0xad,
];

describe.each(NAMES)('%s', (name) => {
  const bytesOf = (text: string): number[] => [...escPosBytes(only(text), PRINTER_PROFILES[name])];

  it('LANG3: prints the letters of German, French and Spanish', () => {
    const spaced = BYTES.flatMap((byte, at) => (at === 0 ? [byte] : [0x20, byte]));
    expect(bytesOf(LETTERS).join(' ')).toContain(spaced.join(' '));
  });

  it('LANG3: writes œ as two letters, which no code page of a printer has', () => {
    const plain = [...new TextEncoder().encode('Oeufs, boeuf')].join(' ');
    expect(bytesOf('Œufs, bœuf').join(' ')).toContain(plain);
  });

  it('LANG3: prints good type’s quotes, dashes and dots as the plain ones', () => {
    const plain = [...new TextEncoder().encode(`n'est "pas" - ci.`)].join(' ');
    expect(bytesOf('n’est “pas” – ci…').join(' ')).toContain(plain);
  });
});
