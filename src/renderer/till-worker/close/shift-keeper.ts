import { drawerOf } from '../../../domain/cashup/drawer-of.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';

/** Past this a shift is asked for again, whoever put its end off (dom-Z10). */
const TOO_LONG_MS = 30 * 3_600_000;

/** Why closing the open shift is offered. */
export type CloseAsk = 'new-day' | 'too-long';

export type ShiftKeeperPorts = {
  /** The store's calendar date. */
  today: () => string;
  nowMs: () => number;
  /** Number of who is signed in. */
  cashier: () => string | undefined;
};

/**
 * The open shifts: the one that is everybody's, or one a cashier (dom-Z9). A shift ends by its Z and by
 * nothing else: on another day it goes on, its end is offered, and whoever sells is never held up by it
 * (dom-Z10).
 */
export class ShiftKeeper {
  private readonly p: ShiftKeeperPorts;
  private rows: readonly ShiftRow[];
  private putOffAs: CloseAsk | undefined;

  constructor(rows: readonly ShiftRow[], p: ShiftKeeperPorts) {
    this.p = p;
    this.rows = rows;
  }

  /** That of who is signed in; of nobody the one that is everybody's. */
  get open(): ShiftRow | undefined {
    return this.of(this.p.cashier());
  }

  get hasCashier(): boolean {
    return this.p.cashier() !== undefined;
  }

  of(cashier: string | undefined): ShiftRow | undefined {
    return drawerOf(this.rows, cashier);
  }

  get all(): readonly ShiftRow[] {
    return this.rows;
  }

  byId(shiftId: string): ShiftRow | undefined {
    return this.rows.find((row) => row.shiftId === shiftId);
  }

  /** What is on disk now. */
  is(row: ShiftRow): void {
    this.gone(row.shiftId);
    this.rows = [...this.rows, row];
  }

  /** It has its Z. */
  gone(shiftId: string): void {
    this.rows = this.rows.filter((row) => row.shiftId !== shiftId);
    this.putOffAs = undefined;
  }

  /** Undefined where nothing is to be asked, or it was put off. */
  get ask(): CloseAsk | undefined {
    const row = this.open;
    if (row === undefined) return undefined;
    const age = this.p.nowMs() - row.openedMs;
    const ask =
      age >= TOO_LONG_MS ? 'too-long' : row.businessDate === this.p.today() ? undefined : 'new-day';
    return ask === this.putOffAs ? undefined : ask;
  }

  putOff(): void {
    this.putOffAs = this.ask ?? this.putOffAs;
  }

  /** Somebody new is asked anew. */
  signedIn(): void {
    this.putOffAs = undefined;
  }
}
