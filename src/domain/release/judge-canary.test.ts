import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CANARY_LIMITS, judgeCanary, type CanaryLook, type Counted } from './judge-canary.ts';

const counted = (requests: number, failed = 0, meanMs = 10, refused = 0): Counted => ({
  requests,
  failed,
  refused,
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

test('CAN3: a canary that refuses more than the champion with 4xx is taken back', () => {
  const refusing = (mine: number, theirs: number) =>
    after(counted(500, 0, 10, mine), counted(5000, 0, 10, theirs));
  expect(refusing(500, 5)).toEqual({
    verdict: 'rollback',
    why: 'the canary refused 100 % of its requests, the champion 0.1 %',
  });
  expect(refusing(7, 0).verdict).toBe('well');
  expect(refusing(8, 0).verdict).toBe('rollback');
  // A till that nobody knows any more is refused by both.
  expect(refusing(100, 1000).verdict).toBe('well');
});

test('CAN3: tills that nobody knows any more take no canary back, however the lot draws their requests', () => {
  const drawn = (mine: number) =>
    after(counted(100, 0, 10, mine), counted(5000, 0, 10, 250)).verdict;
  // 5 of 100 are refused everywhere; 19 of a hundred is luck somewhere in a day, 20 is not.
  expect([drawn(5), drawn(19), drawn(20)]).toEqual(['well', 'well', 'rollback']);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
      (percent, lots) => {
        const requests = 400;
        let refused = 0;
        for (let i = 0; i < requests; i += 1)
          if ((lots.next().value ?? 1) < percent / 100) refused += 1;
        const share = refused / requests;
        const [mean, error] = [
          percent / 100,
          Math.sqrt((percent * (100 - percent)) / requests) / 100,
        ];
        // Within the lot's own errors it is never taken back.
        fc.pre(share <= mean + 3 * error);
        const verdict = after(
          counted(requests, 0, 10, refused),
          counted(10_000, 0, 10, percent * 100),
        );
        expect(verdict.verdict).toBe('well');
      },
    ),
    { numRuns: 60 },
  );
});

test('CAN3: what a slow canary before it left in the mean is no word against the next one', () => {
  // 200 ms before; 120 requests of 10 ms since, into a running mean of 1,024.
  let mean = 200;
  for (let i = 0; i < 120; i += 1) mean += (10 - mean) / 1024;
  const left = look(0, counted(5000, 0, 200), counted(9000));
  const now = (meanMs: number, requests = 5120) =>
    judgeCanary([left, look(30_000, counted(requests, 0, meanMs), counted(10_000))]).verdict;
  expect(now(Math.round(mean))).toBe('well');
  // As slow as that one itself; and behind a balancer that began anew.
  expect(now(200)).toBe('rollback');
  expect(now(150, 300)).toBe('rollback');
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

/** The balancer's figures over a time, looked at each second. `shares`: refused of a hundred, by who. */
function day(seed: number, canaryShare: number, shares: { canary: number; champion: number }) {
  const PER_SECOND = 40;
  const next = lot(seed);
  const [canary, champion] = [counted(0), counted(0)].map((one) => ({ ...one }));
  let looks: CanaryLook[] = [];
  return (seconds: number): number | undefined => {
    for (let second = 0; second < seconds; second += 1) {
      for (let i = 0; i < PER_SECOND; i += 1) {
        const [to, part] =
          next() < canaryShare ? [canary, shares.canary] : [champion, shares.champion];
        if (to === undefined) continue;
        to.requests += 1;
        if (next() < part / 100) to.refused += 1;
      }
      const atMs = second * 1000;
      const seen = looks.filter((one) => one.atMs >= atMs - CANARY_LIMITS.windowMs);
      looks = [...seen, look(atMs, { ...canary } as Counted, { ...champion } as Counted)];
      if (judgeCanary(looks).verdict === 'rollback') return second;
    }
    return undefined;
  };
}

/** A lot that falls the same each time (mulberry32). */
function lot(seed: number): () => number {
  let a = seed;
  return () => {
    a = Math.trunc(a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SEEDS = [1, 2, 3, 4];

test.each([
  [0.05, 0.5],
  [0.05, 2],
  [0.05, 5],
  [0.5, 2],
  [0.95, 2],
])(
  'CAN3: a canary with %f of the requests that refuses as the champion, %f of a hundred, is not taken back in a working day',
  (share, percent) => {
    const both = { canary: percent, champion: percent };
    const ends = SEEDS.map((seed) => day(seed, share, both)(8 * 3600));
    expect(ends).toEqual(SEEDS.map(() => undefined));
  },
  120_000,
);

test('CAN3: a canary that refuses a quarter of what the champion takes is taken back within two minutes', () => {
  for (const share of [0.05, 0.5, 0.9])
    for (const seed of SEEDS) {
      const end = day(seed, share, { canary: 27, champion: 2 })(600);
      expect(end).toBeDefined();
      expect(end).toBeLessThan(120);
    }
});

test('CAN3: a canary that has all requests is not judged by refusals: the champion has none to stand beside', () => {
  const alone = (theirs: number, refused: number) =>
    after(counted(3000, 0, 10, 150), counted(theirs, 0, 10, refused)).verdict;
  expect([alone(0, 0), alone(99, 0)]).toEqual(['well', 'well']);
  expect([alone(100, 5), alone(100, 0)]).toEqual(['well', 'well']);
  expect(after(counted(3000, 0, 10, 3000), counted(100, 0, 10, 5)).verdict).toBe('rollback');
  // What it fails is its own, whoever else has none.
  expect(after(counted(3000, 150), counted(0)).verdict).toBe('rollback');
});
