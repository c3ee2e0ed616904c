import type { ReceiptDoc, ReceiptLine } from '../../../../src/contracts/receipt-doc.ts';
import { receiptText } from '../../../../src/contracts/receipt-layout.ts';
import { escapeHtml } from '../status/html.ts';

/** The same receipt twice: for programs that show pictures of letters, and for those that do not. */
export type Letter = { html: string; text: string };

/** Of plain letters on a wide screen and on a phone. */
const COLUMNS = 42;
const FONT = 'font-family:Arial,Helvetica,sans-serif';
const CELL = 'padding:2px 0;vertical-align:top';

/** A receipt as a letter: its styles inside, no script, nothing fetched from anywhere (MAIL3). */
export function receiptLetter(
  doc: ReceiptDoc,
  { language, subject }: { language: string; subject: string },
): Letter {
  const rows = doc.map((line) => row(line)).join('');
  const table = `<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:480px;margin:0 auto;border-collapse:collapse;${FONT};font-size:14px;line-height:20px;color:#17202b">${rows}</table>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title>`;
  const html = `<!doctype html>\n<html lang="${escapeHtml(language)}"><head>${head}</head><body style="margin:0;padding:24px;background:#ffffff">${table}</body></html>\n`;
  return { html, text: `${receiptText(doc, COLUMNS)}\n` };
}

/** What is for a printer alone has no place in a letter. */
function row(line: ReceiptLine): string {
  switch (line.kind) {
    case 'text':
      return whole(line.text, lookOf(line.weight));
    case 'pair':
      return pair(line.left, line.right, lookOf(line.weight));
    case 'total':
      return pair(line.left, line.right, 'font-size:18px;line-height:28px;font-weight:bold');
    case 'rule':
      return `<tr><td colspan="2" style="padding:8px 0"><div style="border-top:1px solid #c9d0d8;font-size:0;line-height:0">&nbsp;</div></td></tr>`;
    case 'copy':
      return whole(line.text, 'font-weight:bold;text-align:center');
    case 'qr':
      return whole(line.text, 'color:#5a6675;word-break:break-all');
    case 'cut':
    case 'drawer':
      return '';
  }
}

function lookOf(weight: Extract<ReceiptLine, { kind: 'text' }>['weight']): string {
  if (weight === 'strong') return 'font-weight:bold';
  return weight === 'quiet' ? 'color:#5a6675' : '';
}

function whole(text: string, look: string): string {
  return `<tr><td colspan="2" style="${CELL};${look}">${escapeHtml(text)}</td></tr>`;
}

function pair(left: string, right: string, look: string): string {
  return `<tr><td style="${CELL};${look}">${escapeHtml(left)}</td><td style="${CELL};padding-left:16px;text-align:right;white-space:nowrap;${look}">${escapeHtml(right)}</td></tr>`;
}
