import { formatMoney } from '../format/money-format.ts';
import type { TillFace } from '../till-api.ts';
import { useTillView } from '../till-context.tsx';

const NEUTRAL = { locale: 'en-GB', currency: 'EUR' };

/** Locale and currency of this till; a till without a profile has no amounts to show yet. */
export function useMoneySetting(): Pick<TillFace, 'locale' | 'currency'> {
  return useTillView((view) => view.till) ?? NEUTRAL;
}

/** An amount in minor units, never broken over two lines. `bare` is without the currency. */
export function MoneyText({ amount, bare = false }: { amount: number; bare?: boolean }) {
  const setting = useMoneySetting();
  return <span className="money">{formatMoney(amount, setting, bare ? 'bare' : 'full')}</span>;
}
