import { UPPER_HALVES } from './upper-halves.ts';

/** What a printer does with its bytes, in order. */
export type PrinterDeed =
  | { did: 'row'; text: string; bold: boolean; height: number; align: number }
  | { did: 'qr'; text: string }
  | { did: 'cut' }
  | { did: 'drawer' }
  /** Asked for its state: real-time (`DLE EOT n`), or when everything before is printed (`GS r 1`). */
  | { did: 'asked'; now: boolean; about: number }
  | { did: 'unknown'; bytes: string };

/** Numbers of the code pages, as the maker's handbook lists them. */
const EPSON_PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  14: 'cp737',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
};
const XPRINTER_PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
  24: 'cp737',
};
const PAGES = { epson: EPSON_PAGES, xprinter: XPRINTER_PAGES };

/**
 * Reads the part of ESC/POS that receipts use, written from the command reference and not from the
 * library that makes the bytes. Bytes may come in any pieces.
 */
export class EscPosReader {
  private rest: number[] = [];
  private row = '';
  private look = { bold: false, height: 1, align: 0 };
  private page = 'cp437';
  private square = '';
  private readonly pages: Readonly<Record<number, string>>;

  constructor(numbering: keyof typeof PAGES = 'epson') {
    this.pages = PAGES[numbering];
  }

  /** The text of a row that is not ended yet. */
  get begun(): string {
    return this.row;
  }

  take(bytes: Uint8Array): PrinterDeed[] {
    this.rest.push(...bytes);
    const deeds: PrinterDeed[] = [];
    for (;;) {
      const used = this.step(deeds);
      if (used === 0) return deeds;
      this.rest.splice(0, used);
    }
  }

  /** Bytes used by the next command or sign; 0 where it is not all here yet. */
  private step(deeds: PrinterDeed[]): number {
    const [a = -1, b = -1, c = -1, d = -1] = this.rest;
    if (a === -1) return 0;
    if (a === 0x0a) return this.endRow(deeds);
    if (a === 0x0d) return 1;
    if (a >= 0x20) {
      this.row += a < 0x80 ? String.fromCharCode(a) : (UPPER_HALVES[this.page]?.[a - 0x80] ?? '?');
      return 1;
    }
    if (b === -1) return 0;
    if (a === 0x10 && b === 0x04) return this.whole(3, () => deeds.push(asked(true, c)));
    if (a === 0x10 && b === 0x14) return this.whole(5, () => deeds.push({ did: 'drawer' }));
    if (a === 0x1b) return this.esc(b, c, deeds);
    if (a === 0x1d) return this.gs(b, c, d, deeds);
    if (a === 0x1c && b === 0x2e) return 2;
    return this.unknown(deeds);
  }

  private esc(b: number, c: number, deeds: PrinterDeed[]): number {
    switch (b) {
      case 0x40:
        this.look = { bold: false, height: 1, align: 0 };
        this.page = 'cp437';
        return 2;
      case 0x74:
        return this.whole(3, () => (this.page = this.pages[c] ?? 'none'));
      case 0x45:
        return this.whole(3, () => (this.look.bold = (c & 1) === 1));
      case 0x61:
        return this.whole(3, () => (this.look.align = c));
      case 0x4d:
        return this.whole(3, () => undefined);
      case 0x70:
        return this.whole(5, () => deeds.push({ did: 'drawer' }));
      default:
        return this.unknown(deeds);
    }
  }

  private gs(b: number, c: number, d: number, deeds: PrinterDeed[]): number {
    if (b === 0x21) return this.whole(3, () => (this.look.height = (c & 7) + 1));
    if (b === 0x61) return this.whole(3, () => undefined);
    if (b === 0x72) return this.whole(3, () => deeds.push(asked(false, c)));
    if (b === 0x56)
      return this.whole(c >= 65 ? 4 : 3, () => {
        this.flush(deeds);
        deeds.push({ did: 'cut' });
      });
    if (b === 0x28 && c === -1) return 0;
    if (b === 0x28 && c === 0x6b) {
      const high = this.rest[4];
      if (high === undefined) return 0;
      const length = d + high * 256;
      return this.whole(5 + length, () => this.symbol(this.rest.slice(5, 5 + length), deeds));
    }
    return this.unknown(deeds);
  }

  /** `GS ( k`: the store and print functions of a QR code. */
  private symbol([kind, fn, , ...data]: number[], deeds: PrinterDeed[]): void {
    if (kind !== 0x31) return;
    if (fn === 0x50) this.square = String.fromCharCode(...data);
    if (fn === 0x51) deeds.push({ did: 'qr', text: this.square });
  }

  private whole(length: number, then: () => unknown): number {
    if (this.rest.length < length) return 0;
    then();
    return length;
  }

  private endRow(deeds: PrinterDeed[]): number {
    deeds.push({ did: 'row', text: this.row, ...this.look });
    this.row = '';
    return 1;
  }

  private flush(deeds: PrinterDeed[]): void {
    if (this.row !== '') this.endRow(deeds);
  }

  private unknown(deeds: PrinterDeed[]): number {
    const bytes = this.rest.slice(0, 4).map((byte) => byte.toString(16).padStart(2, '0'));
    deeds.push({ did: 'unknown', bytes: bytes.join(' ') });
    return 1;
  }
}

const asked = (now: boolean, about: number): PrinterDeed => ({ did: 'asked', now, about });

/** The rows that carry text, as a person reads them. */
export function textOf(deeds: readonly PrinterDeed[]): string {
  return deeds
    .flatMap((deed) => (deed.did === 'row' && deed.text.trim() !== '' ? [deed.text] : []))
    .map((text) => text.trimEnd())
    .join('\n');
}
