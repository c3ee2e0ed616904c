import { createHash } from 'node:crypto';
import { GENESIS } from '../../../src/domain/oplog/op-id.ts';
import { sha256Text } from '../../src/keys/ed25519.ts';
import { STORE_PROFILE } from '../store-profile.ts';
import { saleLine } from '../test-sales.ts';
import { TestTill } from '../test-till.ts';
import type { Draft, DraftBody, Signer } from './draft.ts';

/** Things of the running site that good requests name. */
export type Known = {
  till: TestTill;
  enrol: { code: string; key: string; proof: string };
  incarnation: string;
};

export type Make = (known: Known, random: () => number) => Draft;

const TYPES = { none: '', bytes: '', json: 'application/json', lines: 'application/x-ndjson' };

function draft(signer: Signer, method: string, path: string, body: DraftBody): Draft {
  return {
    method,
    path,
    query: [],
    headers: TYPES[body.kind] === '' ? [] : [['content-type', TYPES[body.kind]]],
    signer,
    body,
    gzip: false,
    onText: [],
    onHeaders: [],
    onBody: [],
    onWire: [],
    done: [],
  };
}

const randomId = (random: () => number): string =>
  Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256))).toString('base64url');

type Query = Record<string, string>;
function get(
  signer: Signer,
  path: string | ((random: () => number) => string),
  query: (known: Known, random: () => number) => Query = () => ({}),
): Make {
  return (known, random) => ({
    ...draft(signer, 'GET', typeof path === 'string' ? path : path(random), { kind: 'none' }),
    query: Object.entries(query(known, random)),
  });
}

function post(signer: Signer, path: string, value: (known: Known) => unknown): Make {
  return (known) =>
    draft(signer, 'POST', path, { kind: 'json', value: structuredClone(value(known)) });
}

/** A stream of this request's own, so that each draw meets an empty chain. */
const ownStream = ({ till }: Known, random: () => number): TestTill =>
  new TestTill(till.identity, randomId(random));

/** Header and ops as values; written out again they are the very bytes that were hashed. */
function batch(till: TestTill, count: number): unknown[] {
  for (let i = 0; i < count; i += 1) till.add(saleLine(till, 500 + i));
  const [header = '', ...lines] = till.frame(till.ops).toString().trimEnd().split('\n');
  return [header, ...lines].map((line): unknown => JSON.parse(line));
}

function pushed(till: TestTill, lines: unknown[], gzip: boolean): Draft {
  const made = draft('till', 'POST', '/v1/sync/ops', { kind: 'lines', lines });
  made.headers.push(['sync-stream', `${till.stream}.${till.salt}`]);
  return { ...made, gzip };
}

const ops: Make = (known, random) => {
  const till = ownStream(known, random);
  return pushed(till, batch(till, 3), random() < 0.3);
};

/** An envelope or void for the first op of a stream. */
const standIn: Make = (known, random) => {
  const till = ownStream(known, random);
  const { opId, prev, raw } = till.add(saleLine(till, 700));
  const form = random() < 0.5 ? 'envelope' : 'void';
  const head = { stream: till.stream, from_seq: 1, prev_op_id: prev, count: 1, last_op_id: opId };
  const sealed = { op_id: opId, bytes: Buffer.from(raw).toString('base64') };
  const line = form === 'envelope' ? sealed : { op_id: opId, reason: 'refused' };
  return pushed(till, [{ ...head, form }, line], false);
};

const importAs =
  (signer: Signer, path: string): Make =>
  (known, random) => {
    const till = ownStream(known, random);
    const head = { credential: known.till.identity.credential, salt: till.salt };
    return draft(signer, 'POST', path, { kind: 'lines', lines: [head, ...batch(till, 2)] });
  };

const hello: Make = (known, random) => {
  const value = {
    nonce: randomId(random),
    app_version: 'fuzz',
    stream: { first_available: 1, head_seq: 0, head_op_id: GENESIS },
    backlog: { waiting: 0, oldest_ms: 0, parked: 0 },
    region_number: 1,
    clock_ms: 1_790_000_000_000,
  };
  const made = draft('till', 'POST', '/v1/sync/hello', { kind: 'json', value });
  const { stream, salt } = known.till;
  if (random() < 0.8) made.headers.push(['sync-stream', `${stream}.${salt}`]);
  return made;
};

const CURSOR = Buffer.from('{"v":1,"scope":"x","vec":{"A:A-aaaaaaaaaa":1}}').toString('base64url');
const streamQuery =
  (more: Query) =>
  ({ till }: Known): Query => ({ stream: till.stream, ...more });

const VALUE = {
  code: `${'A'.repeat(22)}.0042`,
  currency: 'EUR',
  redemption: 'R'.repeat(22),
  amount: 500,
};

