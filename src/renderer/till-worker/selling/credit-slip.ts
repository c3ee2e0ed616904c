import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { formatMinor, minor } from '../../../domain/money.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { creditGiven } from '../../../domain/stored-value/credit-number.ts';
import { numberFormat } from '../../shared/format/kept-formats.ts';
import { sayToCustomer } from '../../shared/words/say.ts';

export type CreditSlip = NonNullable<ReturnType<typeof creditGiven>>;

/**
 * Behind the receipt, on paper of its own: the credit's number as a square and as figures. A copy is marked
 * as one and pays no more: what was spent is spent, whichever paper is shown (CRED4).
 */
export function creditSlip(
  { currency, doc_no }: Sale,
  profile: StoreProfile,
  { number, amount }: CreditSlip,
  marks: ReceiptDoc,
): ReceiptDoc {
  const text = (words: string): ReceiptLine => ({ kind: 'text', text: words, weight: 'plain' });
  const figure = formatMinor(minor(amount), currency);
  const places = figure.split('.')[1]?.length ?? 0;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return [
    ...marks,
    { kind: 'text', text: profile.seller.name, weight: 'strong' },
    { kind: 'pair', left: profile.name, right: doc_no, weight: 'plain' },
    { kind: 'rule' },
    {
      kind: 'total',
      left: sayToCustomer('Store credit {currency}', { currency }),
      right: numberFormat(profile.locale, digits).format(figure as Intl.StringNumericLiteral),
    },
    ...(number === undefined
      ? [text(sayToCustomer('Its number is no longer known here. Keep the first slip.'))]
      : [{ kind: 'qr', text: number } as const]),
    text(sayToCustomer('Pays where our gift cards do, all of it or a part. Keep it like money.')),
    ...marks,
    { kind: 'cut' },
  ];
}
