import { GENESIS } from '../../domain/oplog/op-id.ts';
import type { ResolvedClaim } from '../core/evidence.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { step } from '../core/step.ts';
import type { HelloFacts, SyncEffect, SyncEvent } from '../core/sync-events.ts';
import { newSyncState, type SyncState } from '../core/sync-state.ts';

/**
 * Short directed stories for rules that random schedules meet too rarely. Each returns what
 * it found wrong; the simulation runs them before its seeds, so mutants meet them too.
 */
export const SCENARIOS: Readonly<Record<string, () => string[]>> = {
  'D6 a recovering site releases nothing': recoveringReleasesNothing,
  'D4 an answer of an earlier life is void': lateAnswerOfEarlierLife,
  'D9 one refusal is no reason to give up on an op': oneRefusalIsNotEnough,
  'D9 a site that refuses even voids is tried for ever': refusingAllIsNotTheEnd,
  'EP a site that is overloaded is waited for, not left': overloadedIsNotLeft,
  'EP5 a site that never says anything but 429 is left for one that works': endless429IsLeft,
};

const STREAM = 'c3RyZWFtLXN0cmVhbS1zdA';

/** The loop driven by hand: what it asks for is collected, what it is told is chosen. */
class Story {
  state: SyncState;
  readonly effects: SyncEffect[] = [];
  now = 1_000_000;

  constructor(headSeq: number) {
    const stream = {
      id: STREAM,
      headSeq,
      headOpId: `op-${headSeq}`,
      firstAvailable: 1,
      released: 0,
      closed: false,
    };
    this.state = newSyncState({
      now: this.now,
      sites: [
        { id: 'A', required: true },
        { id: 'B', required: true },
      ],
      home: 'A',
      streams: [stream],
      met: [],
      settings: DEFAULT_SETTINGS,
      random: () => 0.5,
    });
    this.tell({ type: 'tick' });
  }

  tell(event: SyncEvent, afterMs = 1): void {
    this.now += afterMs;
    const done = step(this.state, event, { now: this.now, random: () => 0.5 });
    this.state = done.state;
    this.effects.push(...done.effects);
  }

  flight(kind: 'hello' | 'ops', site: string): number {
    return this.state.flights.find((f) => f.kind === kind && f.site === site)?.id ?? -1;
  }

  hello(site: string, facts: Partial<HelloFacts> & { claims: ResolvedClaim[] }): void {
    const answer: HelloFacts = {
      incarnation: `${site}-life0001`,
      status: 'open',
      aheadOfUs: false,
      limits: { maxOps: 200, maxBytes: 524_288 },
      pushAfterMs: 0,
      draining: false,
      changesWaiting: false,
      ...facts,
    };
    this.tell({
      type: 'hello-done',
      flight: this.flight('hello', site),
      outcome: { kind: 'answer', answer, ms: 5 },
    });
  }

  refuse(site: string, status: number): void {
    const outcome = {
      kind: 'refusal',
      status,
      problem: 'malformed-request',
      retryAfterMs: undefined,
      ms: 5,
    } as const;
    const count = this.state.flights.find((f) => f.kind === 'ops') === undefined ? 0 : 1;
    this.tell({
      type: 'ops-done',
      flight: this.flight('ops', site),
      sent: { count, bytes: 10 },
      outcome,
    });
  }

  /** Lets time pass until the loop sends ops again. */
  untilOps(): { site: string; form: string } | undefined {
    for (let i = 0; i < 400; i++) {
      const flight = this.state.flights.find((f) => f.kind === 'ops');
      if (flight !== undefined) return { site: flight.site, form: flight.form };
      for (const site of ['A', 'B'])
        if (this.flight('hello', site) >= 0) this.hello(site, { claims: [claim(site, 0)] });
      this.tell({ type: 'tick' }, 500);
    }
    return undefined;
  }

  get released(): number {
    return this.state.streams[0]?.released ?? 0;
  }
}

