import { must } from '../../../domain/assert.ts';
import type { OtherTenderReason } from '../../../domain/after/after-reason.ts';
import {
  cashShare,
  withCardRefunded,
  withCashInstead,
  type RefundUnderWay,
} from '../../../domain/after/refund-under-way.ts';
import type { CardAttempt, CardCrashPoint, CardTender } from '../../../domain/pay/card-attempt.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { RefundView, RefundWay } from '../../shared/returns-api.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal, SoldView } from '../../shared/till-api.ts';
import { CalledOff, unlessCalledOff } from '../called-off.ts';
import { BUSY, DONE } from '../desk-answers.ts';
import type { CardDesk } from '../paying/card-desk.ts';
import type { RefundEnds } from '../paying/card-endings.ts';
import { REFUND_NOT_STORED } from '../paying/card-refusals.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';
import { returnFact, type ClosePorts } from './close-under-way.ts';
import { CARD_HAS_PART, NOT_AT_CHOICE, SWITCHED_OFF, TOOK_A_PART } from './return-refusals.ts';
import type { RefundStore } from './refund-store.ts';

export type RefundDeskPorts = ClosePorts & {
  store: Pick<RefundStore, 'put' | 'remove' | 'settle'>;
  cards: () => Pick<CardDesk, 'refund' | 'resumeRefund'>;
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** The open shift, whether or not anybody is signed in. */
  shift: (cashier: string) => ShiftRow | undefined;
  /** That shift, while it is open. */
  stillOpen: (shiftId: string) => ShiftRow | undefined;
  may: (used: readonly Used[], approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  /** Nothing else happens to the till's sale meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  commit: (fact: Fact) => Promise<{ ok: true; sale: SoldView } | Refusal>;
  /** The document is on disk, and with it the basket's end where it was an exchange. */
  done: (sale: SoldView, isBasketSold: boolean) => void;
  reached: (point: CardCrashPoint) => Promise<void>;
  show: (view: RefundView) => void;
};

type Written = Awaited<ReturnType<RefundDeskPorts['commit']>>;
type At = Exclude<RefundView['at'], 'none'>;

/**
 * A return whose money goes back to cards: its row is on disk before a terminal hears of it, each card
 * has its own attempt at the card desk, and the document is written when nothing is left that nobody
 * knows (dom-O3, dom-Y4). One at a time; the till does nothing else meanwhile.
 */
export class RefundDesk implements RefundEnds {
  private readonly p: RefundDeskPorts;
  private row: RefundUnderWay | undefined;
  private at: At = 'card';
  private why = '';
  private isBusy = false;
  /** The card ended while something was done: it goes on behind that. */
  private isDue = false;

  constructor(p: RefundDeskPorts) {
    this.p = p;
  }

  get isOpen(): boolean {
    return this.row !== undefined;
  }

  /** What an earlier life left: the card is asked about first; what was never sent is for a person. */
  restore(row: RefundUnderWay | undefined, attempts: readonly CardAttempt[]): void {
    this.row = row;
    if (row === undefined) return this.show();
    const attempt = attempts.find(
      ({ state, basketId }) => state === 'refunding' && String(basketId) === row.docId,
    );
    if (attempt !== undefined) {
      this.turn('card');
      this.p.cards().resumeRefund(attempt);
    } else if (row.due.length > 0) this.turn('choice', SWITCHED_OFF);
    else this.goOn();
  }

  /** Resolves when it is on disk and its first card was asked; the view tells the rest. */
  async begin(row: RefundUnderWay): Promise<Done | Refusal> {
    if (this.isOpen) return BUSY;
    this.row = row;
    // Nothing of the return before it: what stood on its screen is over.
    this.at = 'card';
    this.why = '';
    try {
      await this.p.store.put(row);
    } catch {
      this.row = undefined;
      return REFUND_NOT_STORED;
    }
    await this.p.reached('refund:begun');
    await this.askCard();
    return DONE;
  }

  async refunded(attempt: CardAttempt, tender: CardTender, left?: CardAttempt): Promise<void> {
    const row = this.rowOf(attempt);
    const next = withCardRefunded(row, tender.amount, tender.card);
    await this.p.store.settle(next, attempt.reference, left);
    this.row = next;
    if (tender.amount < attempt.amount) this.turn('choice', TOOK_A_PART);
  }

  async notRefunded(attempt: CardAttempt, why: string, left?: CardAttempt): Promise<void> {
    const row = this.rowOf(attempt);
    await this.p.store.settle(row, attempt.reference, left);
    this.turn('choice', why);
  }

  /** The next card, or the document; nothing while a person has to choose. */
  goOn(): void {
    const { row } = this;
    if (row === undefined) return;
    if (this.isBusy) {
      this.isDue = true;
      return;
    }
    if (row.due.length === 0) void this.alone(() => this.write());
    else if (this.at !== 'choice') void this.alone(() => this.askCard());
  }

  async choose(way: RefundWay, approver: Approver | undefined): Promise<Done | Refusal> {
    const wanted: At = way.do === 'write' ? 'writing' : 'choice';
    if (this.isBusy) return BUSY;
    if (this.row === undefined || this.at !== wanted) return NOT_AT_CHOICE;
    return this.alone(() => {
      switch (way.do) {
        case 'card':
          return this.askCard();
        case 'cash':
          return this.payCash(way.reason, approver);
        case 'leave':
          return this.leave();
        case 'write':
          return this.write();
      }
    });
  }

  show(): void {
    this.p.show(this.view());
  }

  private rowOf({ basketId }: CardAttempt): RefundUnderWay {
    const { row } = this;
    return must(row?.docId === String(basketId) ? row : undefined, 'a refund has its return');
  }

  private turn(at: At, why = ''): void {
    this.at = at;
    this.why = why;
    this.show();
  }

  private async alone<T>(run: () => Promise<T>): Promise<T> {
    this.isBusy = true;
    try {
      return await run();
    } finally {
      this.isBusy = false;
      if (this.isDue) {
        this.isDue = false;
        this.goOn();
      }
    }
  }

  private async askCard(): Promise<Done | Refusal> {
    const [due] = this.row?.due ?? [];
    const row = must(this.row, 'a card is asked for a return');
    const { card, amount } = must(due, 'a card is due');
    this.turn('card');
    const asked = await this.p.cards().refund({
      docId: row.docId,
      amount,
      cashier: row.cashier,
      businessDate: row.businessDate,
      refund: { of: card.reference, terminalRef: card.terminal_ref },
    });
    // Told where the choice is: cash is one.
    if (!asked.ok) this.turn('choice', asked.next);
    return DONE;
  }

  private async payCash(
    reason: OtherTenderReason,
    approver: Approver | undefined,
  ): Promise<Done | Refusal> {
    const row = must(this.row, 'cash is paid for a return');
    const { amount } = must(row.due[0], 'a card is due');
    const size = { amount: BigInt(amount), of: BigInt(amount) };
    const signed = await this.p.may([{ action: 'refund-other-tender', size }], approver);
    if (!signed.ok) return signed;
    const act = {
      action: 'refund-other-tender' as const,
      reason,
      amount,
      cashier: signed.cashier,
      ...(signed.approver === undefined ? {} : { approver: signed.approver }),
      at_ms: this.p.wallMs(),
    };
    const next = withCashInstead(row, act);
    try {
      await this.p.store.put(next);
    } catch {
      return REFUND_NOT_STORED;
    }
    this.row = next;
    return next.due.length === 0 ? this.write() : this.askCard();
  }

  /** Nothing went back and nothing was written: as if it had never begun. */
  private async leave(): Promise<Done | Refusal> {
    if ((this.row?.done.length ?? 0) > 0) return CARD_HAS_PART;
    try {
      await this.p.store.remove();
    } catch {
      return REFUND_NOT_STORED;
    }
    this.row = undefined;
    this.show();
    return DONE;
  }

  /**
   * Writes the document, in the shift that is open in the committer's turn: a card that answers while a Z
   * is written waits for the next shift. The drawer does not open before somebody stands there. What is all
   * on cards is of the shift it was begun in while that is open; cash comes out of the drawer in hand.
   */
  private async write(): Promise<Done | Refusal> {
    const seller = this.p.seller();
    const before = must(this.row, 'a refund has its row');
    const shift = this.shiftOf(before);
    if (shift === undefined || (seller === undefined && cashShare(before) > 0)) {
      this.turn('writing');
      return DONE;
    }
    const { shiftId, businessDate } = shift;
    const row = { ...before, shiftId, businessDate };
    await this.p.reached('refund:known');
    const fact = { ...returnFact(this.p, row), clearBasket: isExchange(row) };
    const answer = await this.p.alone(() => this.committed(fact, before, shiftId));
    if (answer === 'called-off') return this.write();
    if (!answer.ok) {
      this.turn('writing', answer.next);
      return answer;
    }
    this.row = undefined;
    // Left behind, it is known at the next start by its document.
    await this.p.store.remove().catch(() => undefined);
    this.show();
    this.p.done(answer.sale, isExchange(row));
    return DONE;
  }

  private committed(
    fact: Fact,
    row: RefundUnderWay,
    shiftId: string,
  ): ReturnType<typeof unlessCalledOff<Written>> {
    const body: Fact['body'] = (number) => {
      if (this.shiftOf(row)?.shiftId !== shiftId) throw new CalledOff();
      return fact.body(number);
    };
    return unlessCalledOff(this.p.commit({ ...fact, body }));
  }

  private shiftOf(row: RefundUnderWay): ShiftRow | undefined {
    const begunIn = cashShare(row) > 0 ? undefined : this.p.stillOpen(row.shiftId);
    return begunIn ?? this.p.shift(row.cashier);
  }

  private view(): RefundView {
    const { row, at, why } = this;
    if (row === undefined) return { at: 'none' };
    const [due] = row.due;
    const card = due && {
      words: tenderWords({ type: 'card', amount: due.amount, card: due.card }),
      amount: due.amount,
    };
    const canLeave = row.done.length === 0;
    const isAll = row.credit !== undefined && row.credit.only === undefined;
    const credit = isAll ? { asCredit: true as const } : {};
    return { at, docNo: row.docNo, card, why, canLeave, ...credit };
  }
}

function isExchange({ basketSinceMs }: RefundUnderWay): boolean {
  return basketSinceMs !== undefined;
}
