import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { isCurrency, type Currency } from '../../../domain/currency.ts';
import { isMinor, type Minor } from '../../../domain/money.ts';
import {
  foreignDue,
  rateAt,
  worthOf,
  type ForeignMoney,
} from '../../../domain/pay/foreign-cash.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import type { ForeignView, Refusal } from '../../shared/till-api.ts';
import type { TillRules } from '../selling/till-rules.ts';
import { later } from '../../shared/words/say.ts';

const NOT_TAKEN: Refusal = {
  ok: false,
  kind: 'currency-not-taken',
  next: later('This store has no rate for that money today. Take another payment.'),
};
const BAD_NOTES: Refusal = { ok: false, kind: 'bad-amount', next: later('Enter the notes given.') };
const WORTH_NOTHING: Refusal = {
  ok: false,
  kind: 'bad-amount',
  next: later('These notes are worth less than our smallest coin.'),
};

/** The currencies a store takes beside its own; one it cannot count in is left out. */
function moneysOf({ foreign_cash: foreign = [], currency: own }: StoreProfile): ForeignMoney[] {
  return foreign.flatMap(({ currency, rates }) =>
    isCurrency(currency) && currency !== own
      ? [{ currency, rates: rates.map(({ from_ms: fromMs, rate }) => ({ fromMs, rate })) }]
      : [],
  );
}

/** What of each other currency would pay what is open; only those with a rate now. */
export function foreignViews(
  profile: StoreProfile,
  { currency: own }: TillRules,
  due: Minor,
  nowMs: number,
): ForeignView[] {
  return moneysOf(profile).flatMap((money) => {
    const held = rateAt(money, nowMs);
    if (held === undefined) return [];
    const { currency } = money;
    const { rate } = held;
    return [{ currency, rate, due: foreignDue(due, rate, { foreign: currency, own }) }];
  });
}

/** Notes that were handed over, as a tender with their rate and worth; or why they are not taken. */
export function foreignTender(
  profile: StoreProfile,
  { currency: own, cashPolicy: cash }: TillRules,
  given: { currency: string; amount: number },
  nowMs: number,
): { ok: true; tender: OfferedTender } | Refusal {
  const { amount } = given;
  if (!isMinor(amount) || amount <= 0) return BAD_NOTES;
  const money = moneysOf(profile).find(({ currency }) => currency === given.currency);
  const held = money && rateAt(money, nowMs);
  if (money === undefined || held === undefined) return NOT_TAKEN;
  const currency: Currency = money.currency;
  const tendered = worthOf(amount, held.rate, { foreign: currency, own, cash });
  if (tendered === undefined || tendered === 0) return WORTH_NOTHING;
  const foreign = { currency, amount, rate: held.rate, rate_from_ms: held.fromMs };
  return { ok: true, tender: { type: 'foreign-cash', tendered, foreign } };
}
