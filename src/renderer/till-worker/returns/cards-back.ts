import type { RefundShare } from '../../../domain/after/refund-plan.ts';
import { valuesBack, voucherShare, type CardDue } from '../../../domain/after/refund-under-way.ts';
import { minor } from '../../../domain/money.ts';
import type { CardBack } from '../../shared/returns-api.ts';
import { TENDER_WORDS, tenderWords } from '../../shared/tender-words.ts';
import { sayLater } from '../../shared/words/say.ts';

type Parts = { due: readonly CardDue[]; plan: readonly RefundShare[] };

/** Which cards would get how much, those that hold value last; minor units, positive. */
export function cardsBack({ due, plan }: Parts): CardBack[] {
  const cards = due.map(({ card, amount }) => ({
    words: tenderWords({ type: 'card', amount, card }),
    amount,
  }));
  const gifts = valuesBack(plan, '').map((tender) => ({
    words: tenderWords(tender),
    amount: minor(0 - tender.amount),
  }));
  // A voucher is used up: its part comes back as credit, whatever is chosen.
  const amount = voucherShare(plan);
  const credit = amount === 0 ? [] : [{ words: sayLater(TENDER_WORDS['store-credit']), amount }];
  return [...cards, ...gifts, ...credit];
}
