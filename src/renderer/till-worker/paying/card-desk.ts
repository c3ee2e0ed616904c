import type { PaymentTerminal } from '../../../contracts/payment-terminal.ts';
import type { Basket } from '../../../domain/basket.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import { isMinor, minor, type Minor } from '../../../domain/money.ts';
import { MOST_TENDERS, tendersOf } from '../../../domain/pay/basket-tenders.ts';
import {
  holdsBasket,
  type CardAttempt,
  type CardCrashPoint,
  type CardTender,
} from '../../../domain/pay/card-attempt.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CardView, Done, Refusal } from '../../shared/till-api.ts';
import { DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import type { CardEvent } from './card-journal.ts';
import { CardProbe } from './card-probe.ts';
import {
  BAD_CARD_AMOUNT,
  CARD_OPEN,
  NO_CARD_OPEN,
  NO_TERMINAL,
  NOT_STORED,
  NOT_UNKNOWN,
  TOO_MANY,
} from './card-refusals.ts';
import type { CardStore } from './card-store.ts';
import type { CardVerdict } from './judge-terminal.ts';
import { OpenCard } from './open-card.ts';

export type CardDeskPorts = {
  /** Undefined where this till has none. */
  terminal: PaymentTerminal | undefined;
  store: Pick<CardStore, 'put' | 'remove' | 'settle'>;
  currency: string;
  basket: () => Basket;
  act: (action: BasketAction) => Refusal | undefined;
  openBasket: () => OpenBasket;
  /** Everything before is on disk. */
  written: () => Promise<void>;
  /** Resolves when promotions were read. */
  opened: () => Promise<void>;
  balance: () => Minor;
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Why nothing can be paid now, a card payment apart. */
  whyNot: () => Refusal | undefined;
  /** Who signs for an unknown payment; a refusal where they may not. */
  sign: (
    approver: Approver | undefined,
    amount: Minor,
  ) => Promise<{ ok: true; number: string } | Refusal>;
  journal: (attempt: CardAttempt, event: CardEvent, approver?: string) => Promise<boolean>;
  /** What is left to do behind the sale; `forget` where the sale takes it back into its hands. */
  followUps: { add: (attempt: CardAttempt) => void; forget: (reference: string) => void };
  /** Nothing is open any more: the sale can be closed. */
  finish: () => Promise<unknown>;
  reached: (point: CardCrashPoint) => Promise<void>;
  nap: (ms: number) => Promise<void>;
  wallMs: () => number;
  newReference: () => string;
  show: (view: CardView) => void;
};

/** Payments by card for the one basket of this till: never two at a time, never one forgotten (dom-Y4). */
export class CardDesk {
  private readonly p: CardDeskPorts;
  private readonly open: OpenCard;
  private readonly probe: CardProbe | undefined;

  constructor(p: CardDeskPorts) {
    this.p = p;
    const { terminal, nap } = p;
    this.open = new OpenCard(terminal !== undefined, p.show);
    this.probe =
      terminal &&
      new CardProbe({
        terminal,
        nap,
        open: this.open,
        conclude: (attempt, verdict) => this.conclude(attempt, verdict),
      });
  }

  /** What an earlier life left: of this basket it is resolved first, anything else goes back. */
  restore(attempts: readonly CardAttempt[]): void {
    for (const attempt of attempts) {
      if (!holdsBasket(attempt)) this.p.followUps.add(attempt);
      else if (attempt.basketId !== this.p.basket().basketId || this.isOpen) {
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
      await this.conclude(attempt, { is: 'paid', tender });
    } else await this.probe?.check(attempt);
  }

  get isOpen(): boolean {
    return this.open.attempt !== undefined;
  }

  show(): void {
    this.open.show();
  }

  /** Resolves when the intent is on disk; the view tells the rest. */
  async charge(amount: number | undefined): Promise<Done | Refusal> {
    const { probe } = this;
    // What is open is known only with the promotions.
    await this.p.opened();
    const seller = this.free();
    if ('ok' in seller) return seller;
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
    if (attempt?.state !== 'sent') return NO_CARD_OPEN;
    await this.probe?.cancel(attempt);
    return DONE;
  }

  checkAgain(): Done | Refusal {
    const { attempt, isUnknown } = this.open;
    if (attempt === undefined) return NO_CARD_OPEN;
    if (!isUnknown || this.probe?.isBusy === true) return NOT_UNKNOWN;
    void this.probe?.check(attempt);
    return DONE;
  }

  private async conclude(attempt: CardAttempt, verdict: CardVerdict): Promise<void> {
    try {
      if (attempt.state === 'taking-back') await this.tookBack(attempt, verdict);
      else if (verdict.is === 'paid') await this.paid(attempt, verdict.tender);
      else {
        await this.p.store.remove(attempt.reference);
        this.open.end(verdict.is === 'not-paid' ? verdict.why : '');
      }
    } catch {
      // The disk took none of it: what is on it still says that this payment is open.
      this.open.turn(attempt, 'unknown');
    }
  }

  private async paid(attempt: CardAttempt, tender: CardTender): Promise<void> {
    await this.p.reached('card:answered');
    await this.p.store.put({ ...attempt, state: 'approved', tender });
    await this.p.reached('card:answer-stored');
    this.p.act({ type: 'add-tender', tender });
    await this.p.store.settle(attempt.reference, this.p.openBasket());
    await this.p.reached('card:tender-stored');
    const isPart = tender.amount < attempt.amount;
    this.open.end(isPart ? 'The card paid a part only. Take the rest.' : '');
    if (this.p.balance() === 0) await this.p.finish();
  }

  /** `paid` as an answer to a reversal: it was not done, and the tender stays. */
  private async tookBack(attempt: CardAttempt, { is }: CardVerdict): Promise<void> {
    if (is === 'paid') {
      await this.p.store.remove(attempt.reference);
      return this.open.end('The terminal did not give the money back. Try again.');
    }
    await this.p.journal(attempt, is === 'reversed' ? 'reversed' : 'nothing-to-reverse');
    this.dropTender(attempt);
    await this.p.store.settle(attempt.reference, this.p.openBasket());
    this.open.end('');
  }

  private dropTender({ reference: tenderId, cashier }: CardAttempt): void {
    this.p.act({ type: 'take-back-tender', tenderId, cashier, atMs: this.p.wallMs() });
  }

  /** Nobody knows, and a person with the right signs for what is done (dom-Y4). */
  async treatAs(as: 'paid' | 'not-paid', approver: Approver | undefined): Promise<Done | Refusal> {
    const { attempt } = this.open;
    if (attempt === undefined) return NO_CARD_OPEN;
    if (!this.open.isUnknown) return NOT_UNKNOWN;
    const signed = await this.p.sign(approver, attempt.amount);
    if (!signed.ok) return signed;
    // The terminal may have answered while the PIN was checked.
    if (!this.open.is(attempt)) return NO_CARD_OPEN;
    const event = as === 'paid' ? 'treated-as-paid' : 'treated-as-not-paid';
    // Written down first: nothing a person signed for happens unseen.
    if (!(await this.p.journal(attempt, event, signed.number))) return NOT_STORED;
    if (!this.open.is(attempt)) return NO_CARD_OPEN;
    try {
      await (as === 'paid' ? this.assume(attempt, signed.number) : this.giveUp(attempt));
    } catch {
      return NOT_STORED;
    }
    if (as === 'paid' && this.p.balance() === 0) await this.p.finish();
    return DONE;
  }

  private async assume(attempt: CardAttempt, approver: string): Promise<void> {
    const { reference, amount } = attempt;
    const unknown = { scheme: '', last4: '', auth: '', terminal_ref: '' };
    const card = { reference, ...unknown, treated_as_paid_by: approver };
    const left: CardAttempt = { ...attempt, state: 'assumed' };
    // A tender that was to go back is there already, and stays as it is.
    this.p.act({ type: 'add-tender', tender: { tenderId: reference, type: 'card', amount, card } });
    await this.p.store.settle(reference, this.p.openBasket(), left);
    this.open.end('');
    this.p.followUps.add(left);
  }

  private async giveUp(attempt: CardAttempt): Promise<void> {
    const left: CardAttempt = { ...attempt, state: 'reversing' };
    if (attempt.state === 'taking-back') this.dropTender(attempt);
    await this.p.store.settle(attempt.reference, this.p.openBasket(), left);
    this.open.end('Not counted. If the card was charged, it is given back by itself.');
    this.p.followUps.add(left);
  }
}
