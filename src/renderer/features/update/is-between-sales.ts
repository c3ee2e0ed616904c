import type { TillView } from '../../shared/till-api.ts';

/** No basket, no change on the screen, no file of sales half written: the page may load anew. */
export function isBetweenSales({ phase, basket, handOver }: TillView): boolean {
  if (handOver !== undefined) return false;
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
