import type { TransportFailure } from './ipc.ts';
import { Problem, problemKind, type ProblemKind } from './problem.ts';
import { parseJson } from './parse.ts';

/** Why a till was not enrolled, and the next step for the person who stands before it. */
export const ENROLMENT_NEXT = {
  'code-mistyped': 'That is not a code. Compare it letter by letter: it has no 0, O, 1 or I.',
  'code-unknown': 'Head office does not know this code. Compare it, or ask for a new one.',
  'code-expired': 'This code is too old. Ask head office for a new one.',
  'code-revoked': 'Head office has withdrawn this code. Ask for a new one.',
  'code-used': 'Another till has used this code. Ask head office for a new one.',
  'unknown-site': 'This code belongs to a site that this till does not know. Ask for a new code.',
  'site-unreachable': 'Head office does not answer. Check the network cable, then try again.',
  'site-not-ready': 'Head office is not ready for this store yet. Try again in a few minutes.',
  'network-login':
    'This network asks for a login first, or something stands between. Call support.',
  'site-not-genuine': 'The answer did not come from head office. Do not go on; call support.',
  'clock-wrong': 'The clock of this machine looks wrong. Set date and time, then try again.',
  'wrong-region': 'This code belongs to another region. Ask head office for a new one.',
  'other-till': 'This machine is already another till. Ask head office for a code for that one.',
  'app-too-old': 'This version of the till is too old for head office. Update it first.',
  'disk-full': 'The disk is full. Free some space, then try again with the same code.',
  'disk-failed': 'This machine cannot write its disk. Call support; the code stays good.',
  'wrong-answer': 'Head office could not take this code. Try again, then call support.',
} as const;
export type EnrolmentRefusalKind = keyof typeof ENROLMENT_NEXT;
export type EnrolmentRefusal = { ok: false; kind: EnrolmentRefusalKind; next: string };

export function refuseEnrolment(kind: EnrolmentRefusalKind): EnrolmentRefusal {
  return { ok: false, kind, next: ENROLMENT_NEXT[kind] };
}

const OF_FAILURE: Record<TransportFailure, EnrolmentRefusalKind> = {
  refused: 'site-unreachable',
  reset: 'site-unreachable',
  dns: 'site-unreachable',
  'connect-timeout': 'site-unreachable',
  'first-byte-timeout': 'site-unreachable',
  'total-timeout': 'site-unreachable',
  tls: 'site-not-genuine',
  'tls-time': 'clock-wrong',
  redirect: 'network-login',
  aborted: 'site-unreachable',
  'too-large': 'network-login',
  other: 'site-unreachable',
};

/** What it means to the person that no answer came. */
export function enrolmentFailure(failure: TransportFailure): EnrolmentRefusal {
  return refuseEnrolment(OF_FAILURE[failure]);
}

const OF_PROBLEM: Partial<Record<ProblemKind, EnrolmentRefusalKind>> = {
  'enrolment-unknown': 'code-unknown',
  'enrolment-expired': 'code-expired',
  'enrolment-revoked': 'code-revoked',
  'enrolment-used': 'code-used',
  'wrong-site': 'unknown-site',
  'wrong-region': 'wrong-region',
  'clock-skew': 'clock-wrong',
  'protocol-too-old': 'app-too-old',
  overloaded: 'site-not-ready',
  unavailable: 'site-not-ready',
  draining: 'site-not-ready',
  'out-of-space': 'site-not-ready',
};

/** What a site's refusal means to the person; a body that is no problem of ours is a stranger's. */
export function enrolmentProblem(status: number, body: string): EnrolmentRefusal {
  const problem = parseJson(Problem, body);
  if (problem === undefined)
    return refuseEnrolment(status >= 500 ? 'site-unreachable' : 'network-login');
  const kind = problemKind(problem.type);
  return refuseEnrolment((kind === undefined ? undefined : OF_PROBLEM[kind]) ?? 'wrong-answer');
}
