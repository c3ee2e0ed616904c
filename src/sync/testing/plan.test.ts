import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wakeAt } from '../core/plan.ts';
import { DEFAULT_SETTINGS as S } from '../core/settings.ts';
import { afterFailure, afterGood, firstByteDeadline, newSiteHealth } from '../core/site-health.ts';
import { step } from '../core/step.ts';
import { newSyncState, type SyncState } from '../core/sync-state.ts';
import type { Verdict } from '../core/verdict.ts';

const random = () => 0.5;
const fresh = (): SyncState =>
  newSyncState({
    now: 0,
    sites: [
      { id: 'A', required: true },
      { id: 'B', required: true },
    ],
    home: 'A',
    met: [],
    settings: S,
    random,
    streams: [
      { id: 's', headSeq: 3, headOpId: 'op-3', firstAvailable: 1, released: 0, closed: false },
    ],
  });
const context = (now: number) => ({
  now,
  settings: S,
  random,
  otherDown: false,
  retryAfterMs: undefined,
});

describe('site health (endpoint table)', () => {
  test('EP1 one quick retry after refused, then open', () => {
    const once = afterFailure(newSiteHealth(0, S), 'refused', context(10));
    expect(once).toMatchObject({ phase: 'suspect', notBefore: 110 });
    expect(afterFailure(once, 'refused', context(120))).toMatchObject({ phase: 'open' });
  });
  test('EP3 two bad gateways in a row, or three of ten, open the breaker', () => {
    const one = afterFailure(newSiteHealth(0, S), 'unavailable', context(1));
    expect(one.phase).toBe('suspect');
    expect(afterFailure(one, 'unavailable', context(2)).phase).toBe('open');
    let h = newSiteHealth(0, S);
    const phases = ['unavailable', 'ok', 'unavailable', 'ok', 'unavailable'].map((v, i) => {
      h = v === 'ok' ? afterGood(h, i, 5, S) : afterFailure(h, 'unavailable', context(i));
      return h.phase;
    });
    expect(phases.at(-1)).toBe('open');
  });
  test('EP5 EP7 EP8 EP9 EP11 no breaker trips for what is not the site’s fault', () => {
    const healthy = afterGood(newSiteHealth(0, S), 1, 5, S);
    for (const verdict of [
      'overloaded',
      'portal',
      'clock',
      'not-authorised',
      'too-old',
      'batch-refused',
    ] as const) {
      const h = afterFailure(healthy, verdict, context(10));
      expect([verdict, h.phase, h.notBefore > 10]).toEqual([verdict, 'healthy', true]);
    }
  });
  test('EP12 the breaker doubles up to a minute, but to half of that while nobody answers', () => {
    let h = newSiteHealth(0, S);
    for (let i = 0; i < 9; i++) h = afterFailure(h, 'timeout', { ...context(0), otherDown: true });
    expect(h.notBefore).toBeLessThanOrEqual(S.bothDownMaxMs);
    expect(afterFailure(h, 'timeout', context(0)).notBefore).toBeLessThanOrEqual(S.openMaxMs);
  });
  test('D22 first byte: at least the floor, four times the p99, never above the ceiling', () => {
    const after = (ms: number) => firstByteDeadline(afterGood(newSiteHealth(0, S), 1, ms, S), S);
    expect([after(10), after(800), after(9000)]).toEqual([2000, 3200, 5000]);
  });
});

