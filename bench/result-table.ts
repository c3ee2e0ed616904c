import type { Metric } from './metric.ts';

const HEAD = ['measured', 'value', 'goal', 'holds', 'beside it, in the same run', 'ratio'] as const;

function cells(m: Metric): string[] {
  const beside =
    m.comparedWith === undefined
      ? (m.withoutPeer ?? '')
      : `${m.peerValue === undefined ? '' : `${amount(m.peerValue)} ${m.unit}: `}${m.comparedWith}`;
  return [
    `\`${m.name}\``,
    `${amount(m.value)} ${m.unit}`,
    m.goal,
    m.holds ? 'yes' : '**no**',
    beside,
    m.ratio === undefined ? '' : m.ratio.toFixed(2),
  ];
}

function amount(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(1);
}

/** The metrics as a Markdown table, which a terminal shows well enough too. */
export function resultTable(metrics: readonly Metric[]): string {
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [row(HEAD), row(HEAD.map(() => '---')), ...metrics.map((m) => row(cells(m)))].join('\n');
}
