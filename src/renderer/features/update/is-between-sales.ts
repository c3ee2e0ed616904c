import type { TillView } from '../../shared/till-api.ts';

/**
 * No basket, also behind a till that locked itself, no practice, no money on its way to or from a card, no change on the screen, no file of sales half
 * written: the page may load anew.
 */
export function isBetweenSales(view: TillView): boolean {
  const { phase, basket, training, handOver, refund, card } = view;
  if (basket.lines.length > 0 || training !== undefined) return false;
  if (handOver !== undefined || refund.at !== 'none') return false;
  if (card.at !== 'none' && card.at !== 'ready') return false;
  switch (phase.at) {
    case 'starting':
    case 'sold':
      return false;
    default:
      return true;
  }
}
