import type { ProblemKind } from '../../../src/contracts/problem.ts';
import type { Access } from '../request-types.ts';

/** Whatever is asked: a frame that is no HTTP, a fault of ours, a database that is away. */
const ALWAYS: readonly ProblemKind[] = ['malformed-request', 'internal-error', 'unavailable'];

const OF_TILLS: readonly ProblemKind[] = [
  'not-authentic',
  'wrong-region',
  'wrong-stream',
  'protocol-too-old',
  'draining',
];

/** Refusals before a route's own code. */
const BY_ACCESS: Readonly<Record<Access, readonly ProblemKind[]>> = {
  push: OF_TILLS,
  pull: [...OF_TILLS, 'clock-skew', 'credential-expired', 'credential-revoked'],
  admin: ['not-authentic'],
  status: ['not-authentic'],
  console: ['not-authentic'],
  peer: ['not-authentic', 'clock-skew', 'wrong-region'],
};

const IMPORT: readonly ProblemKind[] = [
  'chain-mismatch',
  'not-authentic',
  'wrong-region',
  'wrong-stream',
  'out-of-space',
];

/** Refusals of a route's own code, by `METHOD url`. */
const BY_ROUTE: Readonly<Record<string, readonly ProblemKind[]>> = {
  'GET /readyz': ['draining'],
  'POST /v1/sync/ops': ['chain-mismatch', 'overloaded', 'out-of-space'],
  'POST /v1/sync/hello': ['out-of-space'],
  'POST /v1/sync/import': IMPORT,
  'POST /v1/admin/import': IMPORT,
  'GET /v1/sync/snapshots/:ds/:id': ['not-found'],
  'GET /v1/sync/segments/:hash': ['not-found'],
  'GET /v1/store/documents/:number': ['not-found'],
  'POST /v1/store/stored-value': ['overloaded'],
  'POST /v1/store/parked/ask': ['not-found'],
  'POST /v1/enrol': [
    'not-authentic',
    'enrolment-unknown',
    'enrolment-expired',
    'enrolment-revoked',
    'enrolment-used',
    'wrong-site',
  ],
  'GET /console/api/stores/:store/today': ['not-found'],
  'GET /console/api/stores/:store/days/:day': ['not-found'],
  'POST /console/api/stores/:store/days/:day/close': ['not-found', 'head-office-conflict'],
  'GET /console/api/parked/:op': ['not-found'],
  'POST /console/api/parked/:op/send-again': ['not-found'],
  'POST /console/api/parked/:op/resolve': ['not-found', 'head-office-conflict'],
  'GET /console/assets/:name': ['not-found'],
  'POST /v1/admin/changes': ['head-office-conflict'],
  'GET /v1/store/builds/:manifest': ['not-found'],
  'GET /v1/store/builds/files/:hash': ['not-found'],
  'POST /v1/admin/builds': ['head-office-conflict'],
  // Whoever brings other bytes for what is published already.
  'POST /v1/admin/builds/files/:hash/:n': ['head-office-conflict'],
  'POST /v1/admin/builds/champion': ['not-found'],
  'GET /v1/admin/releases/:id': ['not-found'],
  'GET /v1/admin/flags/:key/stores': ['not-found'],
  'POST /v1/admin/releases': ['head-office-conflict'],
  'POST /v1/admin/releases/:id/act': ['not-found', 'release-refused'],
  'GET /console/api/events': ['overloaded'],
  'GET /ofrep/v1/events': ['not-authentic', 'overloaded'],
  'GET /console/api/release-choices': ['not-found'],
  'POST /console/api/releases/preview': ['not-found'],
  'POST /console/api/releases': ['not-found', 'head-office-conflict'],
  'POST /console/api/releases/:id/act': ['not-found', 'release-refused'],
  'POST /v1/admin/drills': ['head-office-conflict'],
  'POST /v1/admin/drills/:id/stop': ['not-found', 'head-office-conflict'],
  'POST /console/api/drills': ['not-found', 'head-office-conflict'],
  'POST /console/api/drills/:id/stop': ['not-found', 'head-office-conflict'],
  'POST /v1/admin/enrolment-codes': ['not-found'],
  'POST /v1/admin/enrolment-codes/revoke': ['not-found'],
  'POST /v1/admin/quarantine/replay': ['not-found'],
};

/** Every kind of problem a route may answer with. */
export function refusalsOf(
  method: string,
  url: string,
  access: Access | undefined,
): readonly ProblemKind[] {
  return [
    ...ALWAYS,
    ...(method === 'POST' ? (['too-large'] as const) : []),
    ...(access === undefined ? [] : BY_ACCESS[access]),
    ...(BY_ROUTE[`${method} ${url}`] ?? []),
  ];
}
