import type { Metric } from './metric.ts';

/** What is on record, with these measured anew in their places; what was never measured comes last. */
export function withKept(
  onRecord: readonly Metric[],
  fresh: readonly Metric[],
  measured: NonNullable<Metric['measured']>,
): Metric[] {
  const stamped = new Map(fresh.map((metric) => [metric.name, { ...metric, measured }]));
  const known = new Set(onRecord.map(({ name }) => name));
  return [
    ...onRecord.map((old) => stamped.get(old.name) ?? old),
    ...[...stamped.values()].filter(({ name }) => !known.has(name)),
  ];
}

/** Which rows of a table were measured apart from the whole run: a sentence for each such run. */
export function apartWords(metrics: readonly Metric[]): string {
  const runs = new Map<string, string[]>();
  for (const { name, measured } of metrics) {
    if (measured === undefined) continue;
    const run = `${measured.date.slice(0, 10)}, commit ${measured.commit.slice(0, 7)}`;
    runs.set(run, [...(runs.get(run) ?? []), `\`${name}\``]);
  }
  return [...runs]
    .map(([run, names]) => ` Measured apart on ${run}: ${names.join(', ')}.`)
    .join('');
}
