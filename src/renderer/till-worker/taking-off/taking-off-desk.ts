import { isPartPaid } from '../../../domain/pay/basket-tenders.ts';
import { goodsUndone } from '../../../domain/adjust/undo-step.ts';
import type { Basket } from '../../../domain/basket.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import type { VoidReason } from '../../../domain/after/after-reason.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE, NOT_SIGNED_IN, PART_PAID } from '../desk-answers.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';
import { cancelledBody, plainFact } from '../selling/facts.ts';
import { OTHER_GOODS } from '../terms/terms-refusals.ts';

export type TakingOffPorts = {
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  busy: () => Refusal | undefined;
  basket: () => Basket;
  act: (action: BasketAction) => Refusal | undefined;
  /** The basket as it would be cancelled. */
  cancelled: () => Basket;
  cleared: () => void;
  /** What an article asked is asked no more. */
  closeQuestion: () => void;
  may: (used: readonly Used[], approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  wallMs: () => number;
};

/** Goods that are taken off the basket, and baskets that are given up: each under its right (dom-A4). */
export class TakingOffDesk {
  private readonly p: TakingOffPorts;

  constructor(p: TakingOffPorts) {
    this.p = p;
  }

  /**
   * A line that is voided, or of which less is wanted: who may not do that alone gets it signed for, and
   * that stands on the sale. With the right nothing is asked and nothing waits.
   */
  async takeOff(
    action: Extract<BasketAction, { type: 'void-line' | 'change-quantity' }>,
    approver?: Approver,
  ): Promise<Done | Refusal> {
    const busy = this.p.busy();
    if (busy !== undefined) return busy;
    const { basketId } = this.p.basket();
    const line = this.lineOf(action.lineId);
    const isLess = action.type === 'void-line' || action.qtyMilli < (line?.qtyMilli ?? 0);
    if (line === undefined || !isLess) {
      const cashier = this.p.seller()?.cashier;
      const isBack = action.type === 'void-line' && cashier !== undefined;
      return this.p.act(isBack ? { ...action, cashier } : action) ?? DONE;
    }
    const signed = await this.p.may([{ action: 'line-void' }], approver);
    if (!signed.ok) return signed;
    // A PIN takes a while: the goods that were signed for must still be the ones there.
    const busyNow = this.p.busy();
    if (busyNow !== undefined) return busyNow;
    const now = this.lineOf(action.lineId);
    if (this.p.basket().basketId !== basketId || now?.article !== line.article) return OTHER_GOODS;
    return this.recorded(line, signed) ?? this.p.act(action) ?? DONE;
  }

  /** A step back that takes goods off is no other way to do that: the same right, the same signature. */
  async undo(approver?: Approver): Promise<Done | Refusal> {
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    const busy = this.p.busy();
    if (busy !== undefined) return busy;
    const before = this.p.basket();
    const goods = goodsUndone(before);
    const back = { type: 'undo', cashier: seller.cashier, atMs: this.p.wallMs() } as const;
    if (goods.length === 0) return this.p.act(back) ?? DONE;
    const signed = await this.p.may([{ action: 'line-void' }], approver);
    if (!signed.ok) return signed;
    const busyNow = this.p.busy();
    if (busyNow !== undefined) return busyNow;
    const { lines, past } = this.p.basket();
    if (lines !== before.lines || past !== before.past) return OTHER_GOODS;
    for (const gone of goods) {
      const unrecorded = this.recorded(gone, signed);
      if (unrecorded !== undefined) return unrecorded;
    }
    return this.p.act(back) ?? DONE;
  }

  /** Before the goods go: nothing leaves a basket that nobody is told to have signed for. */
  private recorded(
    { lineId, article }: { lineId: string; article: string },
    { cashier, approver }: SignedOff,
  ): Refusal | undefined {
    if (approver === undefined) return undefined;
    const by = { cashier, approver, at_ms: this.p.wallMs() };
    const act = { action: 'line-void', line: lineId, article, ...by } as const;
    return this.p.act({ type: 'record', act });
  }

  /** Gives the whole basket up; what was in it, who did it and why is told. */
  async cancel(reason?: VoidReason, approver?: Approver): Promise<Done | Refusal> {
    const refused = this.whyNotCancel();
    if (refused !== undefined) return refused;
    this.p.closeQuestion();
    if (isUntouched(this.p.basket())) return DONE;
    // From here on: what is scanned meanwhile would be cleared with it, unseen.
    return this.p.alone(async () => {
      const signed = await this.p.may([{ action: 'cancel-basket' }], approver);
      return signed.ok ? this.tell(reason, signed) : signed;
    });
  }

  /** Without anybody's right: what is left of a basket is told when its cashier goes. */
  async tellRest(): Promise<Done | Refusal> {
    const refused = this.whyNotCancel();
    if (refused !== undefined || isUntouched(this.p.basket())) return refused ?? DONE;
    return this.p.alone(() => this.tell(undefined, undefined));
  }

  private async tell(
    reason: VoidReason | undefined,
    signed: SignedOff | undefined,
  ): Promise<Done | Refusal> {
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    const { cashier, shift } = seller;
    // Worked out, not saved: until the commit the basket stays open, also over a power cut.
    const body = {
      ...cancelledBody(this.p.cancelled(), cashier, shift.shiftId),
      ...(reason === undefined ? {} : { reason }),
      ...(signed?.approver === undefined ? {} : { approver: signed.approver }),
    };
    const fact = plainFact('basket-cancelled', shift.businessDate, body, { clearBasket: true });
    const done = await this.p.commit(fact);
    if (!done.ok) return done;
    this.p.cleared();
    return DONE;
  }

  private whyNotCancel(): Refusal | undefined {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const busy = this.p.busy();
    if (busy !== undefined) return busy;
    return isPartPaid(this.p.basket()) ? PART_PAID : undefined;
  }

  private lineOf(id: string) {
    return this.p.basket().lines.find(({ lineId, voided }) => lineId === id && !voided);
  }
}

function isUntouched({ lines, voids, acts = [] }: Basket): boolean {
  return lines.length + voids.length + acts.length === 0;
}
