import { expect, test } from 'vitest';
import { promqlNames } from './promql-names.ts';

test.each([
  ['up', ['up']],
  ['sum by (site, le) (rate(a_total{status=~"5..",x="by (y)"}[5m])) > 0.1', ['a_total']],
  ['a / on (site) group_left (x) b', ['a', 'b']],
  ['time() - max by (site) (a_seconds) > 120', ['a_seconds']],
  ['histogram_quantile(0.99, sum by (le) (rate(h_bucket[$__rate_interval])))', ['h_bucket']],
  ['a > 64 * 1024 or a == -1', ['a']],
  ['rate(a[5m] offset 1h)', ['a']],
  ['sum (rate (a [1m])) by (b)', ['a']],
])('metric names of %s', (expr, names) => {
  expect(promqlNames(expr)).toEqual(names);
});
