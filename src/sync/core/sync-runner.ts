import { GENESIS } from '../../domain/oplog/op-id.ts';
import type { HelloAnswer } from '../../contracts/wire.ts';
import { wakeAt } from './plan.ts';
import type { Clock, LocalStore, OpRow, StreamRow, SyncTransport } from './ports.ts';
import { onWire, opLine, opsHeader } from './ops-on-wire.ts';
import { RecentOps } from './recent-ops.ts';
import { resolveClaims } from './resolve-claims.ts';
import { step } from './step.ts';
import type { AlarmKind, HelloFacts, OpsFacts, SyncEffect, SyncEvent } from './sync-events.ts';
import { waiting, type SyncState } from './sync-state.ts';
import type { Outcome } from './verdict.ts';

export type RunnerPorts = {
  store: LocalStore;
  transport: SyncTransport;
  clock: Clock;
  random: () => number;
  utf8: (text: string) => Uint8Array;
  base64: (bytes: Uint8Array) => string;
  /** Pulls head-office rows from this site until there are no more; false: try again later. */
  pull: (site: string) => Promise<boolean>;
  /** Is there something to pull, given what the site can serve? */
  behind: (vec: Readonly<Record<string, number>>) => boolean;
  /** Opens a new stream for new ops; the old one goes on being sent (D9, D12). */
  openStream: (reason: 'forked' | 'behind-server', old: string) => Promise<void>;
  onState: (state: SyncState) => void;
  /** `sync-failed`: a bug of ours, told because it would otherwise only slow the sending. */
  alarm: (kind: AlarmKind | 'sync-failed', site: string, detail: string) => void;
};

type OpsEffect = Extract<SyncEffect, { type: 'ops' }>;
type Ahead = { stream: string; from: number; maxOps: number; ops: Promise<OpRow[]> };

/**
 * The shell around the pure step: performs its effects through the ports and feeds the
 * results back. It decides nothing. Timer-driven: every wait is in the state, and one
 * timer is always armed, so a lost event costs time only.
 */
export class SyncRunner {
  state: SyncState;
  private readonly ports: RunnerPorts;
  private readonly streams: Map<string, StreamRow>;
  private cancelTimer: () => void = () => undefined;
  private stopped = false;
  private ahead: Ahead | undefined;
  /** As long as nothing is, an answer waits for no look into the database. */
  private mayBeParked = true;
  private readonly recent = new RecentOps();
  /** The last op committed in this life. */
  private headOp: OpRow | undefined;

  constructor(state: SyncState, streams: readonly StreamRow[], ports: RunnerPorts) {
    this.state = state;
    this.ports = ports;
    this.streams = new Map(streams.map((s) => [s.id, s]));
  }

  start(): void {
    this.dispatch({ type: 'tick' });
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
    for (const f of this.state.flights) this.ports.transport.abort(f.id);
  }

  /** A head moved on this till; the signature of its op comes to disk only after the paper. */
  committed(row: StreamRow, op?: OpRow): void {
    this.headOp = op;
    this.recent.remember(row.id, row.headSeq, row.headOpId);
    const known = this.streams.has(row.id);
    this.streams.set(row.id, row);
    if (known)
      this.dispatch({
        type: 'committed',
        stream: row.id,
        headSeq: row.headSeq,
        headOpId: row.headOpId,
      });
    else this.dispatch({ type: 'stream-opened', stream: row });
  }

  /** An old stream came back from a site (D12). */
  recovered(row: StreamRow): void {
    this.streams.set(row.id, row);
    this.dispatch({ type: 'stream-recovered', stream: row });
  }

  dispatch(event: SyncEvent): void {
    if (this.stopped) return;
    const c = { now: this.ports.clock.now(), random: this.ports.random };
    const result = step(this.state, event, c);
    this.state = result.state;
    this.cancelTimer();
    this.cancelTimer = this.ports.clock.wakeAt(wakeAt(this.state, c), () =>
      this.dispatch({ type: 'tick' }),
    );
    // Requests leave before anybody is told: what is drawn then would stand in their way.
    for (const effect of result.effects)
      void this.perform(effect).catch((error: unknown) => this.failed(effect, error));
    this.ports.onState(this.state);
  }