/** A build of one part, that the OpenAPI test publishes. */
export const BUILD_BYTES = Buffer.from('a build');
export const BUILD_HASH = createHash('sha512').update(BUILD_BYTES).digest('base64url');
const buildFile = { platform: 'win32', name: 'b.tgz', hash: BUILD_HASH, size: BUILD_BYTES.length };

const TILL: readonly Make[] = [
  ops,
  ops,
  ops,
  standIn,
  hello,
  hello,
  importAs('till', '/v1/sync/import'),
  get('till', '/v1/sync/changes', () => ({ cursor: CURSOR, datasets: 'flag,price', limit: '10' })),
  get('till', '/v1/sync/own-ops', streamQuery({ from: '1' })),
  get('till', '/v1/sync/own-streams'),
  get('till', (random) => `/v1/sync/snapshots/price/${randomId(random)}`),
  get('till', (random) => `/v1/sync/segments/${sha256Text(randomId(random))}`),
  get('till', '/v1/sync/events'),
  get('till', '/v1/store/documents', () => ({ by: 'any', offset: '0' })),
  get('till', () => '/v1/store/documents/99-Z-1'),
  post('till', '/v1/store/stored-value', () => VALUE),
  get('till', '/v1/store/quick-keys'),
  get('till', '/v1/store/parked'),
  get('till', '/v1/store/parked/handed', () => ({ hands: 'H1,H2' })),
  post('till', '/v1/store/parked/ask', () => ({
    till: '99',
    park_id: 'P'.repeat(22),
    hand_id: 'H1',
    left_ms: 5000,
  })),
  get('till', '/v1/store/parked/asked'),
  get('till', '/v1/store/builds/latest.yml', (_known, random) => ({
    nonce: randomId(random),
    build: '0.1.0',
  })),
  get('till', () => `/v1/store/builds/files/${BUILD_HASH}`),
  get('till', '/v1/store/day', () => ({ day: '2026-11-20' })),
  get('till', '/v1/store/day/pictures', () => ({ day: '2026-11-20' })),
  post('nobody', '/v1/enrol', ({ enrol }) => enrol),
];

const PEER: readonly Make[] = [
  get('peer', '/v1/peer/claims', ({ incarnation }) => ({
    cursor: `${incarnation}:900`,
    wait_ms: '0',
  })),
  get('peer', '/v1/peer/standing', ({ incarnation }) => ({ incarnation })),
  get('peer', '/v1/peer/op-digests', () => ({ after: '' })),
  get('peer', '/v1/peer/op-ids', streamQuery({ bucket: '0', above: '0' })),
  get('peer', '/v1/peer/ops', (_known, random) => ({
    ids: `${randomId(random)},${randomId(random)}`,
  })),
  get('peer', '/v1/peer/range', streamQuery({ above: '0', up_to: '10' })),
  get('peer', '/v1/peer/pruned', streamQuery({})),
  get('peer', '/v1/peer/change-digests'),
  get('peer', '/v1/peer/changes', ({ incarnation }) => ({ incarnation, bucket: '0' })),
];

const OFREP_ASK = { context: { targetingKey: '0417', storeId: '0417' } };

