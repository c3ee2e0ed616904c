import type { TillView } from '../../shared/till-api.ts';

/**
 * No basket, no money on its way to or from a card, no change on the screen, no file of sales half
 * written: the page may load anew.
 */
export function isBetweenSales({ phase, basket, handOver, refund, card }: TillView): boolean {
  if (handOver !== undefined || refund.at !== 'none') return false;
  if (card.at !== 'none' && card.at !== 'ready') return false;
  switch (phase.at) {
    case 'selling':
      return basket.lines.length === 0;
    case 'starting':
    case 'sold':
      return false;
    default:
      return true;
  }
}