  private async perform(effect: SyncEffect): Promise<void> {
    const { store, transport } = this.ports;
    switch (effect.type) {
      case 'hello':
        return this.hello(effect);
      case 'ops':
        return this.sendOps(effect);
      case 'pull': {
        const ok = await this.ports.pull(effect.site).catch(() => false);
        return this.dispatch({ type: 'pull-done', flight: effect.flight, ok });
      }
      case 'abort':
        return transport.abort(effect.flight);
      case 'remember-site': {
        const { site, incarnation, past } = effect;
        return store.rememberSite({ site, incarnation, past });
      }
      case 'events':
        return transport.events(effect.site, effect.on);
      case 'released':
        return store.release(effect.stream, effect.upTo);
      case 'unpark':
        return store.unpark(effect.stream, effect.seq);
      case 'open-stream':
        return this.ports.openStream(effect.reason, effect.stream);
      case 'alarm':
        return this.ports.alarm(effect.kind, effect.site, effect.detail);
    }
  }

  /** Our own house failed (a closed database, a lost bridge): the flight ends, the loop goes on. */
  private failed(effect: SyncEffect, error: unknown): void {
    this.ports.alarm('sync-failed', 'site' in effect ? effect.site : '', String(error));
    const outcome = { kind: 'failure', failure: 'aborted', ms: 0 } as const;
    if (effect.type === 'hello')
      this.dispatch({ type: 'hello-done', flight: effect.flight, outcome });
    if (effect.type === 'ops') {
      const sent = { count: 0, bytes: 0 };
      this.dispatch({ type: 'ops-done', flight: effect.flight, sent, outcome });
    }
  }

  private async hello(e: Extract<SyncEffect, { type: 'hello' }>): Promise<void> {
    const row = this.streams.get(e.stream);
    const s = this.state.streams.find((x) => x.id === e.stream);
    if (row === undefined || s === undefined) return;
    const [oldest] = await this.ports.store.readOps(s.id, s.released + 1, 1, 1);
    const oldestMs = oldest === undefined ? 0 : this.ports.clock.wallMs() - oldest.atMs;
    const outcome = await this.ports.transport.hello(
      e.site,
      onWire(row),
      {
        stream: {
          ...(row.prevStream === undefined ? {} : { prev_stream: row.prevStream }),
          first_available: s.firstAvailable,
          head_seq: s.headSeq,
          head_op_id: s.headOpId,
        },
        backlog: {
          waiting: waiting(s),
          oldest_ms: Math.max(0, oldestMs),
          parked: (await this.ports.store.parked()).length,
        },
      },
      e.deadlines,
      e.flight,
    );
    this.dispatch({
      type: 'hello-done',
      flight: e.flight,
      outcome: await mapAnswer(outcome, (a) => this.helloFacts(row.id, a)),
    });
  }

  private async helloFacts(stream: string, a: HelloAnswer): Promise<HelloFacts> {
    const head = this.state.streams.find((s) => s.id === stream)?.headSeq ?? 0;
    return {
      ...(await this.opsFacts(stream, { ...a, new: 0 })),
      aheadOfUs: a.stream.contiguous > head,
      limits: { maxOps: a.limits.max_ops, maxBytes: a.limits.max_bytes },
      pushAfterMs: a.push_after_ms,
      draining: a.draining,
      changesWaiting: this.ports.behind(a.changes_vec),
    };
  }

  private opsFacts(stream: string, a: Parameters<typeof resolveClaims>[1]): Promise<OpsFacts> {
    return resolveClaims((seq, opId) => this.onChain(stream, seq, opId), a);
  }

  /** Is this op ours at that place? The one test that lets a claim release anything (D3). */
  private async onChain(stream: string, seq: number, opId: string): Promise<boolean> {
    if (seq === 0) return opId === GENESIS;
    const s = this.state.streams.find((x) => x.id === stream);
    if (s !== undefined && seq < s.firstAvailable) return true;
    const known = this.recent.idOf(stream, seq);
    if (known !== undefined) return known === opId;
    const [op] = await this.ports.store.readOps(stream, seq, 1, 1);
    return op?.opId === opId;
  }

