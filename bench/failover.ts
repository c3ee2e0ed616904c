import type { Fault } from '../tools/faults/fault-proxy.ts';
import { failOver } from '../tools/faults/failover.ts';
import { faultRegionOf } from '../tools/faults/fault-region.ts';
import { startScene } from '../tools/faults/scene.ts';
import type { BenchRun } from './bench-run.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const STORE = '0417';
const KINDS: readonly { name: string; fault: Fault; goalMs: number }[] = [
  { name: 'refused', fault: 'refuse', goalMs: 1000 },
  { name: 'black hole', fault: 'black-hole-new', goalMs: 3000 },
  { name: 'black hole, kept connection', fault: 'black-hole', goalMs: 3000 },
  { name: 'accepts and hangs', fault: 'hang', goalMs: 6000 },
];

/**
 * From the moment the way to a till's site breaks, with a sale right behind it, until the other site
 * acknowledges that sale. Each try is a till of its own, with connections that are open and kept, and
 * the waits that tills ship with.
 */
export async function failover(run: BenchRun): Promise<Metric[]> {
  const region = faultRegionOf(run.pair, STORE);
  const tries = run.quick ? 3 : 20;
  const metrics: Metric[] = [];
  for (const { name, fault, goalMs } of KINDS) {
    const samples: number[] = [];
    for (let i = 0; i < tries; i += 1) {
      const scene = await startScene(region);
      try {
        samples.push(await failOver(scene, fault));
      } finally {
        await scene.stop();
      }
    }
    metrics.push(metricOf(name, samples, goalMs));
  }
  return metrics;
}

function metricOf(name: string, samples: readonly number[], goalMs: number): Metric {
  const value = quantile(samples, 0.99);
  return {
    name: `failover.p99 ${name}`,
    value: rounded(value),
    unit: 'ms',
    goal: `≤ ${goalMs} ms`,
    holds: value <= goalMs,
    comparedWith: `limit ${goalMs} ms`,
    peerValue: goalMs,
    ratio: rounded(value / goalMs),
    samples: { ms: allRounded(samples) },
    settings: {
      tries: samples.length,
      median: rounded(quantile(samples, 0.5)),
      till: 'without screens: real loop, wire, transport and journal, memory for IndexedDB',
      fault: 'a proxy before each site; the kernel drops what would connect',
    },
  };
}
