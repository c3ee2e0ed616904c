import type { HelloHealth } from '../../../contracts/wire.ts';
import { SCAN_CLASSES_MS } from '../../../domain/release/guard-defaults.ts';

/** Lives of this till: how many there were, how many were cut short, and whether the last one was. */
export type Lives = { starts: number; crashes: number; isProven: boolean };

/**
 * The life that begins now. One that ended before it was proven counts as a crash: a till that cannot
 * stay up says so however it goes down, and needs no farewell.
 */
export function nextLife(before: Lives | undefined): Lives {
  const { starts = 0, crashes = 0, isProven = true } = before ?? {};
  return { starts: starts + 1, crashes: crashes + (isProven ? 0 : 1), isProven: false };
}

/** What this till tells of its health with each hello; guards of releases compare it (HEA1). */
export class HealthTally {
  private readonly sinceMs: number;
  private readonly lives: Pick<Lives, 'starts' | 'crashes'>;
  private sales = 0;
  private failedSales = 0;
  private cardTries = 0;
  private declined = 0;
  private backEnd: NonNullable<HelloHealth['back_end']> = { set: null, asked: 0, fell_back: 0 };
  private readonly scans: number[] = Array.from({ length: SCAN_CLASSES_MS.length + 1 }, () => 0);

  constructor(sinceMs: number, lives: Pick<Lives, 'starts' | 'crashes'>) {
    this.sinceMs = sinceMs;
    this.lives = lives;
  }

  sold(): void {
    this.sales += 1;
  }

  /** A sale that could not be written down. */
  failed(): void {
    this.failedSales += 1;
  }

  /** A card that was charged or was not; how it ended is known. */
  paidByCard(isPaid: boolean): void {
    this.cardTries += 1;
    if (!isPaid) this.declined += 1;
  }

  /** The host goes to this set from now on, and what another answered is not its own; undefined: the champion. */
  usesBackEnd(set: string | undefined): void {
    if (set === undefined) this.backEnd = { ...this.backEnd, set: null };
    else if (set !== this.backEnd.set) this.backEnd = { set, asked: 0, fell_back: 0 };
  }

  /** Who answered what was the set's to answer (BE8). */
  answeredBy(who: 'set' | 'champion'): void {
    const { set, asked, fell_back: fell } = this.backEnd;
    this.backEnd = { set, asked: asked + 1, fell_back: fell + (who === 'champion' ? 1 : 0) };
  }

  /** From the code's arrival to the line's. */
  scanned(ms: number): void {
    const found = SCAN_CLASSES_MS.findIndex((end) => ms <= end);
    const at = found === -1 ? SCAN_CLASSES_MS.length : found;
    this.scans[at] = (this.scans[at] ?? 0) + 1;
  }

  told(): HelloHealth {
    return {
      since_ms: this.sinceMs,
      starts: this.lives.starts,
      crashes: this.lives.crashes,
      sales: this.sales,
      failed_sales: this.failedSales,
      card_tries: this.cardTries,
      declined: this.declined,
      scans: [...this.scans],
      back_end: this.backEnd,
    };
  }
}
