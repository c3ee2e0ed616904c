import type { ScannedCode } from './scanned-code.ts';

/** What a code says of the goods themselves (dom-B7): whether they may still be sold. */
export type GoodsState = 'expired' | 'recalled' | 'past-best-before' | 'sellable';

/** `today` is the store's date, ISO; `recalledLots` those of the article. */
export function goodsState(
  code: ScannedCode,
  today: string,
  recalledLots: readonly string[],
): GoodsState {
  if (code.kind !== 'gs1' && code.kind !== 'digital-link') return 'sellable';
  const { lot, expiry, bestBefore } = code.derived;
  if (lot !== undefined && recalledLots.includes(lot)) return 'recalled';
  // ISO dates compare as texts; the day itself is still good.
  if (expiry !== undefined && expiry < today) return 'expired';
  return bestBefore !== undefined && bestBefore < today ? 'past-best-before' : 'sellable';
}
