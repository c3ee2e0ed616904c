import { describe, expect, test } from 'vitest';
import { composeRelease } from './compose-release.ts';
import { decideAction, type ActionAsk, type Standing } from './decide-action.ts';
import { isStepped, machineStep } from './machine-step.ts';
import { nextStepWords, refusalWords } from './release-words.ts';
import { isInAudience, releaseFault } from './release.ts';
import { release, stage, TestHistory } from './testing-release.ts';

const HOUR = 3_600_000;
const well: Standing = {
  nowMs: 10 * HOUR,
  sales: 1000,
  isOfficeHours: true,
  missing: [],
  guards: 'well',
};
const stateOf = (h: TestHistory) => {
  const state = composeRelease(h.rows);
  if (state === undefined) throw new Error('no release');
  return state;
};
const when = (ms: number): string => `${ms / HOUR} o'clock`;
const created = (over = {}) => new TestHistory().add('created', { spec: release(over) });
const begun = (over = {}) => created(over).add('started', { stage: 0, at_ms: 0 });
const decide = (h: TestHistory, ask: Partial<ActionAsk>, at: Partial<Standing> = {}) => {
  const full: ActionAsk = { action: 'widen', by: 'person', who: 'anna', ...ask };
  const decided = decideAction(stateOf(h), full, { ...well, ...at });
  return decided.ok ? decided.value : decided.error.why;
};

describe('what may be done to a release (REL4)', () => {
  test('REL4 start, widen stage by stage, done at the last; before and after are told', () => {
    const h = created();
    expect(decide(h, { action: 'start' })).toEqual({
      kind: 'started',
      stage: 0,
      before: 0,
      after: 10,
    });
    h.add('started', { stage: 0 });
    expect(decide(h, {})).toEqual({ kind: 'widened', stage: 1, before: 10, after: 25 });
    expect(decide(h, { action: 'finish' })).toBe('no-stage');
    h.add('widened', { stage: 3 });
    expect(decide(h, {})).toBe('no-stage');
    expect(decide(h, { action: 'finish' })).toEqual({ kind: 'done', before: 100, after: 100 });
    expect(decide(h.add('done'), { action: 'rollback' })).toMatchObject({ after: 0 });
    expect(decide(h.add('rolled-back'), { action: 'start' })).toBe('status');
  });
  test('REL4 a stage is left after its soak and its sales, and not while a guard says no', () => {
    const stages = [stage(10, { min_soak_ms: 5 * HOUR, min_sales: 100 }), stage(100)];
    expect(decide(begun({ stages }), {}, { nowMs: 5 * HOUR - 1 })).toBe('soak');
    expect(decide(begun({ stages }), {}, { nowMs: 5 * HOUR, sales: 99 })).toBe('sales');
    expect(decide(begun({ stages }), {}, { guards: 'hold' })).toBe('guards');
    expect(decide(begun({ stages }), {}, { nowMs: 5 * HOUR, sales: 100 })).toMatchObject({
      after: 100,
    });
  });
  test('REL4, peers-54 a stage of business hours begins only while people can watch', () => {
    const stages = [stage(10), stage(50, { business_hours: true })];
    expect(decide(begun({ stages }), {}, { isOfficeHours: false })).toBe('hours');
    expect(decide(begun({ stages }), {})).toMatchObject({ after: 50 });
  });
  test('REL5 a stage that asks for it wants a yes of somebody else, for that very stage', () => {
    const stages = [stage(10), stage(50, { needs_approval: true })];
    const h = begun({ stages });
    expect(decide(h, {})).toBe('approval');
    h.add('approved', { stage: 1, who: 'anna' });
    expect(decide(h, { who: 'anna' })).toBe('approval');
    h.add('approved', { stage: 0, who: 'ben' });
    expect(decide(h, { who: 'anna' })).toBe('approval');
    h.add('approved', { stage: 1, who: 'ben' });
    expect(decide(h, { who: 'anna' })).toMatchObject({ after: 50 });
  });
  test('REL5 force goes over soak and guards, by two people, never by the machine, never back', () => {
    const h = begun({ stages: [stage(10, { min_soak_ms: 99 * HOUR }), stage(50), stage(100)] });
    const ask = { action: 'force', stage: 2, who: 'anna' } as const;
    expect(decide(h, ask)).toBe('approval');
    h.add('approved', { stage: 2, who: 'ben' });
    expect(decide(h, ask, { guards: 'hold' })).toMatchObject({ kind: 'forced', after: 100 });
    expect(decide(h, { ...ask, who: 'ben' })).toBe('approval');
    expect(decide(h, { ...ask, by: 'machine' })).toBe('approval');
    expect(decide(h, { ...ask, stage: 0 })).toBe('no-stage');
  });
  test('REL4 it waits for its prerequisites, and a hold stops it until it is resumed', () => {
    expect(decide(created(), { action: 'start' }, { missing: ['r0'] })).toBe('prerequisites');
    const h = begun().add('held');
    expect(decide(h, {})).toBe('status');
    expect(decide(h, { action: 'hold' })).toBe('status');
    expect(decide(h, { action: 'resume' })).toMatchObject({ kind: 'resumed', after: 10 });
    expect(decide(h, { action: 'rollback' })).toMatchObject({ kind: 'rolled-back', after: 0 });
  });
});

