import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { Committer } from '../../../sync/core/commit.ts';
import { plainFact } from '../selling/facts.ts';

/** What head office hears of a card payment beside the sale; see `CardPaymentBody`. */
export type CardEvent =
  | 'treated-as-paid'
  | 'treated-as-not-paid'
  | 'reversed'
  | 'nothing-to-reverse'
  | 'found-paid'
  /** It moved less than was signed for. */
  | 'found-part'
  | 'found-not-paid';

/** Writes one event as an op; true when it is on disk. */
export function cardJournal(committer: Pick<Committer, 'commit'>, wallMs: () => number) {
  return async (attempt: CardAttempt, event: CardEvent, approver?: string): Promise<boolean> => {
    const { reference, amount, currency, cashier, basketId, businessDate, refund } = attempt;
    const body = {
      event,
      reference,
      amount,
      currency,
      cashier,
      basket_id: basketId,
      at_ms: wallMs(),
      ...(approver === undefined ? {} : { approver }),
      ...(refund === undefined ? {} : { refund_of: refund.of }),
    };
    return (await committer.commit(plainFact('card-payment', businessDate, body))).ok;
  };
}
