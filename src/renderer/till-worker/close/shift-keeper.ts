import type { ShiftRow } from '../../../sync/core/ports.ts';

/** Past this a shift is asked for again, whoever put its end off (dom-Z10). */
const TOO_LONG_MS = 30 * 3_600_000;

/** Why closing the open shift is offered. */
export type CloseAsk = 'new-day' | 'too-long';

export type ShiftKeeperPorts = {
  /** The store's calendar date. */
  today: () => string;
  nowMs: () => number;
};

/**
 * The open shift. It ends by its Z and by nothing else: on another day it goes on, its end is offered, and
 * whoever sells is never held up by it (dom-Z10).
 */
export class ShiftKeeper {
  private readonly p: ShiftKeeperPorts;
  private row: ShiftRow | undefined;
  private putOffAs: CloseAsk | undefined;

  constructor(row: ShiftRow | undefined, p: ShiftKeeperPorts) {
    this.p = p;
    this.row = row;
  }

  get open(): ShiftRow | undefined {
    return this.row;
  }

  /** What is on disk now. */
  is(row: ShiftRow | undefined): void {
    this.row = row;
    this.putOffAs = undefined;
  }

  /** Undefined where nothing is to be asked, or it was put off. */
  get ask(): CloseAsk | undefined {
    const { row } = this;
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
