import type { Refusal, TillCommand } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';

/**
 * What goes on while the shift is suspended: who comes and goes, looking, sending, and what ends it.
 * Everything else, and every command that is new, waits until somebody takes the shift over (dom-Z9).
 */
const GOES_ON: ReadonlySet<TillCommand> = new Set<TillCommand>([
  'sign-in',
  'sign-out',
  'staff-list',
  'speak',
  'take-over-shift',
  // A key pressed twice.
  'suspend-shift',
  'list-zs',
  'show-z',
  'store-day',
  'store-day-pictures',
  'close-store',
  'adjust-declaration',
  'put-off-close',
  'cancel-card',
  'check-card',
  'treat-card',
  'go-on-refund',
  'departments',
  'search',
  'quick-keys',
  'parked-sales',
  'store-parked',
  'leave-parked',
  'leave-value',
  'end-training',
  'dismiss-alarm',
  'send-again',
  'check-line',
  'export-waiting',
  'import-file',
]);

const SUSPENDED: Refusal = {
  ok: false,
  kind: 'suspended',
  next: later('The drawer is locked. Take the shift over first.'),
};

/** Why a command is refused while the shift is suspended. */
export function whyNotWhileSuspended(
  command: TillCommand,
  isSuspended: boolean,
): Refusal | undefined {
  return isSuspended && !GOES_ON.has(command) ? SUSPENDED : undefined;
}
