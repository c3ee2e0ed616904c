import type { TillView } from '../shared/till-api.ts';
import type { ValueCommands, ValueTold } from '../shared/value-api.ts';

const OK = { ok: true } as const;
const BALANCE = 3770;

/** Gift cards of a fake till: every number ends a card with 37.70 on it, but those that end in 0. */
export function fakeValue(view: () => TillView): {
  [C in keyof ValueCommands]: (arg: ValueCommands[C]['arg']) => ValueCommands[C]['answer'];
} {
  return {
    'ask-value': ({ number }): ValueTold => {
      const isActive = !number.endsWith('0');
      const balance = isActive ? BALANCE : 0;
      const most = Math.min(balance, view().basket.balance);
      return {
        ok: true,
        ending: number.slice(-4),
        isActive,
        balance,
        most,
        held: 0,
        isOffline: false,
      };
    },
    'load-value': () => OK,
    'take-value': () => OK,
    'leave-value': () => OK,
  };
}
