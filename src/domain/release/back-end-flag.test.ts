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
