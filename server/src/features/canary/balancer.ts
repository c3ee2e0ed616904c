import type { CanaryLook } from '../../../../src/domain/release/judge-canary.ts';

/** What a site asks of its balancer, whichever it is. */
export type Balancer = {
  /** So many requests of a hundred go to the canary from now on. */
  share: (percent: number) => Promise<void>;
  /** What it counted so far; undefined: it has no canary. */
  look: () => Promise<Omit<CanaryLook, 'atMs'> | undefined>;
};
