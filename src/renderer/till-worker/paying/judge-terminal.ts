import type { TerminalAnswer, TerminalHeard } from '../../../contracts/payment-terminal.ts';
import { minor } from '../../../domain/money.ts';
import type { CardAttempt, CardTender } from '../../../domain/pay/card-attempt.ts';
import { later, say, sayLater } from '../../shared/words/say.ts';

/** What an answer, or none, means for a payment. */
export type CardVerdict =
  | { is: 'paid'; tender: CardTender }
  /** The card was not charged; `why` in words, for the cashier. */
  | { is: 'not-paid'; why: string }
  /** Taken, and given back. */
  | { is: 'reversed' }
  /** The terminal did not give it back; `why` in words. The card stays charged. */
  | { is: 'kept'; why: string }
  | { is: 'in-progress' }
  | { is: 'unknown' };

const UNKNOWN: CardVerdict = { is: 'unknown' };
const STILL_PAID = later('The card payment still counts.');
const NOTHING_HAPPENED = later('Nothing was charged. Try again, or take cash.');
const NOTHING_WENT_BACK = later('No money went back.');

/**
 * Only what the terminal said of this very reference counts, and never more than was asked for.
 * Where the line was never there nothing was sent: for the payment itself that is an answer, for a
 * question about it there is none (dom-Y4).
 */
export function judgeTerminal(
  attempt: CardAttempt,
  asked: 'pay' | 'refund' | 'status' | 'reverse',
  heard: TerminalHeard,
): CardVerdict {
  if (!heard.ok) {
    const isUnsent = heard.failure === 'unreachable' || heard.failure === 'no-terminal';
    if ((asked !== 'pay' && asked !== 'refund') || !isUnsent) return UNKNOWN;
    return {
      is: 'not-paid',
      why: say('The terminal cannot be reached. {nothing}', { nothing: nothing(attempt) }),
    };
  }
  const { answer } = heard;
  if (asked === 'reverse') return judgeReversal(attempt, answer);
  switch (answer.outcome) {
    case 'approved': {
      if (answer.amount > attempt.amount) return UNKNOWN;
      const { reference } = attempt;
      const { scheme, last4, auth, terminal_ref } = answer;
      const card = { reference, scheme, last4, auth, terminal_ref };
      const amount = minor(answer.amount);
      return { is: 'paid', tender: { tenderId: reference, type: 'card', amount, card } };
    }
    case 'declined': {
      const reason = answer.reason === '' ? '' : ` (${answer.reason})`;
      const values = { reason, nothing: nothing(attempt) };
      const why =
        attempt.refund === undefined
          ? say('The card was declined{reason}. {nothing}', values)
          : say('The refund was refused{reason}. {nothing}', values);
      return { is: 'not-paid', why };
    }
    case 'not-found': {
      const values = { nothing: nothing(attempt) };
      const why =
        attempt.refund === undefined
          ? say('The terminal knows of no payment. {nothing}', values)
          : say('The terminal knows of no refund. {nothing}', values);
      return { is: 'not-paid', why };
    }
    case 'reversed':
      return { is: 'reversed' };
    case 'in-progress':
      return { is: 'in-progress' };
  }
}

/** What did not happen. */
function nothing({ refund }: CardAttempt): string {
  return sayLater(refund === undefined ? NOTHING_HAPPENED : NOTHING_WENT_BACK);
}

/** Money that a slip proves is given back by `reversed` alone; there it cannot have been nothing (dom-Y5). */
function judgeReversal(attempt: CardAttempt, answer: TerminalAnswer): CardVerdict {
  switch (answer.outcome) {
    case 'reversed':
      return { is: 'reversed' };
    case 'declined': {
      const reason = answer.reason === '' ? '' : ` (${answer.reason})`;
      return {
        is: 'kept',
        why: say('The terminal refuses to give the money back{reason}. {stillPaid}', {
          reason,
          stillPaid: sayLater(STILL_PAID),
        }),
      };
    }
    case 'approved':
      return {
        is: 'kept',
        why: say('The terminal did not give the money back. {stillPaid}', {
          stillPaid: sayLater(STILL_PAID),
        }),
      };
    case 'not-found':
      if (hasSlip(attempt)) return UNKNOWN;
      return {
        is: 'not-paid',
        why: say('The terminal knows of no payment. {nothing}', {
          nothing: sayLater(NOTHING_HAPPENED),
        }),
      };
    case 'in-progress':
      return { is: 'in-progress' };
  }
}

/** Whether the terminal said itself that the card was charged; not where a person signed for it. */
function hasSlip({ tender }: CardAttempt): boolean {
  return tender?.type === 'card' && tender.card.treated_as_paid_by === undefined;
}
