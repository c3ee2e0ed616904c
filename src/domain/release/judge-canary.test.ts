import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CANARY_LIMITS, judgeCanary, type CanaryLook, type Counted } from './judge-canary.ts';

const counted = (requests: number, failed = 0, meanMs = 10): Counted => ({
  requests,
  failed,
  meanMs,
});
const look = (atMs: number, canary: Counted, champion: Counted, isUp = true): CanaryLook => ({
  atMs,
  isUp,
  canary,
  champion,
});
const begun = look(0, counted(1000, 900), counted(5000, 7));
const after = (canary: Counted, champion: Counted) =>
  judgeCanary([
    begun,
    look(
      10_000,
      { ...canary, requests: 1000 + canary.requests, failed: 900 + canary.failed },
      { ...champion, requests: 5000 + champion.requests, failed: 7 + champion.failed },
    ),
  ]);

test('CAN3: too few requests decide nothing, whatever became of them', () => {
  expect(judgeCanary([])).toEqual({ verdict: 'unsure' });
  expect(after(counted(99, 99), counted(500)).verdict).toBe('unsure');
});

test('CAN3: what was before it was looked at counts for nothing; more failures than the champion take it back', () => {
  expect(after(counted(500), counted(5000)).verdict).toBe('well');
  expect(after(counted(500, 5), counted(5000)).verdict).toBe('well');
  expect(after(counted(500, 6), counted(5000))).toEqual({
    verdict: 'rollback',
    why: 'the canary failed 1.2 % of its requests, the champion 0 %',
  });
  // The database of both is sick: that is no word against the canary.
  expect(after(counted(500, 250), counted(5000, 2500)).verdict).toBe('well');
});

test('CAN3: twice as slow and by more than 50 ms takes it back', () => {
  expect(after(counted(500, 0, 60), counted(5000, 0, 10)).verdict).toBe('well');
  expect(after(counted(500, 0, 61), counted(5000, 0, 10)).verdict).toBe('rollback');
  expect(after(counted(500, 0, 190), counted(5000, 0, 100)).verdict).toBe('well');
});

test('CAN3: a canary that is not there for two seconds is taken back', () => {
  const down = (atMs: number) => look(atMs, counted(1000), counted(5000), false);
  expect(judgeCanary([begun, down(1000)]).verdict).toBe('unsure');
  expect(judgeCanary([begun, down(1000), down(2999)]).verdict).toBe('unsure');
  expect(judgeCanary([begun, down(1000), down(1000 + CANARY_LIMITS.downMs)]).verdict).toBe(
    'rollback',
  );
  const back = look(3500, counted(1000), counted(5000));
  expect(judgeCanary([begun, down(1000), down(3000), back]).verdict).toBe('unsure');
});

test('CAN3: a canary that fails no more often than the champion is never taken back for it, also over a new start of the balancer', () => {
  const counts = fc.tuple(fc.nat(5000), fc.nat(5000));
  fc.assert(
    fc.property(counts, counts, counts, (a, b, failed) => {
      const looks = [
        look(0, counted(a[0], 0), counted(a[1], 0)),
        look(1000, counted(b[0]), counted(b[1], failed[0])),
      ];
      expect(judgeCanary(looks).verdict).not.toBe('rollback');
    }),
  );
});
