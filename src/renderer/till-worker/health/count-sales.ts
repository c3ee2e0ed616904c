import type { HealthTally } from './health-tally.ts';

/** Sales that were written, and those that could not be, are counted on the way. */
export function countSales(health: HealthTally, committed: (kind: string) => void) {
  return {
    committed: (kind: string) => {
      if (kind === 'sale') health.sold();
      committed(kind);
    },
    failed: (kind: string): undefined => {
      if (kind === 'sale') health.failed();
    },
  };
}
