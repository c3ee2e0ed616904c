import type { ResolvedClaim } from './evidence.ts';
import type { Form, StreamStart } from './sync-state.ts';
import type { Outcome } from './verdict.ts';

/** What the shell learned from an answered hello, already parsed and compared with our chain. */
export type HelloFacts = {
  incarnation: string;
  claims: readonly ResolvedClaim[];
  status: 'open' | 'forked' | 'retired' | 'unknown';
  /** The site holds more of this stream than we do: our store went back in time (D12). */
  aheadOfUs: boolean;
  limits: { maxOps: number; maxBytes: number };
  pushAfterMs: number;
  draining: boolean;
  /** The site has change rows we have not pulled. */
  changesWaiting: boolean;
};

export type OpsFacts = Pick<HelloFacts, 'incarnation' | 'claims' | 'status'> & {
  /** Rows the site had not had before; 0 and no progress means: wait, do not spin. */
  stored: number;
};

/** Everything that can happen to the sync loop. `now` is the injected monotonic clock, ms. */
export type SyncEvent =
  | { type: 'tick' }
  | { type: 'committed'; stream: string; headSeq: number; headOpId: string }
  | { type: 'stream-opened'; stream: StreamStart }
  /** An old stream came back from a site, or grew by what it had (D12). */
  | { type: 'stream-recovered'; stream: StreamStart }
  /** Confirmed ops below this seq are kept no longer. */
  | { type: 'forgotten'; stream: string; firstAvailable: number }
  | { type: 'hello-done'; flight: number; outcome: Outcome<HelloFacts> }
  | {
      type: 'ops-done';
      flight: number;
      /** What the shell really sent; ops may be fewer than asked for by size. */
      sent: { count: number; bytes: number };
      outcome: Outcome<OpsFacts>;
    }
  | { type: 'pull-done'; flight: number; ok: boolean }
  | { type: 'poked'; site: string; kind: 'poke' | 'confirmed' | 'drain' | 'config' }
  | { type: 'events-open'; site: string; open: boolean }
  /** Network came back, computer woke: shortens waits, decides nothing. */
  | { type: 'wake' }
  | { type: 'send-again'; stream: string; seq: number };

export type Deadlines = { connectMs: number; firstByteMs: number; totalMs: number };

/** What the loop asks the shell to do. */
export type SyncEffect =
  | { type: 'hello'; flight: number; site: string; stream: string; deadlines: Deadlines }
  | {
      type: 'ops';
      flight: number;
      site: string;
      stream: string;
      from: number;
      maxOps: number;
      maxBytes: number;
      form: Form;
      /** Sent for a person, to every required site, beside the queue. */
      again: boolean;
      reason: string;
      deadlines: Deadlines;
    }
  | { type: 'pull'; flight: number; site: string }
  | { type: 'abort'; flight: number }
  | { type: 'released'; stream: string; upTo: number }
  | { type: 'unpark'; stream: string; seq: number }
  | { type: 'remember-site'; site: string; incarnation: string; past: readonly string[] }
  | { type: 'events'; site: string; on: boolean }
  | { type: 'open-stream'; reason: 'forked' | 'behind-server'; stream: string }
  | { type: 'alarm'; kind: AlarmKind; site: string; detail: string };

export type AlarmKind =
  | 'wrong-identity'
  | 'not-authorised'
  | 'too-old'
  | 'op-parked'
  | 'ops-refused'
  | 'forked'
  | 'behind-server';
