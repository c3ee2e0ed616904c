import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { unreachable } from '../../../domain/assert.ts';
import { receiptRows, type ReceiptRow } from '../../../domain/receipt.ts';
import type { Sale } from '../../../domain/sale.ts';

export type ReceiptLine = { kind: string; left: string; right: string };

/** Receipt rows with words, for screen and paper alike. */
export function receiptLines(sale: Sale, profile: StoreProfile): ReceiptLine[] {
  const head = [
    { kind: 'head', left: profile.seller.name, right: '' },
    { kind: 'head', left: profile.name, right: profile.seller.tax_id },
  ];
  const rows = receiptRows(sale).map((row) => rowLine(row, profile, inLocale(profile.locale)));
  return [...head, ...rows, { kind: 'foot', left: profile.seller.footer, right: '' }];
}

type SayNumber = (text: string) => string;

/** "1.90" as the store writes it, e.g. "1,90"; as many decimals as the text has. */
function inLocale(locale: string): SayNumber {
  return (text) => {
    const places = text.split('.')[1]?.length ?? 0;
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    return new Intl.NumberFormat(locale, digits).format(text as Intl.StringNumericLiteral);
  };
}

/** Stores name a tax "VAT" or "VAT 7 %"; the rate stands there once either way. */
function taxWords(label: string, rate: string, say: SayNumber): string {
  return label.includes('%') ? label : `${label} ${say(rate)} %`;
}

function rowLine(row: ReceiptRow, profile: StoreProfile, say: SayNumber): ReceiptLine {
  const { kind } = row;
  switch (kind) {
    case 'document':
      return { kind, left: row.docNo, right: timeOf(row.closedMs, profile) };
    case 'line': {
      const each = row.quantity === '1' ? '' : `  ${say(row.quantity)} × ${say(row.unitPrice)}`;
      return { kind, left: `${row.name}${each}`, right: say(row.amount) };
    }
    case 'tax':
      return { kind, left: taxWords(row.label, row.rate, say), right: say(row.amount) };
    case 'discount':
      return { kind, left: row.name ?? 'Discount', right: say(row.amount) };
    case 'net':
      return { kind, left: 'Net', right: say(row.amount) };
    case 'total':
      return { kind, left: `Total ${row.currency}`, right: say(row.amount) };
    case 'cash-rounding':
      return { kind, left: 'Cash rounding', right: say(row.amount) };
    case 'payable':
      return { kind, left: `To pay ${row.currency}`, right: say(row.amount) };
    case 'cash':
      return { kind, left: 'Cash', right: say(row.amount) };
    case 'change':
      return { kind, left: 'Change', right: say(row.amount) };
    default:
      return unreachable(kind);
  }
}

function timeOf(ms: number, profile: StoreProfile): string {
  const style = { dateStyle: 'short', timeStyle: 'short', timeZone: profile.time_zone } as const;
  return new Intl.DateTimeFormat(profile.locale, style).format(ms);
}

const WIDTH = 42;

/** Plain text for a 42-column printer. */
export function receiptText(lines: readonly ReceiptLine[]): string {
  return lines
    .map(({ left, right }) => {
      const room = Math.max(0, WIDTH - right.length - (right === '' ? 0 : 1));
      return right === '' ? left : `${left.slice(0, room).padEnd(room)} ${right}`;
    })
    .join('\n');
}
