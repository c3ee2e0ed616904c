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
      const { length } = view().till?.giftCards ?? {};
      if (number.length !== length) return fakeVoucher(number, view().basket.balance);
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

const FACE = 5000;

/** A voucher of 50.00; those that end in 0 were used. */
function fakeVoucher(number: string, open: number): ValueTold {
  const balance = number.endsWith('0') ? 0 : FACE;
  const voucher = { face: FACE, rest: Math.max(0, FACE - open), isRestKept: true };
  const most = Math.min(balance, open);
  const told = { ending: number.slice(-4), isActive: true, balance, most, held: 0, voucher };
  return { ok: true, ...told, isOffline: false };
}
