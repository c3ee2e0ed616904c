import { expect, test } from 'vitest';
import { compareResults, isAlarming } from './compare-results.ts';
import type { Metric } from './metric.ts';

const metric = (over: Partial<Metric>): Metric => ({
  name: 'x',
  value: 100,
  unit: 'op/s',
  goal: '',
  holds: true,
  samples: {},
  settings: {},
  ...over,
});
const verdicts = (before: Partial<Metric>[], now: Partial<Metric>[]): string[] =>
  compareResults(before.map(metric), now.map(metric)).map(({ verdict }) => verdict);

test('a machine that is slower for both sides is no regression', () => {
  expect(
    verdicts([{ value: 100, ratio: 2, comparedWith: 'peer' }], [{ value: 40, ratio: 1.9 }]),
  ).toEqual(['same']);
});

test('rates fall, times rise: both are worse; the other way round is better', () => {
  expect(verdicts([{ ratio: 2 }], [{ ratio: 1.4 }])).toEqual(['worse']);
  expect(verdicts([{ ratio: 2, unit: 'ms' }], [{ ratio: 1.4, unit: 'ms' }])).toEqual(['better']);
  expect(verdicts([{ ratio: 1, unit: 'ms' }], [{ ratio: 1.4, unit: 'ms' }])).toEqual(['worse']);
});

test('beside a fixed limit the value itself counts', () => {
  const limit = { comparedWith: 'limit 50 ms', unit: 'ms' };
  expect(verdicts([{ ...limit, value: 40 }], [{ ...limit, value: 60 }])).toEqual(['worse']);
});

test('a goal that was met and is not, and a metric that is gone, are said; a new one is no harm', () => {
  const lost = compareResults([metric({})], [metric({ holds: false })]);
  expect(lost.map(({ verdict }) => verdict)).toEqual(['goal lost']);
  expect(isAlarming(lost)).toBe(true);
  expect(isAlarming(compareResults([metric({})], []))).toBe(true);
  expect(isAlarming(compareResults([], [metric({})]))).toBe(false);
});
