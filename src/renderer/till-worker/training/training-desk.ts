import { liveLines, type Basket } from '../../../domain/basket.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow, TrainingRow } from '../../../sync/core/ports.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CashierFace, Done, Refusal } from '../../shared/till-api.ts';
import { ANSWER_FIRST, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import { later } from '../../shared/words/say.ts';

/** Why training ended. */
export type TrainingEnd = 'asked' | 'signed-out' | 'other-person' | 'other-day';

export type TrainingDeskPorts = {
  training: () => TrainingRow | undefined;
  commit: (fact: Fact) => Promise<CommitResult>;
  cashier: () => CashierFace | undefined;
  shift: () => ShiftRow | undefined;
  /** The store's calendar date. */
  today: () => string;
  busy: () => Refusal | undefined;
  isAsking: () => boolean;
  basket: () => Basket;
  /** Voids of a basket without goods are told before anything else begins. */
  tellRecords: () => Promise<Done | Refusal>;
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  /** Once the basket is written; nothing else happens to it meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  /** The practised basket is gone, with what it asked. */
  cleared: () => void;
  changed: () => void;
  wallMs: () => number;
};

const OPEN_SALE: Refusal = {
  ok: false,
  kind: 'basket-open',
  next: later('Finish or cancel this sale first. Training begins with an empty basket.'),
};

/**
 * Begins and ends training (dom-X3). Each is one transaction: the op, the mode and the end of the
 * practised basket, so that no power cut leaves goods of one side on the other (TRN1).
 */
export class TrainingDesk {
  private readonly p: TrainingDeskPorts;

  constructor(p: TrainingDeskPorts) {
    this.p = p;
  }

  get isOn(): boolean {
    return this.p.training() !== undefined;
  }

  async begin(approver?: Approver): Promise<Done | Refusal> {
    const refused = this.whyNotBegin();
    if (refused !== undefined || this.p.training() !== undefined) return refused ?? DONE;
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    const told = await this.p.tellRecords();
    if (!told.ok) return told;
    // A PIN takes a while: whatever began meanwhile goes first.
    return this.whyNotBegin() ?? this.p.alone(() => this.begun(signed));
  }

  private async begun(signed: SignedOff): Promise<Done | Refusal> {
    const [cashier, shift] = [this.p.cashier(), this.p.shift()];
    if (cashier?.number !== signed.cashier || shift === undefined) return NOT_SIGNED_IN;
    // Looked at anew: a scan may have come while somebody signed.
    if (hasGoods(this.p.basket())) return OPEN_SALE;
    const { number } = cashier;
    const who = signed.approver === undefined ? {} : { approver: signed.approver };
    const body = { cashier: number, shift_id: shift.shiftId, ...who };
    const training = { cashier: number, sinceMs: this.p.wallMs() };
    const fact = plainFact('training-began', shift.businessDate, body, { clearBasket: true });
    const done = await this.p.commit({ ...fact, training });
    if (!done.ok) return done;
    this.p.cleared();
    this.p.changed();
    return DONE;
  }

  private whyNotBegin(): Refusal | undefined {
    if (this.p.cashier() === undefined || this.p.shift() === undefined) return NOT_SIGNED_IN;
    const busy = this.p.busy();
    if (busy !== undefined) return busy;
    if (this.p.isAsking()) return ANSWER_FIRST;
    return hasGoods(this.p.basket()) ? OPEN_SALE : undefined;
  }

  /** Whoever may sell may end it: the way back to real sales is never barred. */
  async end(why: TrainingEnd): Promise<Done | Refusal> {
    if (this.p.training() === undefined) return DONE;
    const busy = this.p.busy();
    return busy ?? this.p.alone(() => this.ended(why));
  }

  private async ended(why: TrainingEnd): Promise<Done | Refusal> {
    const training = this.p.training();
    if (training === undefined) return DONE;
    const body = { cashier: training.cashier, why };
    const day = this.p.shift()?.businessDate ?? this.p.today();
    const fact = plainFact('training-ended', day, body, { clearBasket: true });
    const done = await this.p.commit({ ...fact, training: null });
    if (!done.ok) return done;
    this.p.cleared();
    this.p.changed();
    return DONE;
  }

  /**
   * Behind a PIN that was right: training that a restart kept goes on for who practised, on the same
   * day, and for nobody else (TRN6). A refusal lets nobody in.
   */
  async whoComes(number: string): Promise<Done | Refusal> {
    const training = this.p.training();
    if (training === undefined) return DONE;
    if (training.cashier !== number) return this.end('other-person');
    return this.p.shift()?.businessDate === this.p.today() ? DONE : this.end('other-day');
  }
}

const hasGoods = (basket: Basket): boolean =>
  liveLines(basket).length > 0 || basket.exchange !== undefined;
