import type { ProblemKind } from '../../contracts/problem.ts';
import type { TransportFailure } from '../../contracts/ipc.ts';

/** What came back for one request, as the shell saw it. `A` is the parsed answer. */
export type Outcome<A> =
  | { kind: 'answer'; answer: A; ms: number }
  | {
      kind: 'refusal';
      status: number;
      /** Undefined: the body was no problem of ours, so a proxy or a portal spoke. */
      problem: ProblemKind | 'unknown' | undefined;
      retryAfterMs: number | undefined;
      ms: number;
    }
  /** 2xx or 3xx without our signature: a captive portal or a stranger. */
  | { kind: 'stranger'; why: 'portal' | 'wrong-identity'; ms: number }
  | { kind: 'failure'; failure: TransportFailure; ms: number };

/** The closed list of what an outcome means for the loop (SPEC EP1-EP13). */
export type Verdict =
  | 'ok'
  | 'refused'
  | 'timeout'
  | 'unavailable'
  | 'server-error'
  | 'draining'
  | 'overloaded'
  | 'wrong-identity'
  | 'portal'
  | 'clock'
  | 'not-authorised'
  | 'batch-refused'
  | 'too-large'
  | 'out-of-space'
  | 'too-old'
  | 'aborted';

const FAILURES: Record<TransportFailure, Verdict> = {
  refused: 'refused',
  reset: 'refused',
  dns: 'timeout',
  'connect-timeout': 'timeout',
  'first-byte-timeout': 'timeout',
  'total-timeout': 'timeout',
  tls: 'wrong-identity',
  'tls-time': 'clock',
  redirect: 'portal',
  aborted: 'aborted',
  'too-large': 'portal',
  other: 'unavailable',
};

/** Decides by kind, never by reading a message; an unknown kind counts as its status class. */
export function verdictOf(outcome: Outcome<unknown>): Verdict {
  switch (outcome.kind) {
    case 'answer':
      return 'ok';
    case 'failure':
      return FAILURES[outcome.failure];
    case 'stranger':
      return outcome.why;
    case 'refusal':
      return refusalVerdict(outcome.status, outcome.problem);
  }
}

function refusalVerdict(status: number, problem: ProblemKind | 'unknown' | undefined): Verdict {
  if (problem === 'draining') return 'draining';
  if (problem === 'clock-skew') return 'clock';
  if (problem === undefined) {
    // Not our words: a proxy's 4xx says nothing about the ops, a 5xx says the site is away.
    if (status === 429) return 'overloaded';
    return status >= 500 ? 'unavailable' : 'portal';
  }
  return byStatus(status);
}

function byStatus(status: number): Verdict {
  switch (status) {
    case 401:
    case 403:
      return 'not-authorised';
    case 413:
      return 'too-large';
    case 421:
      return 'wrong-identity';
    case 426:
      return 'too-old';
    case 429:
      return 'overloaded';
    case 500:
      return 'server-error';
    case 507:
      return 'out-of-space';
    default:
      return status >= 500 ? 'unavailable' : 'batch-refused';
  }
}
