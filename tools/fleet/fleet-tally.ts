import type { Verdict } from '../../src/sync/core/verdict.ts';

/** One phase of a run as it was seen by the tills. Times in ms. */
export type Phase = {
  name: string;
  startedAt: number;
  endedAt: number;
  /** Sales committed in this phase; what happened to them later counts here too. */
  sold: number;
  /** From the commit to the first site's acknowledgement, as the till knows it. */
  firstSite: number[];
  /** From the commit to the release: both sites confirmed. Tills that look as shipped only. */
  bothSites: number[];
  /** Ended requests of this phase by kind and verdict. */
  requests: Record<'hello' | 'ops', Map<Verdict, number>>;
  /** Requests sent in each second of the phase. */
  perSecond: Record<'hello' | 'ops', number[]>;
};

/** What is counted over a whole run, phase by phase. */
export class FleetTally {
  readonly phases: Phase[] = [];
  /** Ops that travelled, again or not. */
  opsSent = 0;
  private readonly onPhase: (name: string) => void;

  constructor(onPhase: (name: string) => void = () => undefined) {
    this.onPhase = onPhase;
  }

  get phase(): Phase {
    const last = this.phases.at(-1);
    if (last === undefined) throw new Error('no phase was begun');
    return last;
  }

  begin(name: string): void {
    const now = performance.now();
    const before = this.phases.at(-1);
    if (before !== undefined) before.endedAt = now;
    this.phases.push({
      name,
      startedAt: now,
      endedAt: Infinity,
      sold: 0,
      firstSite: [],
      bothSites: [],
      requests: { hello: new Map(), ops: new Map() },
      perSecond: { hello: [], ops: [] },
    });
    this.onPhase(name);
  }

  asked(kind: 'hello' | 'ops'): void {
    const { perSecond, startedAt } = this.phase;
    const second = Math.floor((performance.now() - startedAt) / 1000);
    perSecond[kind][second] = (perSecond[kind][second] ?? 0) + 1;
  }

  ended(kind: 'hello' | 'ops', verdict: Verdict): void {
    const counts = this.phase.requests[kind];
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
}

/** Value that this part (0 to 1) of the samples does not exceed; undefined where there are none. */
export function partOf(samples: readonly number[], part: number): number | undefined {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/** Requests of these kinds that ended with one of these verdicts, or with any. */
export function countRequests(
  phases: readonly Phase[],
  kinds: readonly ('hello' | 'ops')[],
  is: (verdict: Verdict) => boolean = () => true,
): number {
  let sum = 0;
  for (const { requests } of phases)
    for (const kind of kinds) for (const [verdict, n] of requests[kind]) if (is(verdict)) sum += n;
  return sum;
}
