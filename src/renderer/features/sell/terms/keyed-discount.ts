import { parseQuantity } from '../../../../domain/quantity.ts';
import { readKeyedAmount } from '../../../shared/format/money-format.ts';
import { say } from '../../../shared/words/say.ts';

/** What was keyed as a discount, or in words why it is none; the worker knows the goods' own bound. */
export type KeyedDiscount =
  | { ok: true; size: { kind: 'percent'; hundredths: number } | { kind: 'amount'; amount: number } }
  | { ok: false; next: string };

export function readDiscount(
  keyed: string,
  kind: 'percent' | 'amount',
  currency: string,
): KeyedDiscount {
  if (kind === 'percent') {
    const read = parseQuantity(keyed);
    // Thousandths of a percent are finer than anybody gives.
    const hundredths = read.ok ? read.value / 10 : 0;
    return Number.isInteger(hundredths) && hundredths > 0 && hundredths <= 10_000
      ? { ok: true, size: { kind, hundredths } }
      : { ok: false, next: say('Key a percentage from 0,01 to 100.') };
  }
  const amount = readKeyedAmount(keyed, currency);
  return amount === undefined || amount <= 0
    ? { ok: false, next: say('Key an amount above nothing.') }
    : { ok: true, size: { kind, amount } };
}
