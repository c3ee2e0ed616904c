import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';

test('UPD3 versions are ordered as semver says, so that what is back can be told from what is forward', () => {
  const order = [
    '0.1.0-alpha',
    '0.1.0-alpha.1',
    '0.1.0-alpha.beta',
    '0.1.0-rc.2',
    '0.1.0-rc.10',
    '0.1.0',
    '0.1.9',
    '0.1.10',
    '0.10.0',
    '2.0.0',
  ];
  order.forEach((a, i) =>
    order.forEach((b, j) => {
      expect(Math.sign(compareVersions(a, b)), `${a} and ${b}`).toBe(Math.sign(i - j));
    }),
  );
  expect(compareVersions('unknown', '0.0.1')).toBeLessThan(0);
});
