import type { HelloAnswer, OpsAnswer, OpsHeader } from '../../contracts/wire.ts';
import type { Head } from '../../domain/oplog/advance-heads.ts';
import type { HelloPart, StreamRow, SyncTransport } from '../core/ports.ts';
import type { Deadlines } from '../core/sync-events.ts';
import type { Outcome } from '../core/verdict.ts';
import type { SimSite } from './sim-site.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How one till reaches one site right now. */
export type Line =
  'never' | 'pass' | 'refuse' | 'black-hole' | 'ack-lost' | 'portal' | 'overloaded' | 'slow';

/** Every way a line can be bad. */
export const FAULTS: readonly Line[] = [
  'never',
  'refuse',
  'black-hole',
  'ack-lost',
  'portal',
  'overloaded',
  'slow',
];

export type NetPorts = {
  clock: VirtualClock;
  random: () => number;
  sites: ReadonlyMap<string, SimSite>;
  line: (site: string) => Line;
  /** A site stored something: replication and claims have work. */
  touched: (site: SimSite) => void;
  count: (what: 'resends' | 'acksLost') => void;
  /** An answer of this life of the site reached the till. */
  heard: (site: string, incarnation: string) => void;
};

type Handled<A> = { answer: A } | { refusal: Outcome<A> };

/** The wire between a simulated till and the sites: every fault of the endpoint table that has a shape here. */
export class SimTransport implements SyncTransport {
  private readonly p: NetPorts;
  private readonly open = new Map<number, (o: Outcome<never>) => void>();

  constructor(p: NetPorts) {
    this.p = p;
  }

  abort(flight: number): void {
    this.open.get(flight)?.({ kind: 'failure', failure: 'aborted', ms: 0 });
  }

  events(): void {
    // No pokes here: losing every poke must cost only latency.
  }

  hello(
    site: string,
    stream: StreamRow,
    part: HelloPart,
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<HelloAnswer>> {
    return this.call(site, d, flight, (s) => ({
      answer: helloAnswer(s, stream.id, {
        seq: part.stream.head_seq,
        opId: part.stream.head_op_id,
      }),
    }));
  }

  ops(
    site: string,
    stream: StreamRow,
    header: OpsHeader,
    lines: readonly Uint8Array[],
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<OpsAnswer>> {
    return this.call(site, d, flight, (s): Handled<OpsAnswer> => {
      const stored = s.ingest(header, lines);
      if (stored === 'silent') return { refusal: refusal(403, undefined) };
      if (stored === 'chain-mismatch' || stored === 'refused') {
        const problem = stored === 'refused' ? 'malformed-request' : 'chain-mismatch';
        return { refusal: refusal(422, problem) };
      }
      if (stored < lines.length) this.p.count('resends');
      this.p.touched(s);
      return {
        answer: {
          ...opsAnswer(s, stream.id, {
            seq: header.from_seq + header.count - 1,
            opId: header.last_op_id,
          }),
          new: stored,
          dup: lines.length - stored,
        },
      };
    });
  }

  private call<A>(
    siteId: string,
    d: Deadlines,
    flight: number,
    handle: (site: SimSite) => Handled<A>,
  ): Promise<Outcome<A>> {
    const { clock, random } = this.p;
    const started = clock.now();
    return new Promise((resolve) => {
      const done = (o: Outcome<A>): void => {
        if (this.open.delete(flight)) resolve(o);
      };
      this.open.set(flight, done);
      const later = (ms: number, run: () => void): unknown => clock.wakeAt(clock.now() + ms, run);
      const fail = (ms: number, failure: 'refused' | 'reset' | 'first-byte-timeout'): unknown =>
        later(ms, () => done({ kind: 'failure', failure, ms }));
      const site = this.p.sites.get(siteId);
      const line = this.p.line(siteId);
      if (site === undefined || line === 'refuse') return void fail(1, 'refused');
      if (line === 'never') return;
      if (line === 'black-hole') return void fail(d.firstByteMs, 'first-byte-timeout');
      if (line === 'portal')
        return void later(20, () => done({ kind: 'stranger', why: 'portal', ms: 20 }));
      if (line === 'overloaded') return void later(5, () => done(refusal(429, 'overloaded')));
      const there = line === 'slow' ? 900 + random() * 400 : 1 + random() * 20;
      later(there, () => {
        if (!site.up) return void fail(1, 'refused');
        if (site.draining) return void later(1, () => done(refusal(503, 'draining')));
        const handled = handle(site);
        if (line === 'ack-lost') {
          this.p.count('acksLost');
          return void fail(5, 'reset');
        }
        const spoke = site.incarnation;
        const back = line === 'slow' ? 900 + random() * 900 : 1 + random() * 20;
        later(back, () => {
          // A refusal names no life, and an answer to a request that was given up reaches nobody.
          if ('answer' in handled && this.open.has(flight)) this.p.heard(siteId, spoke);
          const ms = clock.now() - started;
          done(
            'refusal' in handled ? handled.refusal : { kind: 'answer', answer: handled.answer, ms },
          );
        });
      });
    });
  }
}

function refusal(
  status: number,
  problem: 'malformed-request' | 'chain-mismatch' | 'overloaded' | 'draining' | undefined,
): Outcome<never> {
  return {
    kind: 'refusal',
    status,
    problem,
    retryAfterMs: status === 429 ? 2000 : undefined,
    ms: 5,
  };
}

function opsAnswer(s: SimSite, stream: string, asker: Head): OpsAnswer {
  const peer = s.peerClaims.get(stream);
  const other = s.id === 'A' ? 'B' : 'A';
  return {
    region: 'sim',
    site: s.id,
    incarnation: s.incarnation,
    stream: s.evidence(stream, asker),
    new: 0,
    dup: 0,
    flagged: [],
    peers: peer === undefined ? {} : { [other]: peer },
    recovering: s.recovering,
  };
}

function helloAnswer(s: SimSite, stream: string, asker: Head): HelloAnswer {
  const { new: _new, dup: _dup, flagged: _flagged, ...rest } = opsAnswer(s, stream, asker);
  return {
    ...rest,
    nonce_sig: '',
    server_ms: 0,
    limits: { max_ops: 200, max_bytes: 512 * 1024, hard_bytes: 1024 * 1024 },
    push_after_ms: 0,
    poll_ms: 15_000,
    draining: s.draining,
    changes_vec: {},
  };
}
