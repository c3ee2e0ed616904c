import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineAway } from './line-away.ts';

const HOUR = 60 * 60_000;

test('LD2: the line is back after an hour whatever was asked, and no second word makes it longer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(10 * HOUR), fc.nat(HOUR)), { minLength: 1, maxLength: 20 }),
      (asks) => {
        let now = 1000;
        let since: number | undefined;
        const line = new LineAway(() => now);
        for (const [forMs, later] of asks) {
          if (line.leftMs() === 0) since = now;
          line.take(forMs);
          expect(now + line.leftMs()).toBeLessThanOrEqual((since ?? now) + HOUR);
          now += later;
        }
        now += HOUR;
        expect(line.leftMs()).toBe(0);
        expect(line.holds('/v1/sync/hello')).toBe(false);
      },
    ),
  );
});

test('LD2: it is given back at once by a word that says so', () => {
  const line = new LineAway(() => 5);
  line.take(HOUR);
  expect(line.leftMs()).toBe(HOUR);
  line.take(0);
  expect(line.leftMs()).toBe(0);
});

test('LD3: what passes is the question for the row of drills, and no path that looks like it', () => {
  const line = new LineAway(() => 5);
  line.take(HOUR);
  expect(line.holds('/v1/sync/changes?datasets=line-drill&limit=2000&cursor=x')).toBe(false);
  for (const path of [
    '/v1/sync/changes?datasets=line-drill%2Cprice&limit=1',
    '/v1/sync/changes?datasets=line-drill,price&limit=1',
    '/v1/sync/changes',
    '/v1/sync/ops',
    '/v1/sync/events',
    '/v1/x/v1/sync/changes?datasets=line-drill&',
  ])
    expect(line.holds(path)).toBe(true);
});
