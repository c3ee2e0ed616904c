import type { PaymentTerminal } from '../../../contracts/payment-terminal.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import type { CardEvent } from './card-journal.ts';
import type { CardStore } from './card-store.ts';
import { judgeTerminal, type CardVerdict } from './judge-terminal.ts';

export type FollowUpPorts = {
  terminal: PaymentTerminal;
  store: Pick<CardStore, 'put' | 'remove'>;
  /** True when it is on disk. */
  journal: (attempt: CardAttempt, event: CardEvent) => Promise<boolean>;
  alarm: (kind: AlarmKind, next?: string) => void;
  nap: (ms: number) => Promise<void>;
};

const FIRST_NAP_MS = 2_000;
const LONGEST_NAP_MS = 60_000;

/**
 * What is left to do behind the sale, by itself and over restarts: a payment that nobody counts is
 * reversed, one that a person signed for is asked about. Selling never waits for either.
 */
export class CardFollowUps {
  private readonly p: FollowUpPorts;
  private readonly due = new Map<string, CardAttempt>();
  private isRunning = false;

  constructor(p: FollowUpPorts) {
    this.p = p;
  }

  add(attempt: CardAttempt): void {
    this.due.set(attempt.reference, attempt);
    if (this.isRunning) return;
    this.isRunning = true;
    void this.run();
  }

  /** The sale has it back in its own hands. */
  forget(reference: string): void {
    this.due.delete(reference);
  }

  private async run(): Promise<void> {
    for (let napMs = FIRST_NAP_MS; this.due.size > 0;) {
      const before = this.due.size;
      for (const attempt of this.due.values()) {
        // A disk that is full now has room later: tried again like a silent terminal.
        const isOver = await this.attempt(attempt).catch(() => false);
        if (isOver) this.due.delete(attempt.reference);
      }
      if (this.due.size === 0) break;
      napMs = this.due.size < before ? FIRST_NAP_MS : Math.min(napMs * 2, LONGEST_NAP_MS);
      await this.p.nap(napMs);
    }
    this.isRunning = false;
  }

  /** True when nothing is left to do. */
  private async attempt(attempt: CardAttempt): Promise<boolean> {
    const { reference, amount, currency } = attempt;
    const asked = attempt.state === 'reversing' ? 'reverse' : 'status';
    const heard = await this.p.terminal.ask({ do: asked, reference, amount, currency });
    const event = eventOf(attempt, judgeTerminal(attempt, asked, heard));
    if (!this.due.has(reference)) return true;
    if (event === undefined) {
      if (asked === 'reverse') this.p.alarm('card-not-reversed');
      return false;
    }
    if (!(await this.p.journal(attempt, event))) return false;
    if (event === 'found-not-paid') this.p.alarm('card-not-paid');
    await this.p.store.remove(reference);
    return true;
  }
}

/** What head office hears of it; undefined while nobody knows. */
function eventOf({ state }: CardAttempt, { is }: CardVerdict): CardEvent | undefined {
  if (is === 'in-progress' || is === 'unknown') return undefined;
  if (state === 'assumed') return is === 'paid' ? 'found-paid' : 'found-not-paid';
  if (is === 'reversed') return 'reversed';
  // Approved as an answer to a reversal: the terminal did not do it.
  return is === 'not-paid' ? 'nothing-to-reverse' : undefined;
}
