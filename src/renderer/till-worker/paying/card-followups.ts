import type { PaymentTerminal } from '../../../contracts/payment-terminal.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { AlarmKind } from '../../shared/alarm-kinds.ts';
import type { CardEvent } from './card-journal.ts';
import type { CardStore } from './card-store.ts';
import { judgeTerminal, type CardVerdict } from './judge-terminal.ts';
import { later } from '../../shared/words/say.ts';

export type FollowUpPorts = {
  /** Undefined where it was taken away: what is left waits for one. */
  terminal: PaymentTerminal | undefined;
  store: Pick<CardStore, 'put' | 'remove'>;
  /** True when it is on disk. */
  journal: (attempt: CardAttempt, event: CardEvent) => Promise<boolean>;
  alarm: (kind: AlarmKind, next?: string) => void;
  nap: (ms: number) => Promise<void>;
};

const FIRST_NAP_MS = 2_000;
const LONGEST_NAP_MS = 60_000;
const REFUSED_NEXT = later(
  'The terminal refuses. Tell a supervisor: the money goes back to the customer by hand.',
);
const PART_NEXT = later(
  'The terminal moved a part of it only. Tell a supervisor: the difference is settled by hand.',
);
const NO_TERMINAL_NEXT = later(
  'This till has no terminal any more. Have IT connect it again, or give the money back by hand.',
);

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
    const { terminal } = this.p;
    if (terminal === undefined) {
      if (attempt.state === 'reversing') this.p.alarm('card-not-reversed', NO_TERMINAL_NEXT);
      return;
    }
    this.due.set(attempt.reference, attempt);
    if (this.isRunning) return;
    this.isRunning = true;
    void this.run(terminal);
  }

  /** The sale has it back in its own hands. */
  forget(reference: string): void {
    this.due.delete(reference);
  }

  private async run(terminal: PaymentTerminal): Promise<void> {
    for (let napMs = FIRST_NAP_MS; this.due.size > 0;) {
      const before = this.due.size;
      for (const attempt of this.due.values()) {
        // A disk that is full now has room later: tried again like a silent terminal.
        const isOver = await this.attempt(attempt, terminal).catch(() => false);
        if (isOver) this.due.delete(attempt.reference);
      }
      if (this.due.size === 0) break;
      napMs = this.due.size < before ? FIRST_NAP_MS : Math.min(napMs * 2, LONGEST_NAP_MS);
      await this.p.nap(napMs);
    }
    this.isRunning = false;
  }

  /** True when nothing is left to do. */
  private async attempt(attempt: CardAttempt, terminal: PaymentTerminal): Promise<boolean> {
    const { reference, amount, currency } = attempt;
    const asked = attempt.state === 'reversing' ? 'reverse' : 'status';
    const heard = await terminal.ask({ do: asked, reference, amount, currency });
    const verdict = judgeTerminal(attempt, asked, heard);
    const event = eventOf(attempt, verdict);
    if (!this.due.has(reference)) return true;
    if (event === undefined) {
      if (asked === 'reverse') {
        this.p.alarm('card-not-reversed', verdict.is === 'kept' ? REFUSED_NEXT : undefined);
      }
      return false;
    }
    if (!(await this.p.journal(attempt, event))) return false;
    if (event === 'found-not-paid') this.p.alarm('card-not-paid');
    if (event === 'found-part') this.p.alarm('card-not-paid', PART_NEXT);
    await this.p.store.remove(reference);
    return true;
  }
}

/** What head office hears of it; undefined while nobody knows. */
function eventOf({ state, amount }: CardAttempt, verdict: CardVerdict): CardEvent | undefined {
  const { is } = verdict;
  if (is === 'in-progress' || is === 'unknown') return undefined;
  if (state === 'assumed') {
    if (verdict.is !== 'paid') return 'found-not-paid';
    return verdict.tender.amount === amount ? 'found-paid' : 'found-part';
  }
  if (is === 'reversed') return 'reversed';
  // Kept: the card stays charged, and somebody has to see to it.
  return is === 'not-paid' ? 'nothing-to-reverse' : undefined;
}
