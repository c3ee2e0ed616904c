import Encoder from '@point-of-sale/receipt-printer-encoder';
import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import { layOut, type LaidOut, type PaperRow } from '../../contracts/receipt-layout.ts';
import type { PrinterProfile } from './printer-profile.ts';

/** Drawers open on 100 ms and are left alone for half a second; both in ms. */
const PULSE = { on: 100, off: 500 };
/** Dots a module: 4 cm on 80 mm paper for the codes of this till. */
const QR_DOTS = 5;

/** The receipt as bytes for a printer of this profile: the texts of `layOut`, and no others (RCP1). */
export function escPosBytes(doc: ReceiptDoc, profile: PrinterProfile): Uint8Array {
  const paper = new Encoder({
    language: 'esc-pos',
    columns: profile.columns,
    codepageMapping: profile.numbering,
    codepageCandidates: [...profile.codePages],
    feedBeforeCut: profile.feedBeforeCut,
    newline: '\n',
  });
  paper.initialize().codepage('auto');
  for (const laid of layOut(doc, profile.columns)) put(paper, laid, profile);
  return paper.encode();
}

function put(paper: Encoder, { line, rows }: LaidOut, profile: PrinterProfile): void {
  switch (line.kind) {
    case 'cut':
      if (profile.cutter === 'none') paper.newline(profile.feedBeforeCut);
      else paper.cut(profile.cutter);
      return;
    case 'drawer':
      if (profile.drawer) paper.pulse(0, PULSE.on, PULSE.off);
      return;
    case 'qr':
      paper.align('center').qrcode(line.text, { model: 2, size: QR_DOTS, errorlevel: 'm' });
      paper.align('left');
      break;
    case 'text':
    case 'pair':
    case 'total':
    case 'copy':
    case 'rule':
      break;
  }
  for (const row of rows) putRow(paper, row);
}

function putRow(paper: Encoder, { text, look }: PaperRow): void {
  if (look === 'large') paper.height(2);
  if (look !== 'plain') paper.bold(true);
  paper.line(printable(text));
  if (look !== 'plain') paper.bold(false);
  if (look === 'large') paper.height(1);
}

/**
 * Code pages have pictures where ASCII has its control characters, and the library would use them:
 * "§" would be sent as 0x15, "←" as ESC (RCP3). What has a picture there prints as its like or "?".
 */
const PICTURES = '§¶•‼←↑→↓↔↕↨∟⌂▬▲►▼◄○◘◙☺☻☼♀♂♠♣♥♦♪♫';
const LIKES: Readonly<Record<string, string>> = { '•': '*', '‼': '!', '←': '<', '→': '>' };

/** Signs of good type that no code page of a till's printer has; as wide as themselves, so that columns stay. */
const TYPED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '.',
};

function printable(text: string): string {
  return Array.from(text)
    .map((sign) => TYPED[sign] ?? (PICTURES.includes(sign) ? (LIKES[sign] ?? '?') : sign))
    .join('');
}