  private async sendOps(e: OpsEffect): Promise<void> {
    const row = this.streams.get(e.stream);
    if (row === undefined) return;
    const ops = this.opAtHand(e) ?? (await this.takeOps(e));
    const [first] = ops;
    const last = ops.at(-1);
    if (first === undefined || last === undefined || first.seq !== e.from) {
      const outcome = { kind: 'failure', failure: 'aborted', ms: 0 } as const;
      return this.dispatch({
        type: 'ops-done',
        flight: e.flight,
        sent: { count: 0, bytes: 0 },
        outcome,
      });
    }
    this.readAhead(e, last.seq + 1);
    // Parked on disk before its stand-in travels: a lost answer must not make a sale vanish.
    const reason = e.form === 'void' ? await this.park(first, e.reason) : e.reason;
    const lines = ops.map((op) => opLine(this.ports, op, e.form, reason));
    const outcome = await this.ports.transport.ops(
      e.site,
      onWire(row),
      opsHeader(first, this.signed(last), ops.length, e.form),
      lines,
      e.deadlines,
      e.flight,
    );
    const isTaken = outcome.kind === 'answer' && e.form !== 'void' && !e.again;
    if (isTaken && this.mayBeParked) await this.takenAfterAll(e.stream, first.seq, last.seq);
    this.dispatch({
      type: 'ops-done',
      flight: e.flight,
      sent: { count: ops.length, bytes: lines.reduce((n, l) => n + l.length, 0) },
      outcome: await mapAnswer(outcome, (a) => this.opsFacts(e.stream, a)),
    });
  }

  private signed(op: OpRow): OpRow {
    return this.headOp?.opId === op.opId ? { ...op, sig: op.sig ?? this.headOp.sig } : op;
  }

  /** A sale just made is on disk and still here: to read it would wait for the paper's own write. */
  private opAtHand({ stream, from }: OpsEffect): OpRow[] | undefined {
    const { headOp } = this;
    return headOp?.stream === stream && headOp.seq === from ? [headOp] : undefined;
  }

  /** The batch read while the one before it was under way, where it is the one asked for. */
  private async takeOps(e: OpsEffect): Promise<OpRow[]> {
    const { ahead } = this;
    this.ahead = undefined;
    if (ahead?.stream === e.stream && ahead.from === e.from && ahead.maxOps === e.maxOps) {
      const ops = await ahead.ops;
      if (ops.length > 0) return ops;
    }
    return this.ports.store.readOps(e.stream, e.from, e.maxOps, e.maxBytes);
  }

  /** Ops never change, so a long backlog's next batch can be read while this one travels. */
  private readAhead(e: OpsEffect, from: number): void {
    const head = this.state.streams.find((s) => s.id === e.stream)?.headSeq ?? 0;
    if (e.form !== 'plain' || from + e.maxOps > head) return;
    const ops = this.ports.store
      .readOps(e.stream, from, e.maxOps, e.maxBytes)
      // Read again when it is asked for; the failure shows there.
      .catch(() => []);
    this.ahead = { stream: e.stream, from, maxOps: e.maxOps, ops };
  }

  /** A restart forgets that an op was about to be stood in for; taken as itself, it is not parked. */
  private async takenAfterAll(stream: string, from: number, to: number): Promise<void> {
    const parked = await this.ports.store.parked();
    this.mayBeParked = parked.length > 0;
    for (const row of parked)
      if (row.stream === stream && row.seq >= from && row.seq <= to)
        await this.ports.store.unpark(stream, row.seq);
  }

  /** Why it was set aside: on another pass still what it was the first time. */
  private async park(op: OpRow, reason: string): Promise<string> {
    this.mayBeParked = true;
    const { stream, seq, opId, kind } = op;
    const known = (await this.ports.store.parked()).find((row) => row.opId === opId);
    if (known !== undefined) return known.reason;
    const atMs = this.ports.clock.wallMs();
    await this.ports.store.park({ stream, seq, opId, kind, reason, atMs });
    return reason;
  }
}

async function mapAnswer<A, B>(o: Outcome<A>, f: (a: A) => Promise<B>): Promise<Outcome<B>> {
  return o.kind === 'answer' ? { ...o, answer: await f(o.answer) } : o;
}