describe('what the machine does by itself (REL6)', () => {
  const step = (h: TestHistory, at: Partial<Standing> = {}) =>
    machineStep(stateOf(h), { ...well, ...at })?.action;
  test('REL6 starts at its time, widens where a stage says so, and calls it done', () => {
    expect(step(created({ start_at_ms: 11 * HOUR }))).toBeUndefined();
    expect(step(created({ start_at_ms: 10 * HOUR }))).toBe('start');
    expect(step(begun())).toBeUndefined();
    const stages = [stage(10, { min_soak_ms: HOUR }), stage(100, { advance: 'time' })];
    expect(step(begun({ stages }), { nowMs: HOUR - 1 })).toBeUndefined();
    expect(step(begun({ stages }), { nowMs: HOUR, guards: 'unsure' })).toBe('widen');
    expect(step(begun({ stages }).add('widened', { stage: 1 }))).toBe('finish');
  });
  test('REL9 nobody starts what wants a flag that follows another release, the clock neither', () => {
    const taken = { key: 'sell-quick-cash', release: 'r2' };
    expect(step(created({ start_at_ms: HOUR }), { taken })).toBeUndefined();
    expect(decide(created(), { action: 'start' }, { taken })).toBe('taken');
    expect(step(begun(), { taken, guards: 'rollback' })).toBe('rollback');
  });
  test('REL6 by guards only where they are well; too little measured is not well', () => {
    const stages = [stage(10), stage(100, { advance: 'guards' })];
    expect(step(begun({ stages }), { guards: 'unsure' })).toBeUndefined();
    expect(step(begun({ stages }))).toBe('widen');
  });
  test('REL7 a hard limit takes it back, also while it is held; a drift holds; both only narrow', () => {
    expect(step(begun(), { guards: 'rollback' })).toBe('rollback');
    expect(step(begun().add('held'), { guards: 'rollback' })).toBe('rollback');
    expect(step(begun(), { guards: 'hold' })).toBe('hold');
    expect(step(begun().add('held'), { guards: 'hold' })).toBeUndefined();
    expect(step(begun().add('rolled-back'), { guards: 'rollback' })).toBeUndefined();
    expect(step(created(), { guards: 'rollback' })).toBeUndefined();
  });
  test('CAN3 a canary that is done is taken back for harm, and for nothing else; what else is done stays', () => {
    const done = (over = {}) => begun(over).add('widened', { stage: 3 }).add('done');
    const canary = { kind: 'backend', compatible: true, site: 'A', cutoff_ms: HOUR } as const;
    expect(isStepped(stateOf(done(canary)))).toBe(true);
    expect(step(done(canary), { guards: 'rollback' })).toBe('rollback');
    expect(step(done(canary), { guards: 'hold' })).toBeUndefined();
    expect(step(done(canary))).toBeUndefined();
    expect(isStepped(stateOf(done()))).toBe(false);
    expect(step(done(), { guards: 'rollback' })).toBeUndefined();
    expect(isStepped(stateOf(done(canary).add('rolled-back')))).toBe(false);
  });
  test('REL6 what is not done by its cut-off is taken back, what is done stays', () => {
    const cut = { cutoff_ms: 10 * HOUR };
    expect(step(begun(cut), { nowMs: 10 * HOUR - 1 })).toBeUndefined();
    expect(step(begun(cut))).toBe('rollback');
    expect(step(begun(cut).add('widened', { stage: 3 }).add('done'))).toBeUndefined();
  });
});