describe('the loop', () => {
  test('both sites are asked at once at start, and ops wait for the first word', () => {
    const { effects } = step(fresh(), { type: 'tick' }, { now: 1, random });
    expect(effects.map((e) => e.type === 'hello' && e.site)).toEqual(['A', 'B']);
  });

  test('ADR 0007 while batch follows batch a due hello waits, and leaves with the last batch', () => {
    const healthy = afterGood(newSiteHealth(0, S), 1, 5, S);
    const pushing = (headSeq: number): SyncState => {
      const s = fresh();
      const streams = s.streams.map((x) => ({ ...x, headSeq, nextHello: { A: 1, B: 9999 } }));
      const flight = { id: 7, kind: 'ops', site: 'A', stream: 's', from: 1, startedAt: 1 } as const;
      const flights = [{ ...flight, form: 'plain', again: false, parallelProbed: false } as const];
      return { ...s, streams, flights, health: { ...s.health, A: healthy } };
    };
    const hellos = (state: SyncState, now: number): unknown[] =>
      step(state, { type: 'tick' }, { now, random }).effects.filter((e) => e.type === 'hello');
    expect(hellos(pushing(S.batchStart * 3), 2)).toHaveLength(0);
    expect(hellos(pushing(S.batchStart), 2)).toHaveLength(1);
    // A batch without an answer for long says nothing: then the site is asked after all.
    expect(hellos(pushing(S.batchStart * 3), 1 + S.parallelProbeMs)).not.toHaveLength(0);
  });

  test('D22 without a first byte for 750 ms the other site is asked meanwhile', () => {
    const started = step(fresh(), { type: 'tick' }, { now: 1, random }).state;
    const onlyA = { ...started, flights: started.flights.filter((f) => f.site === 'A') };
    expect(wakeAt(onlyA, { now: 1, random })).toBe(751);
    const late = step(onlyA, { type: 'tick' }, { now: 751, random });
    expect(late.effects.some((e) => e.type === 'hello' && e.site === 'B')).toBe(true);
  });

  test('SE7 a request whose outcome never comes is forgotten and asked again', () => {
    const asked = step(fresh(), { type: 'tick' }, { now: 1, random }).state;
    const late = step(asked, { type: 'tick' }, { now: 1 + S.lostFlightMs, random });
    expect(late.effects.filter((e) => e.type === 'abort')).toHaveLength(2);
    const again = step(late.state, { type: 'wake' }, { now: 2 + S.lostFlightMs, random });
    expect([...late.effects, ...again.effects].filter((e) => e.type === 'hello')).toHaveLength(2);
  });

  test('SE7 whatever happens, a wake-up is planned and lies ahead', () => {
    const verdicts: Verdict[] = [
      'refused',
      'timeout',
      'unavailable',
      'draining',
      'overloaded',
      'portal',
      'wrong-identity',
    ];
    const failures = {
      refused: 'refused',
      timeout: 'dns',
      unavailable: 'other',
      portal: 'redirect',
      'wrong-identity': 'tls',
    } as const;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...verdicts), fc.nat(4000)), { maxLength: 30 }),
        (story) => {
          let now = 1;
          let state = step(fresh(), { type: 'tick' }, { now, random }).state;
          for (const [verdict, ms] of story) {
            now += ms + 1;
            const flight = state.flights[0]?.id ?? 0;
            const failure =
              verdict in failures ? failures[verdict as keyof typeof failures] : 'refused';
            state = step(
              state,
              { type: 'hello-done', flight, outcome: { kind: 'failure', failure, ms: 1 } },
              { now, random },
            ).state;
            const at = wakeAt(state, { now, random });
            expect(at).toBeGreaterThan(now);
            expect(at).toBeLessThanOrEqual(now + S.watchdogMs);
          }
        },
      ),
    );
  });
});

describe('SE8: what head office changed while a pull was reading', () => {
  const c = (now: number) => ({ now, random });
  const healthy = (): SyncState => ({
    ...fresh(),
    current: 'A',
    health: { ...fresh().health, A: afterGood(newSiteHealth(0, S), 1, 5, S) },
    pullAt: 10,
  });
  const pulls = (effects: readonly { type: string; flight?: number }[]) =>
    effects.filter(({ type }) => type === 'pull').map(({ flight }) => flight ?? -1);
  const poke = { type: 'poked', site: 'A', kind: 'poke' } as const;

  test('is pulled at once when this pull is done, and not by two at a time', () => {
    const first = step(healthy(), poke, c(10));
    const [flight] = pulls(first.effects);
    expect(flight).toBeDefined();
    const during = step(first.state, poke, c(20));
    expect(pulls(during.effects)).toEqual([]);
    const done = step(during.state, { type: 'pull-done', flight: flight ?? -1, ok: true }, c(30));
    expect(pulls(done.effects)).toHaveLength(1);
  });

  test('nothing poked: the next pull waits; a pull that failed waits too', () => {
    const first = step(healthy(), poke, c(10));
    const flight = pulls(first.effects)[0] ?? -1;
    const done = step(first.state, { type: 'pull-done', flight, ok: true }, c(30));
    expect(pulls(done.effects)).toEqual([]);
    expect(done.state.pullAt).toBeGreaterThan(30);
    const poked = step(first.state, poke, c(20)).state;
    const failed = step(poked, { type: 'pull-done', flight, ok: false }, c(30));
    expect(pulls(failed.effects)).toEqual([]);
    expect(failed.state.pullAt).toBeGreaterThan(30);
  });
});
