import type { PrinterDeed } from './esc-pos-reader.ts';

/** Pixels of one sign, and of the margin. */
const SIGN = { width: 9, height: 20 };
const MARGIN = 18;
const QR_SIDE = 140;

/** What came out of the printer as an SVG picture; the drawer's pulse and the blade are shown too. */
export function paperPicture(deeds: readonly PrinterDeed[], columns: number): string {
  const width = columns * SIGN.width + 2 * MARGIN;
  const parts: string[] = [];
  let y = MARGIN;
  for (const deed of deeds) {
    switch (deed.did) {
      case 'row': {
        y += SIGN.height * deed.height;
        const weight = deed.bold ? ' font-weight="bold"' : '';
        const tall = `translate(${MARGIN} ${y - 5}) scale(1 ${deed.height})`;
        parts.push(`<text transform="${tall}"${weight}>${escaped(deed.text)}</text>`);
        break;
      }
      case 'qr':
        parts.push(square(deed.text, (width - QR_SIDE) / 2, y + 6));
        y += QR_SIDE + 12;
        break;
      case 'cut':
        y += 10;
        parts.push(
          `<line x1="0" x2="${width}" y1="${y}" y2="${y}" stroke="#c33" stroke-dasharray="6 4"/>`,
        );
        y += 10;
        break;
      case 'drawer':
        y += SIGN.height;
        parts.push(`<text x="${MARGIN}" y="${y - 5}" fill="#c33">[drawer opens]</text>`);
        break;
      case 'unknown':
        y += SIGN.height;
        parts.push(`<text x="${MARGIN}" y="${y - 5}" fill="#c33">[${deed.bytes}?]</text>`);
        break;
      case 'asked':
        break;
    }
  }
  const height = y + MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace" font-size="15" xml:space="preserve"><rect width="100%" height="100%" fill="#fffef8"/>\n${parts.join('\n')}\n</svg>\n`;
}

/** Stands where the square is printed; it names its text, which nobody has to scan from a screen. */
function square(text: string, x: number, y: number): string {
  return `<g><title>${escaped(text)}</title><rect x="${x}" y="${y}" width="${QR_SIDE}" height="${QR_SIDE}" fill="none" stroke="#000" stroke-width="6"/><text x="${x + QR_SIDE / 2}" y="${y + QR_SIDE / 2}" text-anchor="middle">QR</text></g>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
