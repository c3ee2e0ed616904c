import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { REASON_WORDS, reductionWords } from '../../shared/reason-words.ts';
import { TENDER_WORDS } from '../../shared/tender-words.ts';
import { unreachable } from '../../../domain/assert.ts';
import { isCash } from '../../../domain/pay/sale-tender.ts';
import { receiptRows, type ReceiptRow } from '../../../domain/receipt.ts';
import type { Sale } from '../../../domain/sale.ts';
import { dateFormat, numberFormat } from '../../shared/format/kept-formats.ts';

/** What stands on a receipt beside the sale itself. */
export type ReceiptExtras = {
  /** Text of the square; none where the till has no key to vouch with. */
  code: string | undefined;
  /** Which copy this is, from 1; none on the receipt itself. */
  copy?: { number: number; atMs: number };
};

/**
 * The receipt of a stored document with the store's words and figures (dom-Q1, RCP1). Pure: the same
 * document gives the same receipt, so that a copy differs by its mark alone. The drawer opens for
 * coins and notes, and never for a copy (RCP4) or in training.
 */
export function receiptDoc(sale: Sale, profile: StoreProfile, extras: ReceiptExtras): ReceiptDoc {
  const say = inLocale(profile.locale);
  const mark = extras.copy === undefined ? [] : copyMark(extras.copy, profile);
  const marks = sale.training === true ? [...TRAINING_MARK, ...mark] : mark;
  const movesCash = sale.training !== true && sale.tenders.some(({ type }) => isCash(type));
  const opensDrawer = extras.copy === undefined && movesCash;
  return [
    ...(opensDrawer ? [{ kind: 'drawer' } as const] : []),
    ...marks,
    text(profile.seller.name, 'strong'),
    pair(profile.name, profile.seller.tax_id, 'strong'),
    { kind: 'rule' },
    ...receiptRows(sale).flatMap((row) => rowLines(row, profile, say)),
    { kind: 'rule' },
    ...(profile.seller.footer === '' ? [] : [text(profile.seller.footer)]),
    ...(extras.code === undefined ? [] : [{ kind: 'qr', text: extras.code } as const]),
    ...marks,
    { kind: 'cut' },
  ];
}

/** At both ends, as large as a copy's mark: this paper proves nothing at all (dom-X3). */
const TRAINING_MARK: ReceiptDoc = [
  { kind: 'copy', text: '*** TRAINING ***' },
  { kind: 'text', text: 'Not a receipt. Nothing was sold.', weight: 'strong' },
];

type Weight = Extract<ReceiptLine, { kind: 'text' }>['weight'];

const text = (words: string, weight: Weight = 'plain'): ReceiptLine => ({
  kind: 'text',
  text: words,
  weight,
});
const pair = (left: string, right: string, weight: Weight = 'plain'): ReceiptLine => ({
  kind: 'pair',
  left,
  right,
  weight,
});

/** At both ends: half a copy must say that it is one. */
function copyMark({ number, atMs }: { number: number; atMs: number }, profile: StoreProfile) {
  return [
    { kind: 'copy', text: `COPY ${number}` } as const,
    text(`printed ${timeOf(atMs, profile)}`),
  ];
}

type SayNumber = (text: string) => string;

/** "1.90" as the store writes it, e.g. "1,90"; as many decimals as the text has. */
function inLocale(locale: string): SayNumber {
  return (figure) => {
    const places = figure.split('.')[1]?.length ?? 0;
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    return numberFormat(locale, digits).format(figure as Intl.StringNumericLiteral);
  };
}

/** Stores name a tax "VAT" or "VAT 7 %"; the rate stands there once either way. */
function taxWords(label: string, rate: string, say: SayNumber): string {
  return label.includes('%') ? label : `${label} ${say(rate)} %`;
}

