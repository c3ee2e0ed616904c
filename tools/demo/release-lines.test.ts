import { expect, test } from 'vitest';
import type { ReleaseView } from '../../src/contracts/release.ts';
import { releaseLines } from './release-lines.ts';

const view = {
  id: 'r1',
  spec: { kind: 'flags' },
  status: 'running',
  percent: 10,
  next: 'A person widens it to 25 %.',
  stores: { audience: 20, admitted: ['0417', '0421'], late: 1, late_admitted: [] },
  flags: [{ key: 'f', variant: 'on', in_force: false }],
  guards: [],
  history: [
    {
      id: 'x',
      kind: 'started',
      by: 'person',
      who: 'anna',
      why: 'trial',
      at_ms: 0,
      before: 0,
      after: 10,
      site: 'A',
      overruled: true,
    },
  ],
} as unknown as ReleaseView;

test('npm run release: where each stands and what comes next; of one alone its stores and steps', () => {
  const head =
    'r1  running  10 %  2 of 20 stores, and 0 of 1 that joined later  f=on (changed by hand)';
  expect(releaseLines([view])).toEqual([
    head,
    '  next: A person widens it to 25 %.',
    '  stores: 0417 0421',
    '  1970-01-01T00:00:00.000Z  started  0 → 10 %  anna at site A: trial (without effect)',
  ]);
  expect(releaseLines([view, view])).toHaveLength(4);
  const build = { ...view, spec: { kind: 'build', build: '0.2.0' }, flags: [] } as unknown;
  expect(releaseLines([build as ReleaseView])[0]).toMatch(/ build 0\.2\.0$/);
  expect(releaseLines([])).toEqual(['no release yet']);
});
