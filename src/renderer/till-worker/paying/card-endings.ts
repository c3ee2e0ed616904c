import type { Basket } from '../../../domain/basket.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import type { Minor } from '../../../domain/money.ts';
import type { CardAttempt, CardCrashPoint, CardTender } from '../../../domain/pay/card-attempt.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE } from '../desk-answers.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import type { CardEvent } from './card-journal.ts';
import { NOT_STORED, NOT_UNKNOWN, OTHER_SALE } from './card-refusals.ts';
import type { CardStore } from './card-store.ts';
import type { CardVerdict } from './judge-terminal.ts';
import type { OpenCard } from './open-card.ts';
import { later, say, sayLater } from '../../shared/words/say.ts';

/** What became of a refund, told where its return is kept; each is on disk when it resolves. */
export type RefundEnds = {
  /** `left`: what is still to be asked about it behind everything else. */
  refunded: (attempt: CardAttempt, tender: CardTender, left?: CardAttempt) => Promise<void>;
  notRefunded: (attempt: CardAttempt, why: string, left?: CardAttempt) => Promise<void>;
  /** The terminal is free again. */
  goOn: () => void;
};

export type CardEndingPorts = {
  refunds: RefundEnds;
  store: Pick<CardStore, 'put' | 'remove' | 'settle'>;
  basket: () => Basket;
  act: (action: BasketAction) => Refusal | undefined;
  openBasket: () => OpenBasket;
  balance: () => Minor;
  /** Nothing is open any more: it is a sale of the shift in which the card was asked. */
  paidUp: (shiftId: string) => void;
  journal: (attempt: CardAttempt, event: CardEvent, approver?: string) => Promise<boolean>;
  /** What is left to do behind the sale; `forget` where the sale takes it back into its hands. */
  followUps: { add: (attempt: CardAttempt) => void; forget: (reference: string) => void };
  /** Nothing is open any more: the sale can be closed. */
  finish: () => Promise<{ ok: true } | Refusal>;
  reached: (point: CardCrashPoint) => Promise<void>;
  /** A payment's end is known: guards of releases count how many were declined. */
  told?: (isPaid: boolean) => void;
  wallMs: () => number;
};

const NOT_COUNTED = later(
  'The refund is not counted. If the card was given the money, the terminal takes it back by itself.',
);

/**
 * What becomes of the open card payment: by the terminal's word, or by a signature. The first to
 * claim it ends it; whoever comes while it is being written does nothing (dom-Y4).
 */
export class CardEndings {
  private readonly p: CardEndingPorts;
  private readonly open: OpenCard;

  constructor(p: CardEndingPorts, open: OpenCard) {
    this.p = p;
    this.open = open;
  }

  /** By what the terminal said. Nothing where somebody else is ending it. */
  async conclude(attempt: CardAttempt, verdict: CardVerdict): Promise<void> {
    if (!this.open.claim(attempt)) return;
    try {
      const isPayment = attempt.state !== 'refunding' && attempt.state !== 'taking-back';
      if (isPayment && (verdict.is === 'paid' || verdict.is === 'not-paid'))
        this.p.told?.(verdict.is === 'paid');
      if (attempt.state === 'refunding') await this.refundEnded(attempt, verdict);
      else if (attempt.state === 'taking-back') await this.tookBack(attempt, verdict);
      else if (verdict.is === 'paid') await this.paid(attempt, verdict.tender);
      else {
        await this.p.store.remove(attempt.reference);
        this.open.end(verdict.is === 'not-paid' ? verdict.why : '');
      }
    } catch {
      // The disk took none of it: what is on it still says that this payment is open.
      this.open.release(attempt);
    }
  }

  /** By the signature of a person; where it cannot be done it stays unknown. */
  async treatAs(
    attempt: CardAttempt,
    as: 'paid' | 'not-paid',
    approver: string,
  ): Promise<Done | Refusal> {
    if (!this.open.claim(attempt)) return NOT_UNKNOWN;
    const end = as === 'paid' ? this.assume(attempt, approver) : this.giveUp(attempt, approver);
    const refused = await end.catch(() => NOT_STORED);
    if (refused !== undefined) {
      this.open.release(attempt);
      return refused;
    }
    if (attempt.state === 'refunding') this.p.refunds.goOn();
    else if (as === 'paid') await this.finish();
    return DONE;
  }

  private async refundEnded(attempt: CardAttempt, verdict: CardVerdict): Promise<void> {
    const { refunds, reached } = this.p;
    await reached('card:answered');
    if (verdict.is === 'paid') await refunds.refunded(attempt, verdict.tender);
    else await refunds.notRefunded(attempt, verdict.is === 'not-paid' ? verdict.why : '');
    await reached('card:tender-stored');
    this.open.end('');
    refunds.goOn();
  }

