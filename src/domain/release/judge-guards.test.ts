import { describe, expect, test } from 'vitest';
import { GUARD_DEFAULTS, guardsOf } from './guard-defaults.ts';
import { judgeGuard, overall, type StoreHealth } from './judge-guards.ts';
import type { GuardMetric } from './release.ts';

const store = (over: Partial<StoreHealth> = {}): StoreHealth => ({
  store: '0417',
  starts: 0,
  crashes: 0,
  sales: 0,
  failed_sales: 0,
  card_tries: 0,
  declined: 0,
  scans: [],
  oldest_ms: 0,
  parked: 0,
  set_asked: 0,
  fell_back: 0,
  ...over,
});
const many = (n: number, over: Partial<StoreHealth>) =>
  Array.from({ length: n }, () => store(over));
const judge = (
  metric: GuardMetric,
  pilot: readonly StoreHealth[],
  control?: readonly StoreHealth[],
) => judgeGuard(GUARD_DEFAULTS[metric], pilot, control).verdict;

describe('guards of a release (REL7)', () => {
  const sold = (sales: number, failed: number) => [store({ sales, failed_sales: failed })];
  test('REL7 too few samples decide nothing, however bad they look', () => {
    expect(judge('failed-sales', sold(0, 49), sold(1000, 0))).toBe('unsure');
    expect(judge('failed-sales', sold(0, 50), sold(1000, 0))).toBe('rollback');
    expect(judge('failed-sales', sold(100, 0), sold(49, 0))).toBe('unsure');
  });
  test('REL7 equal is well, a drift holds, and only in the bad direction', () => {
    expect(judge('failed-sales', sold(990, 10), sold(9900, 100))).toBe('well');
    expect(judge('failed-sales', sold(970, 30), sold(990, 10))).toBe('hold');
    expect(judge('failed-sales', sold(1000, 0), sold(960, 40))).toBe('well');
  });
  test('REL7 a hard limit takes back, also without a control; not where the control is as bad', () => {
    expect(judge('failed-sales', sold(90, 10), sold(1000, 0))).toBe('rollback');
    expect(judge('failed-sales', sold(90, 10), [])).toBe('rollback');
    expect(judge('failed-sales', sold(90, 10))).toBe('rollback');
    expect(judge('failed-sales', sold(90, 10), sold(90, 10))).toBe('hold');
  });
  test('REL7 a control that is missing leaves it unsure; where all have it, there is none to ask', () => {
    expect(judge('failed-sales', sold(1000, 0), [])).toBe('unsure');
    expect(judge('failed-sales', sold(1000, 0))).toBe('well');
  });
  test('REL7 each metric has its own figure', () => {
    const starts = (n: number, crashes: number) => [store({ starts: n, crashes })];
    expect(judge('crash-free-starts', starts(10, 3), starts(10, 0))).toBe('rollback');
    expect(judge('crash-free-starts', starts(20, 2), starts(20, 0))).toBe('hold');
    const cards = (n: number, declined: number) => [store({ card_tries: n, declined })];
    expect(judge('declined-payments', cards(100, 51), cards(100, 1))).toBe('rollback');
    expect(judge('declined-payments', cards(100, 15), cards(100, 1))).toBe('hold');
    expect(judge('parked-ops', many(4, { parked: 4 }), many(4, {}))).toBe('rollback');
    expect(judge('parked-ops', many(4, { parked: 1 }), many(4, {}))).toBe('hold');
    const scans = (slow: number) => [store({ scans: [0, 300, 0, 0, 0, slow] })];
    expect(judge('scan-to-line', scans(0), scans(0))).toBe('well');
    expect(judge('scan-to-line', scans(30), scans(0))).toBe('hold');
    const verySlow = [store({ scans: [0, 300, 0, 0, 0, 0, 0, 0, 30] })];
    expect(judge('scan-to-line', verySlow, scans(0))).toBe('rollback');
  });
  test('REL7, BE8 how often the champion answered for a set needs no control: who is at the champion cannot fall back', () => {
    const asked = (n: number, fell: number) => many(4, { set_asked: n, fell_back: fell });
    const others = many(36, { sales: 100 });
    expect(judge('fell-back', asked(9, 9), others)).toBe('unsure');
    expect(judge('fell-back', asked(10, 10), others)).toBe('rollback');
    expect(judge('fell-back', asked(100, 11), others)).toBe('rollback');
    expect(judge('fell-back', asked(100, 5), others)).toBe('hold');
    expect(judge('fell-back', asked(100, 2), others)).toBe('well');
    expect(judge('fell-back', asked(100, 50))).toBe('rollback');
    // One store whose own way to the set is broken only holds.
    const [first, ...rest] = asked(100, 0);
    expect(judge('fell-back', [{ ...(first ?? store()), fell_back: 100 }, ...rest], others)).toBe(
      'hold',
    );
    // A drift holds at the last stage too, where everybody has it.
    expect(judge('fell-back', asked(100, 5))).toBe('hold');
    expect(judge('fell-back', asked(100, 2))).toBe('well');
    // Another set that stores of the control use, or used a moment ago, is no measure of this one.
    const other = (n: number, fell: number) => [
      ...others,
      store({ set_asked: n, fell_back: fell }),
    ];
    expect(judge('fell-back', asked(100, 5), other(1, 0))).toBe('hold');
    expect(judge('fell-back', asked(100, 90), other(60, 30))).toBe('rollback');
    // A release that is no back end is not judged by somebody else's.
    const names = (kind: 'flags' | 'build' | 'backend') =>
      guardsOf([], kind).map(({ metric }) => metric);
    expect(names('backend')).toContain('fell-back');
    expect([...names('flags'), ...names('build')]).not.toContain('fell-back');
  });
  test('REL7 one store whose line is down all day does not speak for the pilot', () => {
    const away = store({ oldest_ms: 24 * 3_600_000 });
    expect(judge('backlog-age', [away, store(), store()], many(3, {}))).toBe('well');
    expect(judge('backlog-age', [away, away, store()], many(3, {}))).toBe('rollback');
  });
  test('REL7 one store of several only holds, however bad; two of them, or all without the worst, take back', () => {
    const fine = {
      starts: 5,
      sales: 25,
      card_tries: 20,
      declined: 1,
      scans: [300, 0, 0, 0, 0, 0, 0, 0, 0],
    };
    const verdict = (...bad: Partial<StoreHealth>[]) => {
      const pilot = [
        ...bad.map((over) => store({ ...fine, ...over })),
        ...many(4 - bad.length, fine),
      ];
      return overall(
        guardsOf([], 'flags').map((guard) => judgeGuard(guard, pilot, many(36, fine))),
      );
    };
    const worst = [
      { card_tries: 80, declined: 78 },
      { sales: 0, failed_sales: 90 },
      { starts: 8, crashes: 6 },
      { parked: 13 },
    ];
    expect(verdict()).toBe('well');
    for (const over of worst) {
      expect(verdict(over)).toBe('hold');
      expect(verdict(over, over)).toBe('rollback');
    }
    const one = [store({ starts: 20, crashes: 15 })];
    expect(judge('crash-free-starts', one, many(9, fine))).toBe('rollback');
    // Each too small to speak for itself, all but any one of them beyond.
    const small = many(20, { starts: 1, crashes: 1 }).slice(0, 12);
    expect(judge('crash-free-starts', small, many(9, fine))).toBe('rollback');
  });
  test('REL7 the worst guard speaks for all; where nothing was measured nobody says it is well', () => {
    const findings = (pilot: readonly StoreHealth[], control: readonly StoreHealth[]) =>
      overall(guardsOf([], 'flags').map((guard) => judgeGuard(guard, pilot, control)));
    expect(findings([], [])).toBe('unsure');
    const fine = { starts: 9, sales: 50, scans: [0, 100] };
    expect(findings(many(3, fine), many(3, fine))).toBe('well');
    expect(findings(many(3, { ...fine, failed_sales: 2 }), many(3, fine))).toBe('hold');
    expect(findings(many(3, { ...fine, crashes: 9 }), many(3, fine))).toBe('rollback');
  });
  test('REL7 a release says otherwise than the defaults, metric by metric', () => {
    const [guard] = guardsOf([{ metric: 'parked-ops', hard: 1, min_samples: 1 }], 'flags');
    expect(guard).toEqual({ ...GUARD_DEFAULTS['parked-ops'], hard: 1, min_samples: 1 });
    expect(guardsOf([], 'flags')).toHaveLength(6);
  });
});
