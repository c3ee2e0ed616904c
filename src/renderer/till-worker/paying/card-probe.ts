import type { PaymentTerminal, TerminalQuestion } from '../../../contracts/payment-terminal.ts';
import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import { judgeTerminal, type CardVerdict } from './judge-terminal.ts';
import type { OpenCard } from './open-card.ts';

export type CardProbePorts = {
  terminal: PaymentTerminal;
  open: OpenCard;
  nap: (ms: number) => Promise<void>;
  /** Something is known. */
  conclude: (attempt: CardAttempt, verdict: CardVerdict) => Promise<void>;
};

/** Naps between tries at an answer, ms, before a person is asked. */
const NAPS_MS = [500, 2_000];
const WHILE_IN_PROGRESS_MS = 1_500;
/** A terminal that is at it for longer than a minute has forgotten it. */
const MOST_IN_PROGRESS = 40;
const WHILE_UNKNOWN_MS = 15_000;

/** Asks the terminal about the open payment until something is known, or a person has decided (dom-Y4). */
export class CardProbe {
  private readonly p: CardProbePorts;
  private isAsking = false;
  /** What is asked about quietly. */
  private quiet: CardAttempt | undefined;

  constructor(p: CardProbePorts) {
    this.p = p;
  }

  /** One question about the open payment at a time. */
  get isBusy(): boolean {
    return this.isAsking;
  }

  /** Takes the card, or gives it back what it paid. */
  async pay(attempt: CardAttempt): Promise<void> {
    const verdict = await this.ask(attempt, attempt.state === 'refunding' ? 'refund' : 'pay');
    if (!this.p.open.is(attempt)) return;
    if (isKnown(verdict)) await this.conclude(attempt, verdict);
    else await this.check(attempt);
  }

  /** Takes the question off the terminal's screen; what it says comes as the payment's answer. */
  async cancel(attempt: CardAttempt): Promise<void> {
    await this.p.terminal.ask(questionOf(attempt, 'cancel'));
  }

  async check(attempt: CardAttempt): Promise<void> {
    const { open, nap } = this.p;
    open.turn(attempt, 'checking');
    let inProgress = 0;
    for (let silent = 0; ;) {
      const verdict = await this.ask(attempt, probeOf(attempt));
      if (!open.is(attempt)) return;
      if (isKnown(verdict)) return this.conclude(attempt, verdict);
      const isAtIt = verdict.is === 'in-progress' && inProgress < MOST_IN_PROGRESS;
      const napMs = isAtIt ? WHILE_IN_PROGRESS_MS : NAPS_MS[silent];
      inProgress += isAtIt ? 1 : 0;
      silent = isAtIt ? 0 : silent + 1;
      if (napMs === undefined) break;
      open.turn(attempt, isAtIt ? 'asking' : 'checking');
      await nap(napMs);
      if (!open.is(attempt)) return;
    }
    open.turn(attempt, 'unknown');
    await this.askOnQuietly(attempt);
  }

  /** Where the disk refused its end it stays unknown, and is asked about like any other. */
  private async conclude(attempt: CardAttempt, verdict: CardVerdict): Promise<void> {
    await this.p.conclude(attempt, verdict);
    if (this.p.open.is(attempt)) await this.askOnQuietly(attempt);
  }

  /**
   * The terminal may come back by itself; what a person is deciding stays on the screen meanwhile.
   * One loop for a payment, however often a person checks again.
   */
  private async askOnQuietly(attempt: CardAttempt): Promise<void> {
    const { open, nap, conclude } = this.p;
    if (this.quiet === attempt) return;
    this.quiet = attempt;
    while (this.quiet === attempt && open.is(attempt)) {
      await nap(WHILE_UNKNOWN_MS);
      if (this.isAsking || !open.is(attempt) || !open.isUnknown) continue;
      const verdict = await this.ask(attempt, probeOf(attempt));
      if (isKnown(verdict)) await conclude(attempt, verdict);
    }
    if (this.quiet === attempt) this.quiet = undefined;
  }

  private async ask(
    attempt: CardAttempt,
    what: 'pay' | 'refund' | 'status' | 'reverse',
  ): Promise<CardVerdict> {
    this.isAsking = true;
    try {
      return judgeTerminal(attempt, what, await this.p.terminal.ask(questionOf(attempt, what)));
    } finally {
      this.isAsking = false;
    }
  }
}

function isKnown({ is }: CardVerdict): boolean {
  return is !== 'in-progress' && is !== 'unknown';
}

/** A reversal may be asked for as often as one likes: its reference makes it one (dom-Y5). */
function probeOf({ state }: CardAttempt): 'status' | 'reverse' {
  return state === 'taking-back' ? 'reverse' : 'status';
}

function questionOf(
  { reference, amount, currency, refund }: CardAttempt,
  what: TerminalQuestion['do'],
): TerminalQuestion {
  const question = { do: what, reference, amount, currency };
  if (what !== 'refund' || refund === undefined) return question;
  const { of, terminalRef } = refund;
  // A payment that was signed for has no reference of the terminal's.
  return { ...question, of, ...(terminalRef === '' ? {} : { of_terminal_ref: terminalRef }) };
}