/** A draft that nobody starts: each draw has an id of its own. */
const releaseAsked = (random: () => number) => {
  const stage = { percent: 10, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const release = {
    id: `f${Math.floor(random() * 1e12)}`,
    kind: 'flags',
    stages: [{ ...stage, needs_approval: false, business_hours: false }],
    flags: [{ key: 'fuzz', variant: 'on' }],
  };
  return { why: 'fuzz', release };
};
const newRelease: Make = (_known, random) => {
  const value = { who: 'fuzz', ...releaseAsked(random) };
  return draft('admin', 'POST', '/v1/admin/releases', { kind: 'json', value });
};
const newInConsole: Make = (_known, random) =>
  draft('person', 'POST', '/console/api/releases', { kind: 'json', value: releaseAsked(random) });

const storeRow = { ds: 'store', k: '0417', op: 'put', v: STORE_PROFILE };
const priceRow = { ds: 'price', k: 'eu-1/1001/0', op: 'put', v: { amount: 100 } };
const search = { number: '01', till: '', date: '2026-11-21', amount: '9.99' };

const NO_DRILL = `d-${'0'.repeat(18)}`;
/** Of a store that has no till here. */
const DRILL = { audience: { stores: ['6818'] }, minutes: 5, stores: 1, why: 'fuzz' };

const HEAD_OFFICE: readonly Make[] = [
  importAs('admin', '/v1/admin/import'),
  post('admin', '/v1/admin/changes', () => ({ author: 'fuzz', rows: [storeRow] })),
  post('admin', '/v1/admin/changes', () => ({ rows: [priceRow] })),
  get('admin', '/v1/admin/changes/current', () => ({ ds: 'store', k: '0417' })),
  post('admin', '/v1/admin/snapshots/build', () => ({ ds: 'price' })),
  post('admin', '/v1/admin/enrolment-codes', () => ({ store: '0417', till: '98', ttl_ms: 60_000 })),
  post('admin', '/v1/admin/enrolment-codes/revoke', () => ({ code: 'A-2222-2222-2222' })),
  post('admin', '/v1/admin/tills/revoke', () => ({ till_id: 'eu-0999-99' })),
  post('admin', '/v1/admin/quarantine/replay', ({ till }) => ({ stream: till.stream })),
  get('admin', '/v1/admin/releases'),
  get('admin', '/v1/admin/releases/never-was'),
  newRelease,
  get('admin', '/v1/admin/flags/never-was/stores'),
  get('admin', '/ofrep/v1/events'),
  post('admin', '/ofrep/v1/evaluate/flags', () => OFREP_ASK),
  post('admin', '/ofrep/v1/evaluate/flags/never-was', () => OFREP_ASK),
  post('admin', '/v1/admin/releases/never-was/act', () => ({
    who: 'fuzz',
    why: 'fuzz',
    action: 'approve',
    stage: 0,
  })),
  get('admin', '/v1/admin/drills'),
  post('admin', '/v1/admin/drills', () => ({ who: 'fuzz', ...DRILL })),
  post('admin', `/v1/admin/drills/${NO_DRILL}/stop`, () => ({ who: 'fuzz', why: 'fuzz' })),
  get('admin', '/v1/admin/builds'),
  () =>
    draft('admin', 'POST', `/v1/admin/builds/files/${BUILD_HASH}/0`, {
      kind: 'bytes',
      bytes: BUILD_BYTES,
    }),
  post('admin', '/v1/admin/builds', () => ({ who: 'w', version: '0.0.7', files: [buildFile] })),
  post('admin', '/v1/admin/builds/champion', () => ({ who: 'w', version: '0.0.8' })),
  get('admin', '/v1/admin/status'),
  get('admin', '/status/live'),
  get('admin', '/status/day', () => ({ store: '0417', day: '2026-11-20' })),
  get('admin', '/status/documents', () => search),
];

/** No till of any test sells here: its days are closed with none missing. */
export const CLOSED_STORE = '6817';

const NO_OP = '0'.repeat(32);
const STEP = '00000000-0000-4000-8000-000000000000';

const CONSOLE: readonly Make[] = [
  get('person', '/console/api/me'),
  get('person', '/console/api/fleet'),
  get('person', '/console/api/site'),
  get('person', '/console/api/stores/0417/today'),
  get('person', '/console/api/stores/0417/days/2026-11-20'),
  post('person', `/console/api/stores/${CLOSED_STORE}/days/2026-11-20/close`, () => ({
    close_id: '00000000-0000-4000-8000-000000000000',
    missing: [],
    closes: 0,
    note: 'n',
  })),
  get('person', '/console/api/releases'),
  post('person', '/console/api/releases/never-was/act', () => ({ why: 'w', action: 'start' })),
  newInConsole,
  get('person', '/console/api/release-choices'),
  get('person', '/console/api/events'),
  post('person', '/console/api/releases/preview', () => ({
    audience: { stores: ['0417', '9998'] },
    percents: [10, 100],
  })),
  get('person', '/console/api/drills'),
  post('person', '/console/api/drills', () => DRILL),
  post('person', `/console/api/drills/${NO_DRILL}/stop`, () => ({ why: 'fuzz' })),
  get('person', '/console/api/parked'),
  get('person', `/console/api/parked/${NO_OP}`),
  post('person', `/console/api/parked/${NO_OP}/send-again`, () => ({ step_id: STEP })),
  post('person', `/console/api/parked/${NO_OP}/resolve`, () => ({ step_id: STEP, note: 'n' })),
  get('person', '/console/api/audit', () => ({ find: 'a', kind: 'release', before: '9.A.1' })),
  post('person', '/console/sign-out', () => ({})),
];

const OPEN: readonly Make[] = [
  '/',
  '/livez',
  '/readyz',
  '/openapi.json',
  '/status/page.js',
  '/status/page.css',
  '/console',
  '/console/fleet',
  '/console/releases',
  '/console/drills',
  '/console/parked',
  '/console/audit',
  '/console/sites',
  '/console/stores/0417',
  '/console/assets/none.js',
  '/console/sign-in',
  '/console/callback',
].map((path) => get('nobody', path));

/** Makers of requests that a site takes, for each route it serves; what tills send comes oftenest. */
export const GOOD_REQUESTS: readonly Make[] = [
  ...TILL,
  ...TILL,
  ...PEER,
  ...HEAD_OFFICE,
  ...CONSOLE,
  ...OPEN,
];