describe('what a release says of itself (REL8)', () => {
  test('REL8 the next step in words: who takes it, and what it waits for', () => {
    const words = (h: TestHistory, at: Partial<Standing> = {}) =>
      nextStepWords(stateOf(h), { ...well, ...at }, when);
    const stages = [stage(10, { min_soak_ms: 11 * HOUR }), stage(100, { advance: 'guards' })];
    expect(words(created())).toBe('A person starts it.');
    expect(words(created({ start_at_ms: HOUR }))).toBe("It starts by itself at 1 o'clock.");
    expect(words(begun({ stages }))).toBe(
      "The clock widens it to 100 %, once it can: its stage must soak until 11 o'clock.",
    );
    expect(words(begun().add('held', { why: 'slow' }))).toBe(
      'It is held: slow. A person resumes it or rolls it back.',
    );
    expect(words(begun().add('widened', { stage: 3 }))).toBe('A person calls it done.');
    expect(words(begun().add('rolled-back'))).toBe('Nothing: it was taken back.');
  });
  test('REL8 every refusal has words', () => {
    const all = [
      { why: 'status', status: 'paused' },
      { why: 'no-stage' },
      { why: 'approval', stage: 1 },
      { why: 'soak', untilMs: 0 },
      { why: 'sales', missing: 3 },
      { why: 'hours' },
      { why: 'guards' },
      { why: 'taken', key: 'x', release: 'r2' },
      { why: 'prerequisites', missing: ['a', 'b'] },
    ] as const;
    expect(new Set(all.map((one) => refusalWords(one, when))).size).toBe(all.length);
  });
  test('REL9 a release that does not fit together is told', () => {
    expect(releaseFault(release())).toBeUndefined();
    const wrong = [
      { id: 'R.1' },
      { stages: [] },
      { stages: [stage(50), stage(25)] },
      { stages: [stage(101)] },
      { flags: [] },
      { kind: 'build' as const },
      { prerequisites: ['r1'] },
      { flags: [0, 1].map(() => ({ key: 'x', variant: 'on' })) },
      { guards: [{ metric: 'parked-ops' as const }, { metric: 'parked-ops' as const }] },
    ];
    for (const over of wrong) expect(releaseFault(release(over))).toBeTypeOf('string');
  });
  test('REL9 an audience narrows by stores, groups and formats; absent, it is the region', () => {
    const store = { store: '0417', groups: ['north'], format: 'city' };
    expect(isInAudience({}, store)).toBe(true);
    expect(isInAudience({ stores: ['0418'] }, store)).toBe(false);
    expect(isInAudience({ groups: ['north', 'south'] }, store)).toBe(true);
    expect(isInAudience({ groups: ['south'] }, store)).toBe(false);
    expect(isInAudience({ formats: ['city'], groups: ['north'] }, store)).toBe(true);
    expect(isInAudience({ formats: ['city'] }, { store: '0417' })).toBe(false);
  });
});
