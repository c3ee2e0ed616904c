import { expect, test } from 'vitest';
import { apartWords, withKept } from './kept-metrics.ts';
import type { Metric } from './metric.ts';

const metric = (name: string, value: number): Metric => ({
  name,
  value,
  unit: 'ms',
  goal: '≤ 1 ms',
  holds: true,
  samples: {},
  settings: {},
});
const RUN = { commit: 'abcdef0123', date: '2026-11-22T03:00:00.000Z' };

test('a partial run takes the places of what it measured and no others, and says so', () => {
  const kept = withKept([metric('a', 1), metric('b', 2)], [metric('b', 3), metric('c', 4)], RUN);
  expect(kept.map(({ name, value, measured }) => [name, value, measured?.commit])).toEqual([
    ['a', 1, undefined],
    ['b', 3, RUN.commit],
    ['c', 4, RUN.commit],
  ]);
  expect(apartWords(kept)).toBe(' Measured apart on 2026-11-22, commit abcdef0: `b`, `c`.');
  expect(apartWords([metric('a', 1)])).toBe('');
});
