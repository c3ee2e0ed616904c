import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RegionFile } from '../../contracts/region.ts';
import { BackEndSets } from './back-end-sets.ts';

const URLS = ['http://10.0.0.1:1', 'http://10.0.0.2:2'];
const REGION: RegionFile = {
  v: 1,
  region: 'eu',
  number: 1,
  issued_ms: 0,
  sites: ['A', 'B'].map((id) => ({
    id,
    url: `http://site-${id.toLowerCase()}`,
    key: 'k'.repeat(43),
    required: true,
    ...(id === 'A' ? { sets: [{ name: 'blue', urls: URLS }] } : {}),
  })),
};
const PATH = '/v1/sync/ops';
const told = (set: string | undefined, epoch = 1): BackEndSets => {
  const sets = new BackEndSets();
  sets.choose({ set, epoch });
  return sets;
};
const origin = (sets: BackEndSets, nowMs = 0, site = 'A'): string | undefined =>
  sets.next(REGION, site, PATH, nowMs)?.origin;

test('BE2: an older word than the one held is refused; the way home never is', () => {
  const sets = told('blue', 10);
  expect(sets.choose({ set: 'green', epoch: 9 })).toBe(false);
  expect(sets.chosen).toEqual({ set: 'blue', epoch: 10 });
  expect(sets.choose({ set: undefined, epoch: 3 })).toBe(true);
  expect(sets.chosen).toEqual({ set: undefined, epoch: 10 });
  expect(sets.choose({ set: 'blue', epoch: 9 })).toBe(false);
  expect(sets.choose({ set: 'blue', epoch: 10 })).toBe(true);
});

test('BE3: a set has its turn at each of its addresses; one that failed rests, longer each time', () => {
  const sets = told('blue');
  expect(new Set([origin(sets), origin(sets)])).toEqual(new Set(URLS));
  const [one = '', two = ''] = URLS;
  sets.failed(new URL(one), 0);
  expect([origin(sets, 1), origin(sets, 1)]).toEqual([two, two]);
  sets.failed(new URL(two), 0);
  expect(origin(sets, 4999)).toBeUndefined();
  sets.failed(new URL(two), 5000);
  expect(new Set([origin(sets, 5000), origin(sets, 5000)])).toEqual(new Set([one]));
  sets.answered(new URL(two));
  expect(new Set([origin(sets, 5000), origin(sets, 5000)])).toEqual(new Set(URLS));
});

test('BE7: what steers a till is never asked of a set', () => {
  const sets = told('blue');
  const at = (path: string): string | undefined => sets.next(REGION, 'A', path, 0)?.origin;
  for (const path of [
    '/v1/sync/hello',
    '/v1/sync/changes?cursor=abc&limit=2',
    '/v1/sync/snapshots/flag/s1',
    '/v1/sync/segments/abc',
    '/v1/store/builds/latest.yml?nonce=1',
  ])
    expect([path, at(path)]).toEqual([path, undefined]);
  for (const path of ['/v1/sync/ops', '/v1/store/parked', '/v1/sync/own-ops?from=1'])
    expect(URLS).toContain(at(path));
});

test('BE5: an address that is none is passed over, and the champion asked where no other is there', () => {
  const at = (urls: string[]): string | undefined => {
    const sites = REGION.sites.map((site) => ({ ...site, sets: [{ name: 'blue', urls }] }));
    return told('blue').next({ ...REGION, sites }, 'A', PATH, 0)?.origin;
  };
  expect(at(['https://blue:99999'])).toBeUndefined();
  expect(at(['https://blue:99999', URLS[0] ?? ''])).toBe(URLS[0]);
});

test('BE5, I10: no word makes a till dial what the region file does not name for that site', () => {
  expect(origin(told('green'))).toBeUndefined();
  expect(origin(told('blue'), 0, 'B')).toBeUndefined();
  expect(told('blue').next(REGION, 'A', '/v1/../admin', 0)).toBeUndefined();
  const step = fc.oneof(
    fc.record({ set: fc.constantFrom('blue', 'green', undefined), epoch: fc.nat(20) }),
    fc.record({ fails: fc.nat(1) }),
  );
  fc.assert(
    fc.property(fc.array(step), fc.constantFrom('A', 'B', 'C'), (steps, site) => {
      const sets = new BackEndSets();
      let highest = 0;
      for (const [i, one] of steps.entries()) {
        if ('fails' in one) sets.failed(new URL(URLS[one.fails] ?? ''), i);
        else {
          sets.choose(one);
          // The stamp held never goes back, so no replay brings an older word.
          expect(sets.chosen.epoch).toBeGreaterThanOrEqual(highest);
          highest = sets.chosen.epoch;
        }
        const at = sets.next(REGION, site, PATH, i);
        if (at === undefined) continue;
        expect(site).toBe('A');
        expect(sets.chosen.set).toBe('blue');
        expect(URLS).toContain(at.origin);
      }
    }),
  );
});
