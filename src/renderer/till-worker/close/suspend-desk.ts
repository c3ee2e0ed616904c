import { isMinor } from '../../../domain/money.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';
import { CalledOff, unlessCalledOff } from '../called-off.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import { plainFact } from '../selling/facts.ts';
import { CLOSED_BEFORE, NO_SHIFT } from './close-refusals.ts';

export type SuspendDeskPorts = {
  cashier: () => string | undefined;
  /** The open shift as the committer's turn finds it. */
  shift: () => ShiftRow | undefined;
  /** Goods in the basket, or money taken for them. */
  hasSale: () => boolean;
  /** Nothing else happens to the basket meanwhile; a refusal where something does. */
  alone: <T>(run: () => Promise<T>) => Promise<T | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  /** What is on disk now. */
  is: (row: ShiftRow) => void;
  /** Whoever suspended it leaves the till. */
  leave: () => Promise<unknown>;
  wallMs: () => number;
};

const refusal = (kind: string, next: Refusal['next']): Refusal => ({ ok: false, kind, next });
const SALE_FIRST = refusal('sale-first', later('Finish the sale or park it first.'));
const NOT_SUSPENDED = refusal('not-suspended', later('This shift is not suspended.'));
const BAD_COUNT = refusal('bad-amount', later('Key the cash in the drawer, or nothing.'));
const NOT_STORED = refusal(
  'store-failed',
  later('Nothing was changed. Free disk space, then try again.'),
);

/**
 * A cashier leaves the drawer locked, and the same or another person takes the shift over (dom-Z9): each is
 * one op, told in one transaction with the shift's row, so that a kill between them finds one or the other.
 */
export class SuspendDesk {
  private readonly p: SuspendDeskPorts;
  private isActing = false;

  constructor(p: SuspendDeskPorts) {
    this.p = p;
  }

  suspend(): Promise<Done | Refusal> {
    return this.acting(async (cashier, shift) => {
      // Pressed twice: it is.
      if (shift.suspended !== undefined) return DONE;
      if (this.p.hasSale()) return SALE_FIRST;
      const atMs = this.p.wallMs();
      const row = { ...shift, suspended: { cashier, atMs } };
      const body = { shift_id: shift.shiftId, cashier, at_ms: atMs };
      const done = await this.p.alone(() => this.told('shift-suspended', row, body));
      if (done.ok) await this.p.leave();
      return done;
    });
  }

  /** `counted`: the cash that lies there, where it was counted; nobody is told what should. */
  takeOver({ counted }: { counted?: number }): Promise<Done | Refusal> {
    return this.acting(async (cashier, shift) => {
      if (shift.suspended === undefined) return NOT_SUSPENDED;
      if (counted !== undefined && (!isMinor(counted) || counted < 0)) return BAD_COUNT;
      const { suspended: _over, ...row } = shift;
      const count = counted === undefined ? {} : { counted };
      const body = { shift_id: shift.shiftId, cashier, ...count, at_ms: this.p.wallMs() };
      return this.told('shift-resumed', row, body);
    });
  }

  private async told(kind: string, row: ShiftRow, body: object): Promise<Done | Refusal> {
    const make = (): object => {
      if (this.p.shift()?.shiftId !== row.shiftId) throw new CalledOff();
      return body;
    };
    const fact = { ...plainFact(kind, row.businessDate, undefined, { shift: row }), body: make };
    const done = await unlessCalledOff(this.p.commit(fact));
    if (done === 'called-off') return CLOSED_BEFORE;
    if (!done.ok) return NOT_STORED;
    this.p.is(row);
    return DONE;
  }

  private async acting(
    run: (cashier: string, shift: ShiftRow) => Promise<Done | Refusal>,
  ): Promise<Done | Refusal> {
    const [cashier, shift] = [this.p.cashier(), this.p.shift()];
    if (cashier === undefined) return NOT_SIGNED_IN;
    if (shift === undefined) return NO_SHIFT;
    if (this.isActing) return BUSY;
    this.isActing = true;
    try {
      return await run(cashier, shift);
    } finally {
      this.isActing = false;
    }
  }
}
