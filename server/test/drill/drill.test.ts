import { expect, test } from 'vitest';
import { endOf, startNpmScript } from '../run-npm-script.ts';
import { countLoss, judgeDrill, type DrillReport } from './judge-drill.ts';

const GOOD: DrillReport = {
  tills: 2,
  opsSold: 2,
  opsSoldMeanwhile: 1,
  backupMs: 1,
  longestWaitMs: 1,
  restoredMs: 1,
  takesSalesMs: 1,
  releasesMs: 1,
  levelMs: 1,
  lost: [],
  missing: { A: [], B: [] },
  differences: [],
  unreleased: 0,
};

test('DR1 a lost op, one that only one site holds, or a drill without sales fails', () => {
  expect(judgeDrill(GOOD)).toEqual([]);
  const held = { A: new Set(['x']), B: new Set(['x', 'y']) };
  expect(countLoss(['x', 'y', 'z'], held)).toEqual({
    lost: ['z'],
    missing: { A: ['y', 'z'], B: ['z'] },
  });
  expect(judgeDrill({ ...GOOD, ...countLoss(['y', 'z'], held) })).toEqual([
    '1 ops are lost',
    'site A lacks 2 ops',
    'site B lacks 1 ops',
  ]);
  expect(judgeDrill({ ...GOOD, opsSoldMeanwhile: 0 })).toHaveLength(1);
  expect(judgeDrill({ ...GOOD, unreleased: 3 })).toEqual(['tills still keep 3 ops']);
  expect(judgeDrill({ ...GOOD, differences: ['stream s'] })).toEqual(['stream s']);
});

test(
  'DR2 a site destroyed and restored under load loses nothing: the command says so',
  { timeout: 180_000 },
  async () => {
    const end = await endOf(startNpmScript('drill', ['--tills', '2', '--seconds', '0.5'], {}));
    expect([end.code, end.output]).toEqual([
      0,
      expect.stringMatching(/sold +\d+ ops at 2 tills[^]*lost +0\ndrill passed/),
    ]);
  },
);
