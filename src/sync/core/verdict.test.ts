import { describe, expect, test } from 'vitest';
import { TRANSPORT_FAILURES } from '../../contracts/ipc.ts';
import { PROBLEMS, type ProblemKind } from '../../contracts/problem.ts';
import { verdictOf, type Outcome, type Verdict } from './verdict.ts';

const refusal = (status: number, problem: ProblemKind | 'unknown' | undefined): Outcome<never> => ({
  kind: 'refusal',
  status,
  problem,
  retryAfterMs: undefined,
  ms: 1,
});

describe('endpoint table', () => {
  test('EP1-EP8 every way no answer can come has one meaning', () => {
    const meanings = Object.fromEntries(
      TRANSPORT_FAILURES.map((failure) => [
        failure,
        verdictOf({ kind: 'failure', failure, ms: 1 }),
      ]),
    );
    expect(meanings).toEqual({
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
    });
  });

  test('EP3-EP11 peers-39 every problem a site can name has one meaning', () => {
    const meanings = Object.fromEntries(
      (Object.keys(PROBLEMS) as ProblemKind[]).map((k) => [
        k,
        verdictOf(refusal(PROBLEMS[k].status, k)),
      ]),
    );
    expect(meanings).toMatchObject({
      'malformed-request': 'batch-refused',
      'chain-mismatch': 'batch-refused',
      'too-large': 'too-large',
      'not-authentic': 'not-authorised',
      'wrong-stream': 'not-authorised',
      'clock-skew': 'clock',
      'wrong-region': 'wrong-identity',
      'protocol-too-old': 'too-old',
      overloaded: 'overloaded',
      'internal-error': 'server-error',
      draining: 'draining',
      unavailable: 'unavailable',
      'out-of-space': 'out-of-space',
    });
  });

  const strangers: [string, Outcome<never>, Verdict][] = [
    ['a proxy page with 403 says nothing about our ops', refusal(403, undefined), 'portal'],
    ['a proxy page with 502 says the site is away', refusal(502, undefined), 'unavailable'],
    ['a proxy page with 500 blames no op', refusal(500, undefined), 'unavailable'],
    ['a problem of a newer server counts as its status', refusal(418, 'unknown'), 'batch-refused'],
    ['a newer 5xx counts as the site being away', refusal(599, 'unknown'), 'unavailable'],
    ['an answer without our signature', { kind: 'stranger', why: 'portal', ms: 1 }, 'portal'],
  ];
  test.each(strangers)('EP7 %s', (_title, outcome, verdict) => {
    expect(verdictOf(outcome)).toBe(verdict);
  });
});
