import { Type, type Static } from 'typebox';

/** What the till does about a refusal. */
export const PROBLEM_ACTIONS = ['retry', 'halve', 'switch_site', 'reenroll', 'stop'] as const;
export type ProblemAction = (typeof PROBLEM_ACTIONS)[number];

/**
 * Every refusal a site can give: status, what it concerns, what the till does.
 * `type` on the wire is `urn:evertill:problem:<kind>` (RFC 9457).
 */
export const PROBLEMS = {
  'malformed-request': { status: 400, scope: 'batch', action: 'halve' },
  'not-authentic': { status: 401, scope: 'till', action: 'reenroll' },
  'clock-skew': { status: 401, scope: 'till', action: 'retry' },
  'wrong-stream': { status: 403, scope: 'stream', action: 'stop' },
  'credential-expired': { status: 403, scope: 'till', action: 'reenroll' },
  'credential-revoked': { status: 403, scope: 'till', action: 'reenroll' },
  'enrolment-unknown': { status: 403, scope: 'till', action: 'stop' },
  'enrolment-expired': { status: 403, scope: 'till', action: 'stop' },
  'enrolment-revoked': { status: 403, scope: 'till', action: 'stop' },
  'enrolment-used': { status: 409, scope: 'till', action: 'stop' },
  'wrong-site': { status: 421, scope: 'till', action: 'switch_site' },
  'wrong-region': { status: 421, scope: 'site', action: 'stop' },
  'not-found': { status: 404, scope: 'batch', action: 'stop' },
  'release-refused': { status: 409, scope: 'op', action: 'stop' },
  'head-office-conflict': { status: 409, scope: 'op', action: 'stop' },
  'too-large': { status: 413, scope: 'batch', action: 'halve' },
  'chain-mismatch': { status: 422, scope: 'batch', action: 'halve' },
  'protocol-too-old': { status: 426, scope: 'till', action: 'stop' },
  overloaded: { status: 429, scope: 'site', action: 'retry' },
  'internal-error': { status: 500, scope: 'batch', action: 'retry' },
  draining: { status: 503, scope: 'site', action: 'switch_site' },
  unavailable: { status: 503, scope: 'site', action: 'switch_site' },
  'out-of-space': { status: 507, scope: 'site', action: 'switch_site' },
} as const satisfies Record<
  string,
  { status: number; scope: 'op' | 'batch' | 'stream' | 'site' | 'till'; action: ProblemAction }
>;
export type ProblemKind = keyof typeof PROBLEMS;

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  retryable: Type.Boolean(),
  scope: Type.String(),
  action: Type.String(),
  trace: Type.Optional(Type.String()),
  server_ms: Type.Optional(Type.Integer()),
});
export type Problem = Static<typeof Problem>;

const PREFIX = 'urn:evertill:problem:';

/** Full RFC 9457 body for a refusal. */
export function problemBody(kind: ProblemKind, detail?: string): Problem {
  const p = PROBLEMS[kind];
  return {
    type: PREFIX + kind,
    title: kind.replaceAll('-', ' '),
    status: p.status,
    ...(detail === undefined ? {} : { detail }),
    retryable: p.action === 'retry' || p.action === 'switch_site' || p.action === 'halve',
    scope: p.scope,
    action: p.action,
  };
}

/** The closed kind behind a problem's `type`, or undefined for one this version does not know. */
export function problemKind(type: string): ProblemKind | undefined {
  const kind = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : '';
  return Object.hasOwn(PROBLEMS, kind) ? (kind as ProblemKind) : undefined;
}
