import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { CardView } from '../../shared/till-api.ts';

/** Asking: at the terminal. Checking: no answer came. Unknown: a person decides. */
export type CardPhase = 'asking' | 'checking' | 'unknown';

/** The one card payment that is under way, and what is told when it is over. */
export class OpenCard {
  private readonly hasTerminal: boolean;
  private readonly changed: (view: CardView) => void;
  private now: { attempt: CardAttempt; phase: CardPhase } | undefined;
  private told = '';

  constructor(hasTerminal: boolean, changed: (view: CardView) => void) {
    this.hasTerminal = hasTerminal;
    this.changed = changed;
  }

  get attempt(): CardAttempt | undefined {
    return this.now?.attempt;
  }

  get isUnknown(): boolean {
    return this.now?.phase === 'unknown';
  }

  is(attempt: CardAttempt): boolean {
    return this.now?.attempt === attempt;
  }

  begin(attempt: CardAttempt, phase: CardPhase): void {
    this.now = { attempt, phase };
    this.told = '';
    this.show();
  }

  /** Nothing where another payment is open by now. */
  turn(attempt: CardAttempt, phase: CardPhase): void {
    if (!this.is(attempt) || this.now?.phase === phase) return;
    this.now = { attempt, phase };
    this.show();
  }

  end(told: string): void {
    this.now = undefined;
    this.told = told;
    this.show();
  }

  show(): void {
    this.changed(this.view());
  }

  private view(): CardView {
    if (this.now === undefined) {
      return this.hasTerminal ? { at: 'ready', told: this.told } : { at: 'none' };
    }
    const { attempt, phase } = this.now;
    const { amount, reference, state } = attempt;
    return { at: phase, amount, reference, isTakingBack: state === 'taking-back' };
  }
}
