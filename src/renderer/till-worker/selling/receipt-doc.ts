import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { REASON_WORDS, reductionWords } from '../../shared/reason-words.ts';
import { TENDER_WORDS } from '../../shared/tender-words.ts';
import type { ExemptReason } from '../../../domain/adjust/reason.ts';
import { unreachable } from '../../../domain/assert.ts';
import { isCash } from '../../../domain/pay/sale-tender.ts';
import { receiptRows, type ReceiptRow } from '../../../domain/receipt.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Seal } from '../../../domain/signing/device-signature.ts';
import { sealLines } from '../signing/seal-lines.ts';
import { creditSlip, type CreditSlip } from './credit-slip.ts';
import { dateFormat, numberFormat } from '../../shared/format/kept-formats.ts';
import { sayLaterToCustomer, sayToCustomer } from '../../shared/words/say.ts';

/** What stands on a receipt beside the sale itself. */
export type ReceiptExtras = {
  /** Text of the square; none where the till has no key to vouch with. */
  code: string | undefined;
  /** Which copy this is, from 1; none on the receipt itself. */
  copy?: { number: number; atMs: number };
  /** What became of its signature, where the store's documents are signed. */
  seal?: Seal | undefined;
  /** Store credit that it gave, and that is printed on a slip of its own. */
  credit?: CreditSlip | undefined;
};

/**
 * The receipt of a stored document with the store's words and figures (dom-Q1, RCP1). Pure: the same
 * document gives the same receipt, so that a copy differs by its mark alone. The drawer opens for
 * coins and notes, and never for a copy (RCP4) or in training.
 */
export function receiptDoc(sale: Sale, profile: StoreProfile, extras: ReceiptExtras): ReceiptDoc {
  const figures = inLocale(profile.locale);
  const mark = extras.copy === undefined ? [] : copyMark(extras.copy, profile);
  const marks = sale.training === true ? [...trainingMark(), ...mark] : mark;
  const movesCash = sale.training !== true && sale.tenders.some(({ type }) => isCash(type));
  const opensDrawer = extras.copy === undefined && movesCash;
  return [
    ...(opensDrawer ? [{ kind: 'drawer' } as const] : []),
    ...marks,
    text(profile.seller.name, 'strong'),
    pair(profile.name, profile.seller.tax_id, 'strong'),
    { kind: 'rule' },
    ...receiptRows(sale).flatMap((row) => rowLines(row, profile, figures)),
    { kind: 'rule' },
    ...(profile.seller.footer === '' ? [] : [text(profile.seller.footer)]),
    ...(extras.seal === undefined ? [] : sealLines(extras.seal)),
    ...(extras.code === undefined ? [] : [{ kind: 'qr', text: extras.code } as const]),
    ...marks,
    { kind: 'cut' },
    ...(extras.credit === undefined ? [] : creditSlip(sale, profile, extras.credit, marks)),
  ];
}

/** At both ends, as large as a copy's mark: this paper proves nothing at all (dom-X3). */
function trainingMark(): ReceiptDoc {
  return [
    { kind: 'copy', text: sayToCustomer('*** TRAINING ***') },
    { kind: 'text', text: sayToCustomer('Not a receipt. Nothing was sold.'), weight: 'strong' },
  ];
}

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

/** At both ends: half a copy must figures that it is one. */
function copyMark({ number, atMs }: { number: number; atMs: number }, profile: StoreProfile) {
  return [
    { kind: 'copy', text: sayToCustomer('COPY {number}', { number }) } as const,
    text(sayToCustomer('printed {time}', { time: timeOf(atMs, profile) })),
  ];
}

type Figures = (text: string) => string;

/** "1.90" as the store writes it, e.g. "1,90"; as many decimals as the text has. */
function inLocale(locale: string): Figures {
  return (figure) => {
    const places = figure.split('.')[1]?.length ?? 0;
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    return numberFormat(locale, digits).format(figure as Intl.StringNumericLiteral);
  };
}

/** Stores name a tax "VAT" or "VAT 7 %"; the rate stands there once either way. */
function taxWords(label: string, rate: string, figures: Figures): string {
  return label.includes('%') ? label : `${label} ${figures(rate)} %`;
}

