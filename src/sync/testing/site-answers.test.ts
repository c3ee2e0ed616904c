import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { afterGood, newSiteHealth } from '../core/site-health.ts';
import type { HelloFacts, SyncEvent } from '../core/sync-events.ts';
import { step } from '../core/step.ts';
import { newSyncState, type SyncState } from '../core/sync-state.ts';
import type { Outcome } from '../core/verdict.ts';

const facts = (site: string): HelloFacts => ({
  incarnation: `${site}-life0001`,
  claims: [
    {
      site,
      incarnation: `${site}-life0001`,
      contiguous: 0,
      opId: 'genesis',
      onChain: true,
      recovering: false,
      receivedMax: 0,
      want: [],
      source: 'direct',
    },
  ],
  status: 'open',
  aheadOfUs: false,
  limits: { maxOps: 200, maxBytes: 1e6 },
  pushAfterMs: 0,
  draining: false,
  changesWaiting: false,
});

/** The loop with one waiting stream, driven by hand. */
class Loop {
  now = 0;
  state: SyncState = newSyncState({
    now: 0,
    sites: [
      { id: 'A', required: true },
      { id: 'B', required: true },
    ],
    home: 'A',
    streams: [
      { id: 's', headSeq: 3, headOpId: 'x', firstAvailable: 1, released: 0, closed: false },
    ],
    met: [],
    settings: DEFAULT_SETTINGS,
    random: () => 0,
  });

  tell(event: SyncEvent, at: number): void {
    this.now = at;
    this.state = step(this.state, event, { now: at, random: () => 0 }).state;
  }

  flight(kind: 'hello' | 'ops', site: string): number {
    const found = this.state.flights.find((f) => f.kind === kind && f.site === site);
    if (found === undefined) throw new Error(`no ${kind} to ${site} is under way`);
    return found.id;
  }

  hello(site: string, at: number, ms: number, flight = this.flight('hello', site)): void {
    const outcome = { kind: 'answer', answer: facts(site), ms } as const;
    this.tell({ type: 'hello-done', flight, outcome }, at);
  }
}

const BAD: [string, Outcome<never>, string, number][] = [
  [
    '429',
    { kind: 'refusal', status: 429, problem: 'overloaded', retryAfterMs: 5000, ms: 5 },
    'healthy',
    5000,
  ],
  ['wrong identity', { kind: 'stranger', why: 'wrong-identity', ms: 5 }, 'quarantined', 300_000],
  ['time-out', { kind: 'failure', failure: 'first-byte-timeout', ms: 5 }, 'open', 3000],
];

test.each(BAD)(
  'EP15 a hello asked before a %s and answered after it lifts no wait',
  (_name, outcome, phase, wait) => {
    const loop = new Loop();
    loop.tell({ type: 'tick' }, 0);
    loop.hello('A', 10, 5);
    loop.tell({ type: 'poked', site: 'A', kind: 'confirmed' }, 20);
    const asked = loop.flight('hello', 'A');
    const sent = { count: 3, bytes: 9 };
    loop.tell({ type: 'ops-done', flight: loop.flight('ops', 'A'), sent, outcome }, 100);
    loop.hello('A', 101, 5, asked);
    expect(loop.state.health['A']).toMatchObject({ phase });
    expect(loop.state.health['A']?.notBefore).toBeGreaterThanOrEqual(100 + wait);
  },
);

test('EP3 a site that cannot even say hello is away: a 500 to hello twice, and the other one is taken', () => {
  const loop = new Loop();
  loop.tell({ type: 'tick' }, 0);
  const outcome: Outcome<never> = {
    kind: 'refusal',
    status: 500,
    problem: 'internal-error',
    retryAfterMs: undefined,
    ms: 5,
  };
  loop.hello('B', 5, 5);
  for (const at of [10, 400]) {
    loop.tell({ type: 'tick' }, at);
    loop.tell({ type: 'hello-done', flight: loop.flight('hello', 'A'), outcome }, at + 1);
  }
  expect(loop.state).toMatchObject({ current: 'B', health: { A: { phase: 'open' } } });
});

/** A site that answered fast for a while and then so slow, so often. */
function slowed(times: number, ms: number) {
  let h = newSiteHealth(0, DEFAULT_SETTINGS);
  for (let i = 0; i < 30; i++) h = afterGood(h, i, 20, DEFAULT_SETTINGS);
  for (let i = 0; i < times; i++) h = afterGood(h, 100 + i, ms, DEFAULT_SETTINGS);
  return h;
}

test('EP14 a brownout: far slower than it used to be, three times, and the other twice as fast', () => {
  const loop = new Loop();
  loop.tell({ type: 'tick' }, 0);
  loop.hello('B', 5, 30);
  const browned = slowed(12, 4000);
  expect(browned.slowInRow).toBeGreaterThanOrEqual(3);
  const health = { ...loop.state.health, A: browned };
  loop.state = { ...loop.state, health };
  loop.tell({ type: 'tick' }, 200);
  expect(loop.state.switches).toMatchObject([{ from: 'A', to: 'B', reason: 'slow' }]);
});

test('EP14 slow lines are no brownout: a site that always was slow, or no faster one, is stayed with', () => {
  let always = newSiteHealth(0, DEFAULT_SETTINGS);
  for (let i = 0; i < 40; i++) always = afterGood(always, i, 3000, DEFAULT_SETTINGS);
  expect(always.slowInRow).toBe(0);
  const loop = new Loop();
  loop.tell({ type: 'tick' }, 0);
  loop.hello('B', 5, 2500);
  loop.state = { ...loop.state, health: { ...loop.state.health, A: slowed(12, 4000) } };
  loop.tell({ type: 'tick' }, 200);
  expect(loop.state).toMatchObject({ current: 'A', switches: [] });
});

test('I13 the bucket that limits retries is refilled by batches that were taken, not by hellos', () => {
  const loop = new Loop();
  loop.tell({ type: 'tick' }, 0);
  loop.state = { ...loop.state, bucket: 3 };
  loop.hello('A', 10, 5);
  expect(loop.state.bucket).toBe(3);
});
