import type { PaymentTerminal } from '../../../contracts/payment-terminal.ts';
import { basketId } from '../../../domain/ids.ts';
import { isMinor, minor } from '../../../domain/money.ts';
import { MOST_TENDERS, tendersOf } from '../../../domain/pay/basket-tenders.ts';
import {
  holdsBasket,
  type CardAttempt,
  type CardTender,
  type RefundOf,
} from '../../../domain/pay/card-attempt.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CardView, Done, Refusal } from '../../shared/till-api.ts';
import { DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import { CardEndings, type CardEndingPorts } from './card-endings.ts';
import { CardProbe } from './card-probe.ts';
import {
  BAD_CARD_AMOUNT,
  CARD_OPEN,
  NO_CARD_OPEN,
  NO_TERMINAL,
  NOT_STORED,
  NOT_UNKNOWN,
  REFUND_NOT_STORED,
  TOO_MANY,
} from './card-refusals.ts';
import { OpenCard } from './open-card.ts';

export type CardDeskPorts = CardEndingPorts & {
  /** Undefined where this till has none. */
  terminal: PaymentTerminal | undefined;
  currency: string;
  /** Everything before is on disk. */
  written: () => Promise<void>;
  /** Resolves when promotions were read. */
  opened: () => Promise<void>;
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Why nothing can be paid now, a card payment apart. */
  whyNot: () => Refusal | undefined;
  /** Why goods that come back cannot be settled any more; a disk is asked. */
  cameBack: () => Promise<Refusal | undefined>;
  /** Why no more can be taken for this basket, though some of it could go back. */
  overpaid: () => Refusal | undefined;
  /** Who signs for an unknown payment; a refusal where they may not. */
  sign: (
    approver: Approver | undefined,
    attempt: CardAttempt,
  ) => Promise<{ ok: true; number: string } | Refusal>;
  nap: (ms: number) => Promise<void>;
  newReference: () => string;
  show: (view: CardView) => void;
  /** A return waits for its cards, or for its document. */
  isRefunding: () => boolean;
};

/** A card that is given back what it paid for an earlier sale; `docId` is of the return. */
export type AskedRefund = Pick<CardAttempt, 'amount' | 'cashier' | 'businessDate'> & {
  docId: string;
  refund: RefundOf;
};

/** Payments by card for the one basket of this till: never two at a time, never one forgotten (dom-Y4). */
export class CardDesk {
  private readonly p: CardDeskPorts;
  private readonly open: OpenCard;
  private readonly probe: CardProbe | undefined;
  private readonly endings: CardEndings;

  constructor(p: CardDeskPorts) {
    this.p = p;
    const { terminal, nap } = p;
    this.open = new OpenCard(terminal !== undefined, p.show);
    this.endings = new CardEndings(p, this.open);
    this.probe =
      terminal &&
      new CardProbe({
        terminal,
        nap,
        open: this.open,
        conclude: (attempt, verdict) => this.endings.conclude(attempt, verdict),
      });
  }

  /** What an earlier life left: of this basket it is resolved first, anything else goes back. */
  restore(attempts: readonly CardAttempt[]): void {
    for (const attempt of attempts) {
      // Its return resolves it.
      if (attempt.state === 'refunding') continue;
      if (!holdsBasket(attempt)) this.p.followUps.add(attempt);
      else if (attempt.basketId !== this.p.basket().basketId || this.open.attempt !== undefined) {
        this.p.followUps.add({ ...attempt, state: 'reversing' });
      } else {
        this.open.begin(attempt, 'checking');
        void this.resolve(attempt);
      }
    }
    this.open.show();
  }

  private async resolve(attempt: CardAttempt): Promise<void> {
    const { state, tender } = attempt;
    if (state === 'approved' && tender !== undefined) {
      await this.endings.conclude(attempt, { is: 'paid', tender });
    } else if (this.probe !== undefined) await this.probe.check(attempt);
    // Its terminal was taken away: nobody is left to ask, and a person may sign.
    else this.open.turn(attempt, 'unknown');
  }

  get isOpen(): boolean {
    return this.open.attempt !== undefined || this.p.isRefunding();
  }

  show(): void {
    this.open.show();
  }

  /** Resolves when the intent is on disk; the view tells the rest. */
  async charge(amount: number | undefined): Promise<Done | Refusal> {
    const { probe } = this;
    // What is open is known only with the promotions.
    await this.p.opened();
    const old = await this.p.cameBack();
    if (old !== undefined) return old;
    const seller = this.free();
    if ('ok' in seller) return seller;
    const overpaid = this.p.overpaid();
    if (overpaid !== undefined) return overpaid;
    const balance = this.p.balance();
    const asked = amount ?? balance;
    if (!isMinor(asked) || asked <= 0 || asked > balance) return BAD_CARD_AMOUNT;
    if (tendersOf(this.p.basket()).length >= MOST_TENDERS) return TOO_MANY;
    const attempt = this.attempt(seller, {
      reference: this.p.newReference(),
      amount: asked,
      state: 'sent',
    });
    if (!(await this.begin(attempt))) return NOT_STORED;
    await this.p.reached('card:intent-stored');
    void probe?.pay(attempt);
    return DONE;
  }

  /** Gives a card money back; resolves when the intent is on disk, `refunds` is told how it ended. */
  async refund({ docId, ...asked }: AskedRefund): Promise<Done | Refusal> {
    const { probe } = this;
    if (probe === undefined) return NO_TERMINAL;
    if (this.open.attempt !== undefined) return CARD_OPEN;
    const attempt: CardAttempt = {
      ...asked,
      reference: this.p.newReference(),
      basketId: basketId(docId),
      currency: this.p.currency,
      atMs: this.p.wallMs(),
      state: 'refunding',
    };
    if (!(await this.begin(attempt))) return REFUND_NOT_STORED;
    await this.p.reached('card:intent-stored');
    void probe.pay(attempt);
    return DONE;
  }

  /** A refund of an earlier life: what became of it is asked first. */
  resumeRefund(attempt: CardAttempt): void {
    this.open.begin(attempt, 'checking');
    void this.resolve(attempt);
  }

  /** A card that was charged is given back at the terminal before its tender goes (dom-Y5). */
  async takeBack(tender: CardTender): Promise<Done | Refusal> {
    const seller = this.free();
    if ('ok' in seller) return seller;
    const { reference } = tender.card;
    const attempt = this.attempt(seller, {
      reference,
      amount: tender.amount,
      state: 'taking-back',
      tender,
    });
    this.p.followUps.forget(reference);
    if (!(await this.begin(attempt))) return NOT_STORED;
    void this.probe?.check(attempt);
    return DONE;
  }

  /** Who may begin a payment, or why nobody can now. */
  private free(): { cashier: string; shift: ShiftRow } | Refusal {
    if (this.p.terminal === undefined) return NO_TERMINAL;
    if (this.isOpen) return CARD_OPEN;
    return this.p.whyNot() ?? this.p.seller() ?? NOT_SIGNED_IN;
  }

  private attempt(
    { cashier, shift }: { cashier: string; shift: ShiftRow },
    of: Pick<CardAttempt, 'reference' | 'state' | 'tender'> & { amount: number },
  ): CardAttempt {
    return {
      basketId: this.p.basket().basketId,
      currency: this.p.currency,
      cashier,
      businessDate: shift.businessDate,
      shiftId: shift.shiftId,
      atMs: this.p.wallMs(),
      ...of,
      amount: minor(of.amount),
    };
  }

  /** From the first line on there is no second payment, and nothing else happens to the basket. */
  private async begin(attempt: CardAttempt): Promise<boolean> {
    this.open.begin(attempt, 'asking');
    try {
      await this.p.written();
      await this.p.store.put(attempt);
      return true;
    } catch {
      this.open.end('');
      return false;
    }
  }

  async cancel(): Promise<Done | Refusal> {
    const { attempt } = this.open;
    if (attempt?.state !== 'sent' && attempt?.state !== 'refunding') return NO_CARD_OPEN;
    if (this.probe === undefined) return NO_TERMINAL;
    await this.probe.cancel(attempt);
    return DONE;
  }

  checkAgain(): Done | Refusal {
    const { attempt, isUnknown } = this.open;
    if (attempt === undefined) return NO_CARD_OPEN;
    if (this.probe === undefined) return NO_TERMINAL;
    if (!isUnknown || this.probe.isBusy) return NOT_UNKNOWN;
    void this.probe.check(attempt);
    return DONE;
  }

  /** Nobody knows, and a person with the right signs for what is done (dom-Y4). */
  async treatAs(as: 'paid' | 'not-paid', approver: Approver | undefined): Promise<Done | Refusal> {
    const { attempt } = this.open;
    if (attempt === undefined) return NO_CARD_OPEN;
    if (!this.open.isUnknown) return NOT_UNKNOWN;
    const signed = await this.p.sign(approver, attempt);
    if (!signed.ok) return signed;
    // The terminal may have answered while the PIN was checked, or be asked again.
    if (!this.open.is(attempt)) return NO_CARD_OPEN;
    if (!this.open.isUnknown) return NOT_UNKNOWN;
    return this.endings.treatAs(attempt, as, signed.number);
  }
}
