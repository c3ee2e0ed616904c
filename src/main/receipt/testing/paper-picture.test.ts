import { expect, it } from 'vitest';
import { escPosBytes } from '../esc-pos.ts';
import { PRINTER_PROFILES } from '../printer-profile.ts';
import { EscPosReader, textOf } from './esc-pos-reader.ts';
import { paperPicture } from './paper-picture.ts';
import { RECEIPT } from './receipts.ts';

const bytes = escPosBytes(RECEIPT, PRINTER_PROFILES['epson-48']);
const deeds = new EscPosReader().take(bytes);

it('shows each row as it is printed, the square, the blade and the drawer', () => {
  const picture = paperPicture(deeds, 48);
  const texts = [...picture.matchAll(/<text transform[^>]*>([^<]*)<\/text>/g)].map(
    ([, text = '']) => text.trimEnd(),
  );
  expect(texts.filter((text) => text.trim() !== '').join('\n')).toBe(textOf(deeds));
  expect(picture).toContain('<title>EV1/0417-02-A-000123/');
  expect(picture).toContain('[drawer opens]');
  expect(picture.match(/stroke-dasharray/g)).toHaveLength(1);
});

it('text is never markup', () => {
  const row = { did: 'row', text: '<b>&', bold: false, height: 1, align: 0 } as const;
  expect(paperPicture([row], 42)).toContain('&lt;b&gt;&amp;');
});

it('reads bytes in any pieces alike', () => {
  const reader = new EscPosReader();
  expect([...bytes].flatMap((byte) => reader.take(Uint8Array.of(byte)))).toEqual(deeds);
});
