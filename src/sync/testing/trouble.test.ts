import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { nextJob } from '../core/next-job.ts';
import { afterGood } from '../core/site-health.ts';
import {
  newStream,
  newSyncState,
  type Flight,
  type StreamState,
  type Trouble,
} from '../core/sync-state.ts';
import { afterRefusal, afterSilence, linePasses, provingSeq } from '../core/trouble.ts';
import { SCENARIOS } from './scenarios.ts';

const start = { id: 's', headSeq: 9, headOpId: 'x', firstAvailable: 1, released: 0, closed: false };
const state = newSyncState({
  now: 0,
  sites: [
    { id: 'A', required: true },
    { id: 'B', required: true },
  ],
  home: 'A',
  streams: [start],
  met: [],
  settings: DEFAULT_SETTINGS,
  random: () => 0,
});
const stream = newStream(start, DEFAULT_SETTINGS);
const flight = (patch: Partial<Flight> = {}): Flight => ({
  id: 1,
  kind: 'ops',
  site: 'A',
  stream: 's',
  startedAt: 0,
  from: 1,
  form: 'plain',
  again: false,
  parallelProbed: false,
  ...patch,
});
const trouble = (patch: Partial<Trouble>): Trouble => ({
  seq: 1,
  form: 'envelope',
  attempts: 2,
  refusedBy: [],
  reason: 'batch-refused',
  unanswered: {},
  line: 'unknown',
  triedBeyond: 1,
  doubted: 1,
  ...patch,
});

describe('refusal', () => {
  test('SE3 RF1 a refused batch is halved until one op is alone', () => {
    const sizes: number[] = [];
    for (let n = 9; n > 1;) {
      n = afterRefusal(state, { ...stream, batchOps: n }, flight(), 'batch-refused', n).stream
        .batchOps;
      sizes.push(n);
    }
    expect(sizes).toEqual([4, 2, 1]);
  });

  test('RF2 an op one site refused is tried at the other before anything is decided', () => {
    const r = afterRefusal(
      state,
      { ...stream, trouble: trouble({}) },
      flight({ form: 'envelope' }),
      'batch-refused',
      1,
    );
    expect(r).toMatchObject({
      tryOther: true,
      stream: { trouble: { form: 'plain', refusedBy: ['A'] } },
    });
  });

  test('RF3 refused as envelope by every required site, a void stands in', () => {
    const held = { ...stream, trouble: trouble({ refusedBy: ['B'] }) };
    const r = afterRefusal(state, held, flight({ form: 'envelope' }), 'batch-refused', 1);
    expect(r).toMatchObject({ effects: [], stream: { trouble: { form: 'void', seq: 1 } } });
  });

  test('RF5 beyond the cap nothing is voided; people are told and the queue keeps trying', () => {
    const held = {
      ...stream,
      voided: Array.from({ length: DEFAULT_SETTINGS.maxAutomaticVoids }, (_, i) => i + 100),
      trouble: trouble({ refusedBy: ['B'] }),
    };
    const r = afterRefusal(state, held, flight({ form: 'envelope' }), 'batch-refused', 1);
    expect(r.effects.map((e) => e.type === 'alarm' && e.kind)).toEqual(['ops-refused']);
    expect(r).toMatchObject({
      slowLane: true,
      stream: { trouble: { form: 'plain', attempts: 0, refusedBy: [] } },
    });
  });

  test('a server error gets more patience than a refusal', () => {
    const held = { ...stream, trouble: trouble({ form: 'plain', attempts: 3 }) };
    expect(afterRefusal(state, held, flight(), 'server-error', 1).stream.trouble).toMatchObject({
      form: 'plain',
      attempts: 4,
    });
    expect(afterRefusal(state, held, flight(), 'batch-refused', 1).stream.trouble).toMatchObject({
      form: 'envelope',
    });
  });
});

describe('directed stories', () => {
  test.each(Object.entries(SCENARIOS))('%s', (_name, run) => {
    expect(run()).toEqual([]);
  });
});

describe('silence: no word of ours about the ops', () => {
  const told = { at: 5, verdict: 'portal' } as const;
  const spoken = {
    ...state,
    health: Object.fromEntries(
      Object.entries(state.health).map(([id, h]) => [
        id,
        { ...h, lastAnswerAt: 9, lastFailure: told },
      ]),
    ),
  };

  test('RF6 one op alone, unanswered while the site answers hellos: first another op must prove the line', () => {
    let s = { ...stream, batchOps: 1 };
    for (let i = 0; i < 2; i++)
      s = afterSilence(spoken, s, flight({ from: 3 }), 'unavailable', 1).stream;
    expect(s.trouble).toMatchObject({ seq: 3, form: 'plain', line: 'ask', unanswered: { A: 2 } });
    const proven = linePasses(s, flight({ from: 1 }));
    expect(proven.trouble).toMatchObject({ line: 'passes' });
    s = proven;
    for (let i = 0; i < 3; i++)
      s = afterSilence(spoken, s, flight({ from: 3 }), 'unavailable', 1).stream;
    expect(s.trouble).toMatchObject({ seq: 3, form: 'envelope', line: 'passes' });
  });

  test('RF6 where the other op draws silence too it is the line: nothing is held against the op', () => {
    const asked = { ...stream, trouble: trouble({ seq: 3, form: 'plain', line: 'ask' as const }) };
    const r = afterSilence(spoken, asked, flight({ from: 1 }), 'timeout', 1);
    expect(r.stream.trouble).toMatchObject({ seq: 3, line: 'unknown', unanswered: {} });
  });

  test('RF6 a site that answers nothing at all proves nothing about an op', () => {
    const r = afterSilence(state, stream, flight(), 'timeout', 1);
    expect(r.stream.trouble).toBeUndefined();
  });

  test('RF6 a silent batch is halved, and a silent void is only waited for', () => {
    expect(afterSilence(spoken, stream, flight(), 'portal', 8).stream.batchOps).toBe(4);
    const held = { ...stream, trouble: trouble({ form: 'void' }) };
    expect(afterSilence(spoken, held, flight({ form: 'void' }), 'portal', 1).stream).toEqual(held);
  });
});

