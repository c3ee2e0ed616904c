import { describe, expect, test } from 'vitest';
import { composeRelease } from '../../../../src/domain/release/compose-release.ts';
import { release, TestHistory } from '../../../../src/domain/release/testing-release.ts';
import { flagEdits, flagStates, type FlagWinners } from './flag-edits.ts';

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
const won = (v: string | null, hlc = 1): FlagWinners => new Map([[KEY, { v, hlc, o: 'A' }]]);
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
    expect(flagEdits(stateOf(history()), won(KILLED, 11), true)).toHaveLength(1);
  });
  test('REL10 before the start nothing is written', () => {
    const h = new TestHistory().add('created', { spec: release() });
    expect(flagEdits(stateOf(h), won(BEFORE))).toEqual([]);
  });
});
