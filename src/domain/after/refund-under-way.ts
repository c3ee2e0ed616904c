import type { UnsettledParts } from '../assemble-sale.ts';
import { minor, sumMinor, type Minor } from '../money.ts';
import { isCash, isStoredValue, type CardSlip, type StoredValueType } from '../pay/sale-tender.ts';
import type { OfferedTender } from '../pay/settle-tenders.ts';
import type { SaleAct } from '../sale.ts';
import { creditId } from '../stored-value/credit-number.ts';
import type { RefundShare } from './refund-plan.ts';

/** What one card is still to be given back; a magnitude. */
export type CardDue = { readonly card: CardSlip; readonly amount: Minor };

/** A card tender that pays out: its amount is negative. */
export type CardRefund = OfferedTender & { readonly type: 'card' };

/** Value that paid and has its part back at once: head office need not be asked for that. */
export type ValueBack = OfferedTender & { readonly type: StoredValueType };

/**
 * A return whose money goes back to cards, from the moment somebody signed for it until its document
 * is written; on disk before any terminal hears of it (dom-O3, dom-Y4). JSON-safe.
 */
export type RefundUnderWay = {
  /** Of the document it becomes: written once, also over a restart. */
  readonly docId: string;
  /** The receipt that goods come back of. */
  readonly docNo: string;
  /** The document, but for how it is paid out; its acts are `acts`. */
  readonly parts: UnsettledParts;
  /** What is paid out in all; a magnitude. */
  readonly goods: Minor;
  readonly acts: readonly SaleAct[];
  /** An exchange: the open basket is sold with it. Since when it stood open. */
  readonly basketSinceMs?: number;
  readonly cashier: string;
  readonly shiftId: string;
  readonly businessDate: string;
  /** Cards still to be given money, in order. */
  readonly due: readonly CardDue[];
  /** What gift cards have back with the document. */
  readonly values?: readonly ValueBack[];
  /** What cards have back. What none of these names goes out in cash, or as credit. */
  readonly done: readonly CardRefund[];
  /** Under which code what would go out in cash is put instead (CRED1); no more of it than `only`. */
  readonly credit?: { readonly code: string; readonly only?: Minor };
};

/** Cards of a plan; undefined where a share can go back in no way this till knows. */
export function cardsOf(shares: readonly RefundShare[]): readonly CardDue[] | undefined {
  const due: CardDue[] = [];
  for (const { tender, value } of shares) {
    if (tender.type === 'card') due.push({ card: tender.card, amount: value });
    else if (tender.type !== 'voucher' && !isStoredValue(tender) && !isCash(tender.type)) {
      return undefined;
    }
  }
  return due;
}

/** What of a plan a paper voucher paid: it is used up, so that its part comes back as credit (VOUCH5). */
export function voucherShare(shares: readonly RefundShare[]): Minor {
  return sumMinor(
    shares.flatMap(({ tender, value }) => (tender.type === 'voucher' ? [value] : [])),
  );
}

/** Gift cards and credit of a plan, each with an id of its own in the document it stands in (GIFT4). */
export function valuesBack(shares: readonly RefundShare[], docId: string): ValueBack[] {
  return shares.flatMap(({ tender, value }, at) =>
    isStoredValue(tender)
      ? [
          {
            type: tender.type,
            amount: minor(0 - value),
            code: tender.code,
            redemption: `${docId}-${at}`,
          },
        ]
      : [],
  );
}

/** The first card has `amount` back, as `slip` says; what it did not take stays due. */
export function withCardRefunded(
  row: RefundUnderWay,
  amount: Minor,
  slip: CardSlip,
): RefundUnderWay {
  const [first, ...others] = row.due;
  if (first === undefined) return row;
  const left = minor(first.amount - amount);
  return {
    ...row,
    due: left > 0 ? [{ ...first, amount: left }, ...others] : others,
    done: [...row.done, { type: 'card', amount: minor(0 - amount), card: slip }],
  };
}

/** The first card's part goes out in cash instead, on somebody's word. */
export function withCashInstead(row: RefundUnderWay, act: SaleAct): RefundUnderWay {
  return { ...row, due: row.due.slice(1), acts: [...row.acts, act] };
}

/** What goes out in cash, before cash is rounded, or as credit; a magnitude. */
export function cashShare({
  goods,
  due,
  done,
  values = [],
}: Pick<RefundUnderWay, 'goods' | 'due' | 'done' | 'values'>) {
  const byCard = sumMinor(due.map(({ amount }) => amount));
  const back = sumMinor([...done, ...values].map(({ amount }) => amount));
  return minor(goods - byCard + back);
}

/** The tenders of its document: cards as they took it, gift cards, then the rest in cash or as credit. */
export function refundTenders(row: RefundUnderWay): readonly OfferedTender[] {
  const tenders = [...row.done, ...(row.values ?? [])];
  const rest = cashShare(row);
  if (rest === 0) return tenders;
  const { credit, docId } = row;
  if (credit === undefined) return [...tenders, { type: 'cash' }];
  // A liability, and no cash: nothing of it is rounded (dom-C2, dom-I7).
  const issued = { code: credit.code, redemption: creditId(docId) };
  const onCode = minor(Math.min(rest, credit.only ?? rest));
  const given = { type: 'store-credit', amount: minor(0 - onCode), ...issued } as const;
  return [...tenders, given, ...(onCode < rest ? [{ type: 'cash' } as const] : [])];
}