  private async paid(attempt: CardAttempt, tender: CardTender): Promise<void> {
    await this.p.reached('card:answered');
    await this.p.store.put({ ...attempt, state: 'approved', tender });
    await this.p.reached('card:answer-stored');
    if (this.count(attempt, tender) !== undefined) return this.handOver(attempt, tender);
    await this.p.store.settle(attempt.reference, this.p.openBasket());
    await this.p.reached('card:tender-stored');
    const isPart = tender.amount < attempt.amount;
    this.open.end(isPart ? say('The card paid a part only. Take the rest.') : '');
    await this.finish();
  }

  /** Closes a sale that is paid up; why it cannot be is told where the payment was. */
  private async finish(): Promise<void> {
    if (this.p.balance() !== 0) return;
    const answer = await this.p.finish();
    if (!answer.ok && this.open.attempt === undefined) this.open.end(answer.next);
  }

  /** Why it cannot be a tender of the basket; never one of another customer's. */
  private count(attempt: CardAttempt, tender: CardTender): Refusal | undefined {
    if (this.isOfAnother(attempt)) return OTHER_SALE;
    const refused = this.p.act({ type: 'add-tender', tender });
    const { shiftId } = attempt;
    if (refused === undefined && shiftId !== undefined && this.p.balance() === 0)
      this.p.paidUp(shiftId);
    return refused;
  }

  private isOfAnother({ basketId }: CardAttempt): boolean {
    return basketId !== this.p.basket().basketId;
  }

  /** Charged, and no sale to count it in: it goes back. */
  private async handOver(attempt: CardAttempt, tender: CardTender): Promise<void> {
    const left: CardAttempt = { ...attempt, state: 'reversing', tender };
    await this.p.store.put(left);
    this.open.end(say('The card paid for a sale that is over. It is given back by itself.'));
    this.p.followUps.add(left);
  }

  private async tookBack(attempt: CardAttempt, verdict: CardVerdict): Promise<void> {
    if (verdict.is === 'kept') {
      await this.p.store.remove(attempt.reference);
      return this.open.end(verdict.why);
    }
    await this.p.journal(attempt, verdict.is === 'reversed' ? 'reversed' : 'nothing-to-reverse');
    this.dropTender(attempt);
    await this.p.store.settle(attempt.reference, this.p.openBasket());
    this.open.end('');
  }

  /** Harmless where there is none. */
  private dropTender({ reference: tenderId, cashier }: CardAttempt): void {
    this.p.act({ type: 'take-back-tender', tenderId, cashier, atMs: this.p.wallMs() });
  }

  private async assume(attempt: CardAttempt, approver: string): Promise<Refusal | undefined> {
    const { reference, amount } = attempt;
    if (attempt.state !== 'refunding' && this.isOfAnother(attempt)) return OTHER_SALE;
    // Written down first: nothing a person signed for happens unseen.
    if (!(await this.p.journal(attempt, 'treated-as-paid', approver))) return NOT_STORED;
    const unknown = { scheme: '', last4: '', auth: '', terminal_ref: '' };
    const card = { reference, ...unknown, treated_as_paid_by: approver };
    const left: CardAttempt = { ...attempt, state: 'assumed' };
    // A tender that was to go back stays as it is.
    const { tender = { tenderId: reference, type: 'card', amount, card } } = attempt;
    if (attempt.state === 'refunding') {
      await this.p.refunds.refunded(attempt, tender, left);
      this.open.end('');
      this.p.followUps.add(left);
      return undefined;
    }
    const refused = this.count(attempt, tender);
    if (refused !== undefined) return refused;
    await this.p.store.settle(reference, this.p.openBasket(), left);
    this.open.end('');
    this.p.followUps.add(left);
    return undefined;
  }

  private async giveUp(attempt: CardAttempt, approver: string): Promise<Refusal | undefined> {
    if (!(await this.p.journal(attempt, 'treated-as-not-paid', approver))) return NOT_STORED;
    const left: CardAttempt = { ...attempt, state: 'reversing' };
    if (attempt.state === 'refunding') {
      await this.p.refunds.notRefunded(attempt, sayLater(NOT_COUNTED), left);
      this.open.end('');
      this.p.followUps.add(left);
      return undefined;
    }
    // Also of a payment that was counted here and refused by the disk: reversed, it pays nothing.
    this.dropTender(attempt);
    await this.p.store.settle(attempt.reference, this.p.openBasket(), left);
    this.open.end(say('Not counted. If the card was charged, it is given back by itself.'));
    this.p.followUps.add(left);
    return undefined;
  }
}
