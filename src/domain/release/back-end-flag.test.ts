import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBackEnd } from './back-end-flag.ts';
import { releaseFault } from './release.ts';
import { release } from './testing-release.ts';

test('BE1: the flag’s value names the champion, a set, or a set that wants the till drained', () => {
  expect(readBackEnd('champion')).toEqual({ set: undefined, drains: false });
  expect(readBackEnd('blue')).toEqual({ set: 'blue', drains: false });
  expect(readBackEnd('drain:blue')).toEqual({ set: 'blue', drains: true });
  expect(readBackEnd('drain:champion')).toEqual({ set: undefined, drains: false });
});

test('BE1: what is no name of a set is the champion, whatever it is', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { set } = readBackEnd(value);
      if (set === undefined) return;
      expect(String(value).replace('drain:', '')).toBe(set);
      expect(set).toMatch(/^[a-z][a-z0-9-]*$/);
    }),
  );
  for (const value of ['', 'Blue', 'http://elsewhere', 'blue,green', 'drain:', null, true, {}])
    expect(readBackEnd(value).set).toBeUndefined();
});

test('BE1: a release of a back end has the one flag that names it, and no other release has that', () => {
  const flags = [{ key: 'backend-set', variant: 'blue' }];
  expect(releaseFault(release({ kind: 'backend', flags }))).toBeUndefined();
  expect(releaseFault(release({ kind: 'backend' }))).toContain('backend-set');
  expect(releaseFault(release({ kind: 'flags', flags }))).toContain('back end');
  const two = [...flags, { key: 'other', variant: 'on' }];
  expect(releaseFault(release({ kind: 'backend', flags: two }))).toContain('one flag');
  expect(releaseFault(release({ kind: 'backend', flags: [] }))).toContain('at least one');
});

test('CAN1: shares of requests are for a compatible back end with a site, and for nothing of stores', () => {
  const { flags: _none, ...plain } = release({ kind: 'backend' });
  const canary = { ...plain, compatible: true, site: 'A' } as const;
  expect(releaseFault(canary)).toBeUndefined();
  const { compatible: _no, ...unmarked } = canary;
  expect(releaseFault(unmarked)).toContain('breaking changes go by store');
  expect(releaseFault({ ...plain, compatible: true })).toContain('names the site');
  expect(releaseFault({ ...canary, kind: 'flags' })).toContain('only a release of a back end');
  expect(releaseFault({ ...canary, flags: [{ key: 'backend-set', variant: 'blue' }] })).toContain(
    'no flag',
  );
  expect(releaseFault({ ...canary, audience: { stores: ['0417'] } })).toContain('no audience');
  expect(releaseFault({ ...canary, guards: [{ metric: 'failed-sales' }] })).toContain('balancer');
  const [first] = canary.stages;
  if (first === undefined) throw new Error('a stage');
  expect(releaseFault({ ...canary, stages: [{ ...first, min_sales: 1 }] })).toContain('not sales');
});
