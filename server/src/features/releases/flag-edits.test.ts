import { describe, expect, test } from 'vitest';
import { composeRelease } from '../../../../src/domain/release/compose-release.ts';
import { release, TestHistory } from '../../../../src/domain/release/testing-release.ts';
import { flagEdits, flagStates, type FlagRows } from './flag-edits.ts';

const KEY = 'sell-quick-cash';
const BEFORE = '{"state":"DISABLED","variants":{"on":true,"off":false},"defaultVariant":"off"}';
const KILLED = '{"state":"DISABLED","variants":{"on":true,"off":false},"defaultVariant":"on"}';

const history = () =>
  new TestHistory().add('created', { spec: release() }).add('started', {
    stage: 0,
    stores: ['0417'],
    flags_before: [{ key: KEY, v: BEFORE }],
    hlc: 10,
  });
const stateOf = (h: TestHistory) => {
  const state = composeRelease(h.rows);
  if (state === undefined) throw new Error('no release');
  return state;
};
/** Rows of the flag, newest first, as `[value, stamp, site, author]`. */
const rows = (...all: [string | null, number, string?, string?][]): FlagRows =>
  new Map([[KEY, all.map(([v, hlc, o = 'A', author = 'anna']) => ({ v, hlc, o, author }))]]);
const won = (v: string | null, hlc = 1): FlagRows => rows([v, hlc]);
const wanted = (h: TestHistory, winners = won(BEFORE)) => flagEdits(stateOf(h), winners)[0]?.v;

describe('flags of a release (REL10, REL11)', () => {
  test('REL10 the rule names the share as a literal, in the three-argument form', () => {
    expect(JSON.parse(wanted(history()) ?? '')).toEqual({
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: null,
      targeting: { if: [{ '<': [0, { var: 'pilot.r1' }, 0.1] }, 'on', null] },
      metadata: { release: 'r1' },
    });
  });
  test('REL10 a flag that already says so is written no second time; a wider stage is', () => {
    const first = wanted(history()) ?? '';
    expect(flagEdits(stateOf(history()), won(first, 10))).toEqual([]);
    const wider = wanted(history().add('widened', { stage: 1 }), won(first, 10));
    expect(wider).toContain('0.25');
  });
  test('REL11 a roll-back writes exactly the bytes that were before', () => {
    const published = wanted(history()) ?? '';
    const back = history().add('rolled-back');
    expect(wanted(back, won(published, 10))).toBe(BEFORE);
    expect(wanted(back, won(BEFORE, 12))).toBeUndefined();
  });
  test('REL10 what somebody wrote by hand since stays: no clock undoes a kill switch', () => {
    const h = history().add('widened', { stage: 1 });
    expect(wanted(h, won(KILLED, 11))).toBeUndefined();
    expect(flagStates(stateOf(h), won(KILLED, 11))).toMatchObject([
      { isInForce: false, isByHand: true },
    ]);
    // Also where it is the very row of before: whoever wrote it again meant it.
    expect(wanted(h, won(BEFORE, 11))).toBeUndefined();
    expect(wanted(h.add('rolled-back'), won(KILLED, 11))).toBeUndefined();
    const seen = history()
      .add('held')
      .add('resumed', { over: ['11/A'] });
    expect(wanted(seen, won(KILLED, 11))).toContain('0.1');
    const other = history()
      .add('held')
      .add('resumed', { over: ['9/B'] });
    expect(flagEdits(stateOf(other), won(KILLED, 11))).toEqual([]);
  });
  test('REL10 before the start nothing is written', () => {
    const h = new TestHistory().add('created', { spec: release() });
    expect(flagEdits(stateOf(h), won(BEFORE))).toEqual([]);
  });
  test('REL10 a kill switch that a step at the other site wrote over unseen is written again, and its base is named', () => {
    const first = wanted(history()) ?? '';
    const wide = history().add('widened', { stage: 1, hlc: 12 });
    const wider = wanted(wide, won(first, 10)) ?? '';
    expect(wider).toContain('0.25');
    const lost = rows([wider, 12], [KILLED, 11, 'B'], [first, 10], [BEFORE, 1]);
    expect(flagEdits(stateOf(wide), lost)).toEqual([
      { ds: 'flag', k: KEY, op: 'put', v: KILLED, base_hlc: 12 },
    ]);
    const again = rows([KILLED, 13, 'A', 'machine'], [wider, 12], [KILLED, 11, 'B'], [first, 10]);
    expect(flagEdits(stateOf(wide), again)).toEqual([]);
    // Also over a roll-back; not over a resume that knew of it, nor where a person gave the flag back.
    const back = history().add('rolled-back', { hlc: 12 });
    expect(wanted(back, rows([BEFORE, 12], [KILLED, 11, 'B'], [first, 10]))).toBe(KILLED);
    const resumed = wide.add('held', { hlc: 14 }).add('resumed', { hlc: 15, over: ['11/B'] });
    expect(flagEdits(stateOf(resumed), lost)).toEqual([]);
    const given = rows([first, 12, 'A', 'ben'], [KILLED, 11, 'B'], [first, 10]);
    expect(flagStates(stateOf(history()), given)).toMatchObject([
      { isInForce: true, isByHand: false },
    ]);
  });
  test('REL10 the rule of another release is left to it: two releases never write in turns', () => {
    const theirs = '{"state":"ENABLED","variants":{},"metadata":{"release":"r2"}}';
    const first = wanted(history()) ?? '';
    const mended = rows([first, 12, 'A', 'machine'], [theirs, 11, 'B'], [first, 10]);
    expect(flagEdits(stateOf(history()), mended)).toEqual([]);
    expect(flagEdits(stateOf(history()), rows([theirs, 11, 'B'], [first, 10]))).toEqual([]);
  });
  for (const narrow of ['rolled-back', 'held'] as const)
    test(`REL11 a start beside a step ${narrow}: its published share is taken from the flag again`, () => {
      const started = {
        stage: 0,
        stores: ['0417'],
        flags_before: [{ key: KEY, v: BEFORE }],
        hlc: 10,
      };
      const base = new TestHistory().add('created', { spec: release({ start_at_ms: 5 }) });
      const a = new TestHistory('A', base.rows).add('started', started);
      const b = new TestHistory('B', base.rows).add(narrow, { hlc: 11 });
      const both = new TestHistory('A', [...a.rows, ...b.rows.slice(1)]);
      const published = wanted(history()) ?? '';
      expect(stateOf(both)).toMatchObject({ started: undefined, percent: 0 });
      expect(wanted(both, won(published, 10))).toBe(BEFORE);
      if (narrow === 'rolled-back') return;
      // Resumed and started again, it goes out again, and what the machine put back is no hand's.
      both.add('resumed', { hlc: 12 });
      both.add('started', { ...started, hlc: 14 });
      const mended = rows([BEFORE, 13, 'B', 'machine'], [published, 10], [BEFORE, 1]);
      expect(wanted(both, mended)).toBe(published);
      expect(wanted(both.add('rolled-back'), won(published, 14))).toBe(BEFORE);
    });
});