describe('RF8: behind a hole', () => {
  const evidence = {
    incarnation: 'A-1',
    contiguous: 3,
    opId: 'x',
    onChain: true,
    recovering: false,
    receivedMax: 9,
    want: [[4, 4]],
    source: 'direct',
    at: 0,
    movedAt: 0,
  } as const;
  const up = {
    ...state,
    health: Object.fromEntries(
      Object.entries(state.health).map(([id, h]) => [id, afterGood(h, 1, 5, DEFAULT_SETTINGS)]),
    ),
  };
  const job = (s: StreamState) => nextJob(up, s, { now: 10, random: () => 0 });
  const refusedAt4 = trouble({ seq: 4, form: 'plain', refusedBy: ['A'], triedBeyond: 4 });
  const there = { ...stream, evidence: { A: evidence } };

  test('every op goes there once, whatever the site says it holds: that may be of another branch', () => {
    const s = { ...there, trouble: refusedAt4 };
    expect(job(s)).toMatchObject({ from: 5, form: 'plain' });
    expect(job({ ...s, triedAt: { A: 7 } })).toMatchObject({ from: 8 });
    expect(job({ ...s, triedAt: { A: 9 } })).toBeUndefined();
    const wants = {
      ...s,
      evidence: {
        A: {
          ...evidence,
          want: [
            [4, 4],
            [6, 6],
          ] as const,
        },
      },
    };
    expect(job({ ...wants, triedAt: { A: 9 } })).toMatchObject({ from: 6, maxOps: 1 });
  });

  test('a branch of which we hold nothing at the hole goes on from where it was, not from its start', () => {
    const branch = { ...there, firstAvailable: 6, closed: true };
    expect(job(branch)).toMatchObject({ from: 6 });
    expect(job({ ...branch, blind: { A: 8 } })).toMatchObject({ from: 8 });
    expect(job({ ...branch, blind: { A: 10 } })).toBeUndefined();
  });

  test('an op set aside goes as its void on another pass, and nothing is sent across it', () => {
    const s = { ...there, evidence: { A: { ...evidence, contiguous: 1 } }, voided: [4] };
    expect(job(s)).toMatchObject({ from: 2, form: 'plain', maxOps: 2 });
    expect(job({ ...there, voided: [4] })).toMatchObject({ from: 4, form: 'void', maxOps: 1 });
  });
});

describe('RF9: what a person sent again, and what proves a line', () => {
  const told = { at: 5, verdict: 'portal' } as const;
  const spoken = {
    ...state,
    health: Object.fromEntries(
      Object.entries(state.health).map(([id, h]) => [
        id,
        { ...h, lastAnswerAt: 9, lastFailure: told },
      ]),
    ),
  };

  test('sent again and silent for ever it stays parked after five tries; a line that is down takes none off', () => {
    const again = flight({ from: 4, again: true });
    let s = { ...stream, again: [{ seq: 4, takenBy: [] }] } as StreamState;
    for (let i = 0; i < 20; i++) s = afterSilence(state, s, again, 'timeout', 1).stream;
    expect(s.again).toHaveLength(1);
    for (let i = 0; i < 4; i++) s = afterSilence(spoken, s, again, 'portal', 1).stream;
    expect(s.again).toMatchObject([{ seq: 4, silent: 4 }]);
    expect(afterSilence(spoken, s, again, 'portal', 1).stream.again).toEqual([]);
  });

  test('an op that is set aside proves no line: the oldest one that was taken as itself is asked', () => {
    expect(provingSeq({ firstAvailable: 1, voided: [1, 2] }, 5)).toBe(3);
    expect(provingSeq({ firstAvailable: 1, voided: [1, 2] }, 3)).toBeUndefined();
    const s = { ...stream, voided: [1], trouble: trouble({ seq: 5, line: 'ask' }) };
    expect(linePasses(s, flight({ from: 2 })).trouble).toMatchObject({ line: 'passes' });
    expect(linePasses(s, flight({ from: 1 })).trouble).toMatchObject({ line: 'ask' });
  });
});
