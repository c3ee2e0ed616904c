import type { Metric } from './metric.ts';

/** By how much a figure may be worse than the one on record before it counts: runs differ so much. */
export const TOLERANCE = 0.25;

export type Verdict = 'same' | 'better' | 'worse' | 'goal lost' | 'new' | 'missing';
export type Compared = { name: string; before: string; now: string; verdict: Verdict };

/** Rates are better high, times low. */
const isRate = ({ unit }: Metric): boolean => unit.includes('/');

/**
 * What a measurement is judged by: beside its peer of the same run, so that a slower day of the machine
 * slows both; a limit is no peer, and there the value itself counts.
 */
function figure(metric: Metric): number {
  const hasPeer = metric.ratio !== undefined && metric.comparedWith?.startsWith('limit') !== true;
  const { ratio = 1, value } = metric;
  return hasPeer ? ratio : value;
}

function verdictOf(before: Metric, now: Metric): Verdict {
  if (before.holds && !now.holds) return 'goal lost';
  const change = figure(now) / figure(before);
  const gain = isRate(now) ? change : 1 / change;
  if (gain < 1 - TOLERANCE) return 'worse';
  return gain > 1 / (1 - TOLERANCE) ? 'better' : 'same';
}

const words = (metric: Metric | undefined): string =>
  metric === undefined ? '' : `${metric.value} ${metric.unit}, ratio ${metric.ratio ?? '-'}`;

/** Every metric of either run, in the order of the record. */
export function compareResults(
  before: readonly Metric[],
  now: readonly Metric[],
): readonly Compared[] {
  const names = [...new Set([...before, ...now].map(({ name }) => name))];
  return names.map((name) => {
    const [old, fresh] = [before, now].map((metrics) => metrics.find((m) => m.name === name));
    const verdict =
      old === undefined ? 'new' : fresh === undefined ? 'missing' : verdictOf(old, fresh);
    return { name, before: words(old), now: words(fresh), verdict };
  });
}

/** Is there something somebody must look at? */
export const isAlarming = (compared: readonly Compared[]): boolean =>
  compared.some(({ verdict }) => ['worse', 'goal lost', 'missing'].includes(verdict));