function rowLines(row: ReceiptRow, profile: StoreProfile, say: SayNumber): ReceiptLine[] {
  const { kind } = row;
  switch (kind) {
    case 'document': {
      const of = row.returnOf === null ? [] : [text(`${linkWords(row)} ${row.returnOf}`)];
      const when = pair(timeOf(row.closedMs, profile), `Cashier ${row.cashier}`, 'quiet');
      return [text(row.docNo, 'strong'), ...of, when, { kind: 'rule' }];
    }
    case 'line': {
      const each = row.quantity === '1' ? '' : `  ${say(row.quantity)} × ${say(row.unitPrice)}`;
      return [pair(`${row.name}${each}`, say(row.amount))];
    }
    case 'tax':
      return [pair(taxWords(row.label, row.rate, say), say(row.amount), 'quiet')];
    case 'named-price':
      return [text(`${REASON_WORDS[row.reason]} · was ${say(row.bookPrice)}`, 'quiet')];
    case 'discount':
      return [pair(row.name ?? givenWords(row.given), say(row.amount))];
    case 'tax-exempt':
      return [text(`Tax exempt · ${REASON_WORDS[row.reason]}`)];
    case 'member':
      return [text(`Member … ${row.ending}`, 'quiet')];
    case 'note':
      return [text(row.text)];
    case 'net':
      return [pair('Net', say(row.amount), 'quiet')];
    case 'total':
      return [{ kind: 'total', left: `Total ${row.currency}`, right: say(row.amount) }];
    case 'cash-rounding':
      return [pair('Cash rounding', say(row.amount), 'quiet')];
    case 'payable':
      return [{ kind: 'total', left: `To pay ${row.currency}`, right: say(row.amount) }];
    case 'cash':
      return [pair('Cash', say(row.amount))];
    case 'card':
      return cardLines(row, say);
    case 'foreign-cash': {
      const given = `${row.currency} ${say(row.given)} × ${say(row.rate)}`;
      return [pair(`Cash ${given}`, say(row.amount))];
    }
    case 'gift-card':
    case 'store-credit':
    case 'voucher':
      return [
        pair(`${TENDER_WORDS[kind]} ••${row.ending}`, say(row.amount)),
        ...(row.left === undefined ? [] : [pair('Left on it', say(row.left), 'quiet')]),
      ];
    case 'change':
      return [pair('Change', say(row.amount), 'strong')];
    default:
      return unreachable(kind);
  }
}

/** What this document does to the other one. */
function linkWords({ isPostVoid, isExchange }: Extract<ReceiptRow, { kind: 'document' }>): string {
  if (isPostVoid === true) return 'Voids';
  return isExchange === true ? 'Exchange · goods back of' : 'Return of';
}

/** The last four figures and no more (dom-Y3); what the terminal calls it, for a dispute. */
function cardLines(row: Extract<ReceiptRow, { kind: 'card' }>, say: SayNumber): ReceiptLine[] {
  const name = row.isSigned ? TENDER_WORDS.card : `${row.scheme} ••${row.last4}`;
  const slip = row.isSigned ? 'Signed for by the store' : `Auth ${row.auth} · ${row.reference}`;
  return [pair(name, say(row.amount)), text(slip, 'quiet')];
}

function givenWords(given: Extract<ReceiptRow, { kind: 'discount' }>['given']): string {
  return given === undefined ? 'Discount' : reductionWords(given.kind, given.reason);
}

/** Wall time of the store with its distance from UTC, which a fiscal receipt must name (dom-Q1). */
function timeOf(ms: number, profile: StoreProfile): string {
  const zone = { timeZone: profile.time_zone } as const;
  const style = { dateStyle: 'short', timeStyle: 'short', ...zone } as const;
  const wall = dateFormat(profile.locale, style).format(ms);
  const parts = dateFormat('en', { timeZoneName: 'longOffset', ...zone });
  const offset = parts.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${wall} ${offset === 'GMT' ? '+00:00' : offset.replace('GMT', '')}`;
}
