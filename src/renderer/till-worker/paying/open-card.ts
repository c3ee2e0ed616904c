import type { CardAttempt } from '../../../domain/pay/card-attempt.ts';
import type { CardView } from '../../shared/till-api.ts';

/**
 * Asking: at the terminal. Checking: no answer came. Unknown: a person decides. Concluding: somebody
 * is writing its end, and nobody else may (dom-Y4).
 */
type CardPhase = ShownPhase | 'concluding';
type ShownPhase = 'asking' | 'checking' | 'unknown';

/** The one card payment that is under way, and what is told when it is over. */
export class OpenCard {
  private readonly hasTerminal: boolean;
  private readonly changed: (view: CardView) => void;
  private now: { attempt: CardAttempt; phase: CardPhase } | undefined;
  private told = '';
  /** What stands on the screen while its end is written. */
  private shown: ShownPhase = 'asking';

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

  begin(attempt: CardAttempt, phase: ShownPhase): void {
    this.now = { attempt, phase };
    this.told = '';
    this.show();
  }

  /** True for the first who ends it; for anybody else it is being ended, or over. */
  claim(attempt: CardAttempt): boolean {
    if (this.now?.attempt !== attempt || this.now.phase === 'concluding') return false;
    // What stands on the screen stays: a signature that is refused is told where it was given.
    this.shown = this.now.phase;
    this.now = { attempt, phase: 'concluding' };
    return true;
  }

  /** Its end could not be written: a person decides. */
  release(attempt: CardAttempt): void {
    if (!this.is(attempt)) return;
    this.now = { attempt, phase: 'unknown' };
    this.show();
  }

  /** Nothing where another payment is open by now, or this one is being ended. */
  turn(attempt: CardAttempt, phase: ShownPhase): void {
    if (!this.is(attempt) || this.now?.phase === phase) return;
    if (this.now?.phase === 'concluding') return;
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
    const at = phase === 'concluding' ? this.shown : phase;
    const isRefund = state === 'refunding';
    return { at, amount, reference, isTakingBack: state === 'taking-back', isRefund };
  }
}