function rowLines(row: ReceiptRow, profile: StoreProfile, figures: Figures): ReceiptLine[] {
  const { kind } = row;
  switch (kind) {
    case 'document': {
      const unproven = sayToCustomer('Return without receipt');
      const none = row.isNoReceipt === true ? [text(unproven, 'strong')] : [];
      const of = row.returnOf === null ? none : [text(`${linkWords(row)} ${row.returnOf}`)];
      const when = pair(
        timeOf(row.closedMs, profile),
        sayToCustomer('Cashier {cashier}', { cashier: row.cashier }),
        'quiet',
      );
      return [text(row.docNo, 'strong'), ...of, when, { kind: 'rule' }];
    }
    case 'line': {
      const each =
        row.quantity === '1' ? '' : `  ${figures(row.quantity)} × ${figures(row.unitPrice)}`;
      return [pair(`${row.name}${each}`, figures(row.amount))];
    }
    case 'tax':
      return [pair(taxWords(row.label, row.rate, figures), figures(row.amount), 'quiet')];
    case 'named-price':
      return [text(namedPriceWords(row, figures), 'quiet')];
    case 'discount':
      return [pair(row.name ?? givenWords(row.given), figures(row.amount))];
    case 'tax-exempt':
      return [text(exemptWords(row.reason))];
    case 'member':
      return [text(sayToCustomer('Member … {ending}', { ending: row.ending }), 'quiet')];
    case 'note':
      return [text(row.text)];
    case 'net':
      return [pair(sayToCustomer('Net'), figures(row.amount), 'quiet')];
    case 'total':
      return [
        {
          kind: 'total',
          left: sayToCustomer('Total {currency}', { currency: row.currency }),
          right: figures(row.amount),
        },
      ];
    case 'cash-rounding':
      return [pair(sayToCustomer('Cash rounding'), figures(row.amount), 'quiet')];
    case 'payable':
      return [
        {
          kind: 'total',
          left: sayToCustomer('To pay {currency}', { currency: row.currency }),
          right: figures(row.amount),
        },
      ];
    case 'cash':
      return [pair(sayToCustomer('Cash'), figures(row.amount))];
    case 'card':
      return cardLines(row, figures);
    case 'foreign-cash': {
      const given = `${row.currency} ${figures(row.given)} × ${figures(row.rate)}`;
      return [pair(sayToCustomer('Cash {given}', { given }), figures(row.amount))];
    }
    case 'gift-card':
    case 'store-credit':
    case 'voucher':
      return [
        pair(`${sayLaterToCustomer(TENDER_WORDS[kind])} ••${row.ending}`, figures(row.amount)),
        ...(row.left === undefined
          ? []
          : [pair(sayToCustomer('Left on it'), figures(row.left), 'quiet')]),
        ...(row.lost === undefined
          ? []
          : [pair(sayToCustomer('Not used, not paid out'), figures(row.lost), 'quiet')]),
      ];
    case 'change':
      return [pair(sayToCustomer('Change'), figures(row.amount), 'strong')];
    default:
      return unreachable(kind);
  }
}

function namedPriceWords(
  { reason, bookPrice }: Extract<ReceiptRow, { kind: 'named-price' }>,
  figures: Figures,
): string {
  return sayToCustomer('{reason} · was {price}', {
    reason: sayLaterToCustomer(REASON_WORDS[reason]),
    price: figures(bookPrice),
  });
}

function exemptWords(reason: ExemptReason): string {
  const taxExempt = sayLaterToCustomer(REASON_WORDS[reason]);
  return sayToCustomer('Tax exempt · {taxExempt}', { taxExempt });
}

/** What this document does to the other one. */
function linkWords({ isPostVoid, isExchange }: Extract<ReceiptRow, { kind: 'document' }>): string {
  if (isPostVoid === true) return sayToCustomer('Voids');
  return isExchange === true
    ? sayToCustomer('Exchange · goods back of')
    : sayToCustomer('Return of');
}

/** The last four figures and no more (dom-Y3); what the terminal calls it, for a dispute. */
function cardLines(row: Extract<ReceiptRow, { kind: 'card' }>, figures: Figures): ReceiptLine[] {
  const name = row.isSigned
    ? sayLaterToCustomer(TENDER_WORDS.card)
    : `${row.scheme} ••${row.last4}`;
  const slip = row.isSigned
    ? sayToCustomer('Signed for by the store')
    : sayToCustomer('Auth {auth} · {reference}', { auth: row.auth, reference: row.reference });
  return [pair(name, figures(row.amount)), text(slip, 'quiet')];
}

function givenWords(given: Extract<ReceiptRow, { kind: 'discount' }>['given']): string {
  return given === undefined
    ? sayToCustomer('Discount')
    : reductionWords(given.kind, given.reason, sayLaterToCustomer);
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