function claim(
  site: string,
  contiguous: number,
  patch: Partial<ResolvedClaim> = {},
): ResolvedClaim {
  return {
    site,
    incarnation: `${site}-life0001`,
    contiguous,
    opId: contiguous === 0 ? GENESIS : `op-${contiguous}`,
    onChain: true,
    recovering: false,
    receivedMax: contiguous,
    want: [],
    source: 'direct',
    ...patch,
  };
}

function recoveringReleasesNothing(): string[] {
  const s = new Story(5);
  s.hello('A', { claims: [claim('A', 5)] });
  s.hello('B', { claims: [claim('B', 5, { recovering: true })] });
  return s.released === 0 ? [] : [`released ${s.released} on the word of a recovering site`];
}

function lateAnswerOfEarlierLife(): string[] {
  const s = new Story(5);
  s.hello('A', { claims: [claim('A', 5)] });
  s.hello('B', {
    incarnation: 'B-life0002',
    claims: [claim('B', 2, { incarnation: 'B-life0002' })],
  });
  s.tell({ type: 'wake' });
  s.state = { ...s.state, pastIncarnations: { B: ['B-life0001'] } };
  s.hello('B', { claims: [claim('B', 5)] });
  return s.released <= 2 ? [] : [`released ${s.released} on the word of a dead life of B`];
}

function oneRefusalIsNotEnough(): string[] {
  const s = new Story(1);
  s.hello('A', { claims: [claim('A', 0)] });
  s.hello('B', { claims: [claim('B', 0)] });
  const sent: string[] = [];
  for (let i = 0; i < 12; i++) {
    const next = s.untilOps();
    if (next === undefined || next.form === 'void') break;
    sent.push(`${next.site} ${next.form}`);
    s.refuse(next.site, 422);
  }
  const want = ['A plain', 'A plain', 'A plain', 'A envelope', 'A envelope', 'A envelope'];
  const both = [...want, ...want.map((w) => w.replace('A', 'B'))];
  return sent.join() === both.join() ? [] : [`tried only ${sent.join(', ')}`];
}

function refusingAllIsNotTheEnd(): string[] {
  const s = new Story(1);
  s.hello('A', { claims: [claim('A', 0)] });
  s.hello('B', { claims: [claim('B', 0)] });
  const wrong: string[] = [];
  for (let i = 0; i < 40; i++) {
    const next = s.untilOps();
    if (next === undefined) break;
    s.refuse(next.site, 422);
  }
  // A site that refuses even voids refuses everything: the queue must still be trying.
  if (s.untilOps() === undefined) wrong.push('gave up on the stream');
  return wrong.slice(0, 2);
}

function overloadedIsNotLeft(): string[] {
  const s = new Story(5);
  s.hello('A', { claims: [claim('A', 0)] });
  s.hello('B', { claims: [claim('B', 0)] });
  const outcome = {
    kind: 'refusal',
    status: 429,
    problem: 'overloaded',
    retryAfterMs: 3000,
    ms: 5,
  } as const;
  s.tell({
    type: 'ops-done',
    flight: s.flight('ops', 'A'),
    sent: { count: 5, bytes: 10 },
    outcome,
  });
  s.tell({ type: 'tick' }, 2000);
  const wrong: string[] = [];
  if (s.state.current !== 'A') wrong.push('moved the overload to the other site');
  if (s.flight('ops', 'A') >= 0) wrong.push('did not wait as it was told');
  return wrong;
}

function endless429IsLeft(): string[] {
  const s = new Story(5);
  s.hello('B', { claims: [claim('B', 0)] });
  const outcome = {
    kind: 'refusal',
    status: 429,
    problem: 'overloaded',
    retryAfterMs: 20_000,
    ms: 5,
  } as const;
  const from = s.now;
  while (s.now - from < 10 * 60_000) {
    if (s.flight('hello', 'A') >= 0)
      s.tell({ type: 'hello-done', flight: s.flight('hello', 'A'), outcome });
    if (s.flight('hello', 'B') >= 0) s.hello('B', { claims: [claim('B', 0)] });
    s.tell({ type: 'tick' }, 1000);
    const waited = s.now - from;
    if (s.state.current === 'B')
      return waited > 4 * 60_000 ? [] : [`moved the overload after ${waited} ms`];
  }
  return ['waited for a site that never answers'];
}
