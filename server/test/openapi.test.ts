import type { ParkedAsk } from '../../src/contracts/parked-baskets.ts';
import { readFileSync } from 'node:fs';
import { sealedCookies } from '../src/features/console/sealed-cookies.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/sync/testing/seeded-random.ts';
import { finishRequest } from './fuzz/finish-request.ts';
import { fuzzRequest } from './fuzz/fuzz-request.ts';
import { meetSite, type Met } from './fuzz/fuzz-site.ts';
import { BUILD_BYTES, BUILD_HASH, GOOD_REQUESTS } from './fuzz/good-requests.ts';
import type { Draft } from './fuzz/draft.ts';
import { openRawClient, type RawClient } from './fuzz/raw-client.ts';
import { operationOf, operationsOf, undocumented, type OpenApi } from './openapi-document.ts';
import { KNOWN_RELEASE, refusal } from './refused-requests.ts';
import { servedRoutes } from './served-routes.ts';
import { a, admin, pair, projected } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { keepBuildPart } from './test-builds.ts';
import { sell, TODAY } from './test-sales.ts';
import { makeTill } from './test-till.ts';

/** Not reached by asking: a fault of ours, a database that is away or full, a site that ends or is full of work. */
const FAULTS_OF_OURS = ['429', '500', '503', '507'];
const SEED = 7;
const SPOILED = 300;

let document: OpenApi;
let met: Met;
let client: RawClient;
/** Statuses seen by operation, and what the document does not say of an answer. */
const seen = new Map<string, Set<string>>();
const surprises: string[] = [];

beforeAll(async () => {
  document = (await admin<OpenApi>(a, '/openapi.json')).body;
  met = await meetSite(pair);
  managerCookie = await sealedCookies(readFileSync(a.keyFile, 'utf8'), Date.now).sealSession({
    subject: 'm',
    name: 'M',
    role: 'manager',
    stores: ['0417'],
  });
  client = openRawClient(met.port, 20_000);
  return () => client.close();
});

/** Asks and holds the answer against the document. */
async function ask(draft: Draft): Promise<string> {
  const wire = finishRequest(draft, met.by, Date.now());
  const answer = await client.ask(wire);
  const found = operationOf(document, draft.method, draft.path);
  if (answer.kind !== 'answer' || found === undefined) return answer.kind;
  const { name, operation } = found;
  const status = String(answer.status);
  const what = undocumented(operation, answer);
  if (what !== undefined) surprises.push(`${name} (${draft.done.join('; ')}): ${what}`);
  seen.set(name, (seen.get(name) ?? new Set()).add(status));
  return status;
}

const random = seededRandom(SEED);
const goodOnes = (): Draft[] => GOOD_REQUESTS.map((make) => make(met.known, random));

/** Requests whose good answer hangs on something that must be made first. */
async function madeFirst(): Promise<Draft[]> {
  const { till } = met.known;
  await till.push(a.url, sell(till, 2));
  await projected(a, till);
  const parked = await parkedBeside(till.identity.store);
  const row = { ds: 'price', k: 'eu-1/1001/0', op: 'put', v: { amount: 100 } };
  await admin(a, '/v1/admin/changes', { rows: [row] });
  await admin(a, '/v1/admin/snapshots/build', {});
  type Pulled = { reset: { ds: string; snapshot: string }[] };
  const pulled = await till.get<Pulled>(a.url, '/v1/sync/changes?datasets=price');
  const manifest = `/v1/sync/snapshots/price/${pulled.body.reset[0]?.snapshot ?? ''}`;
  type Manifest = { segments: { hash: string }[] };
  const { segments } = (await till.get<Manifest>(a.url, manifest)).body;
  const hash = segments[0]?.hash ?? '';
  const [code] = [(await admin<{ code: string }>(a, '/v1/admin/enrolment-codes', CODE)).body.code];
  const good = goodOnes();
  const at = (path: string, to: string): Draft => {
    const found = good.find((draft) => draft.path.startsWith(path));
    if (found === undefined) throw new Error(`no request for ${path}`);
    return { ...found, path: to };
  };
  const segment = at('/v1/sync/segments', `/v1/sync/segments/${hash}`);
  const released = await releasesFirst(good);
  const built = await buildsFirst(good);
  // The first round published the file: other bytes under its hash are refused.
  const [part] = good.filter((draft) => draft.path.startsWith('/v1/admin/builds/files/'));
  const otherBytes: Draft[] =
    part === undefined ? [] : [{ ...part, body: { kind: 'bytes', bytes: Buffer.from([1]) } }];
  const askParked = '/v1/store/parked/ask';
  const revoke = '/v1/admin/enrolment-codes/revoke';
  const setAside = await setAsideFirst();
  const consolePage = await (await fetch(new URL('/console', a.url))).text();
  const script = /assets\/[\w.-]+\.js/.exec(consolePage)?.[0] ?? '';
  return [
    at('/console/assets', `/console/${script}`),
    ...released,
    ...(await drillsFirst(good)),
    ...setAside,
    ...built,
    ...otherBytes,
    at('/v1/sync/snapshots', manifest),
    at('/v1/store/documents/', `/v1/store/documents/${till.identity.till}-A-1`),
    segment,
    { ...segment, headers: [...segment.headers, ['if-none-match', `"${hash}"`]] },
    { ...at(askParked, askParked), body: { kind: 'json', value: parked } },
    { ...at(revoke, revoke), body: { kind: 'json', value: { code } } },
  ];
}

/** A build that is published for Windows, and the champion. */
async function buildsFirst(good: readonly Draft[]): Promise<Draft[]> {
  const asked = good.filter(({ path: at }) => at.startsWith('/v1/admin/builds'));
  const [part, publish, champion] = asked.filter(({ method }) => method === 'POST');
  const file = good.find(({ path: at }) => at === `/v1/store/builds/files/${BUILD_HASH}`);
  if (!part || publish?.body.kind !== 'json' || !champion || !file)
    throw new Error('no requests for builds');
  await keepBuildPart(a, BUILD_HASH, 0, BUILD_BYTES);
  await admin(a, publish.path, publish.body.value);
  const known = { who: 'w', version: '0.0.7' };
  await admin(a, champion.path, known);
  // Longer than what app servers keep of the book.
  await new Promise((resolve) => setTimeout(resolve, 600));
  const ranged = (range: string): Draft => ({ ...file, headers: [['range', range]] });
  return [
    { ...champion, body: { kind: 'json', value: known } },
    ranged('bytes=2-'),
    ranged('bytes=99-'),
  ];
}

async function etagOf({ path, body }: Draft): Promise<string> {
  const said = await admin(a, path, body.kind === 'json' ? body.value : {});
  return said.headers.get('etag') ?? '';
}

/** New releases are IT's: to a manager these are not there. */
const OF_IT = [
  '/console/api/release-choices',
  '/console/api/releases',
  '/console/api/releases/preview',
  '/console/api/drills',
];
let managerCookie = '';
const asManager = (draft: Draft): Draft => ({
  ...draft,
  signer: 'nobody',
  headers: [
    ...draft.headers,
    ['cookie', `evertill-console-a=${managerCookie}`],
    ['sec-fetch-site', 'same-origin'],
  ],
});

/** A release that is there: looked at, approved, and one step that it refuses. */
async function releasesFirst(good: readonly Draft[]): Promise<Draft[]> {
  const make = good.find(({ method, path }) => `${method} ${path}` === 'POST /v1/admin/releases');
  const act = good.find(({ path }) => path.endsWith('/act'));
  const look = good.find(({ path }) => path.startsWith('/v1/admin/releases/'));
  if (make?.body.kind !== 'json' || act === undefined || look === undefined)
    throw new Error('no requests for releases');
  const asked = make.body.value as { release: object };
  const release = { ...asked.release, id: KNOWN_RELEASE };
  await admin(a, '/v1/admin/releases', { ...asked, release });
  const path = `/v1/admin/releases/${KNOWN_RELEASE}`;
  const flag = { state: 'ENABLED', variants: { on: true }, defaultVariant: 'on' };
  const rows = [{ ds: 'flag', k: KNOWN_RELEASE, op: 'put', v: flag }];
  await admin(a, '/v1/admin/changes', { rows });
  const flags = good.filter(
    ({ path: at }) => /never-was(\/stores)?$/.test(at) && !at.includes('/releases/'),
  );
  const bulk = good.find(({ path: at }) => at === '/ofrep/v1/evaluate/flags');
  if (bulk === undefined) throw new Error('no request for flags');
  const etag = await etagOf(bulk);
  const widen = { who: 'anna', why: 'test', action: 'widen' };
  const inConsole = good.find(({ path: at }) => at === '/console/api/releases/never-was/act');
  if (inConsole === undefined) throw new Error('no request for the console');
  const atConsole = (action: string): Draft => ({
    ...inConsole,
    path: `/console/api/releases/${KNOWN_RELEASE}/act`,
    body: { kind: 'json', value: { why: 'test', action, stage: 0 } },
  });
  return [
    ...flags.map((one) => ({ ...one, path: one.path.replace('never-was', KNOWN_RELEASE) })),
    { ...bulk, headers: [...bulk.headers, ['if-none-match', etag]] },
    { ...look, path },
    { ...act, path: `${path}/act` },
    { ...act, path: `${path}/act`, body: { kind: 'json', value: widen } },
    ...good.filter(({ path: at }) => OF_IT.includes(at)).map((draft) => asManager(draft)),
    atConsole('approve'),
    atConsole('widen'),
  ];
}

/** Drills that are begun, begun again, stopped and stopped again. */
async function drillsFirst(good: readonly Draft[]): Promise<Draft[]> {
  const stores = ['6818', '6820', '6821', '6822', '6823'];
  const rows = stores.map((store) => {
    return { ds: 'store', k: store, op: 'put', v: { ...STORE_PROFILE, store } };
  });
  await admin(a, '/v1/admin/changes', { rows });
  const drills = good.filter(({ method, path: at }) => method === 'POST' && /\/drills/.test(at));
  const found = (who: Draft['signer'], isStop: boolean): Draft => {
    const one = drills.find(
      (draft) => draft.signer === who && draft.path.endsWith('stop') === isStop,
    );
    if (one === undefined) throw new Error('no requests for drills');
    return one;
  };
  const begin = (draft: Draft, store: string): Draft => {
    const value = draft.body.kind === 'json' ? (draft.body.value as object) : {};
    const asked = { ...value, audience: { stores: [store] } };
    return { ...draft, body: { kind: 'json', value: asked } };
  };
  const stopOf = async (draft: Draft, store: string): Promise<Draft> => {
    const begun = begin(found('admin', false), store);
    const made = await admin<{ id: string }>(
      a,
      '/v1/admin/drills',
      begun.body.kind === 'json' ? begun.body.value : {},
    );
    return { ...draft, path: draft.path.replace(/d-0+/, made.body.id) };
  };
  const starts = [begin(found('admin', false), '6820'), begin(found('person', false), '6821')];
  const stops = [
    await stopOf(found('admin', true), '6822'),
    await stopOf(found('person', true), '6823'),
  ];
  return [...starts, ...starts, ...stops, ...stops];
}

/** An operation that nobody can read: looked at, sent again, resolved, and resolved once more. */
async function setAsideFirst(): Promise<Draft[]> {
  const till = makeTill(a.keyFile, { store: '0417', till: '95' });
  till.add('no JSON at all');
  await till.push(a.url);
  await projected(a, till);
  const id = Buffer.from(till.head.opId, 'base64url').toString('hex');
  const step = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
  const path = `/console/api/parked/${id}`;
  const good = goodOnes().filter((draft) => draft.path.startsWith('/console/api/parked/'));
  const asked = (draft: Draft, n: number): Draft => ({
    ...draft,
    path: draft.path.replace(/^.*parked.[0-9a-f]+/, path),
    ...(draft.method === 'GET'
      ? {}
      : { body: { kind: 'json', value: { step_id: step(n), note: 'n' } } }),
  });
  const again = good.filter((draft) => draft.path.endsWith('/resolve'));
  return [...good, ...again].map(asked);
}

/** A basket that waits at another till of the store, as it is asked for. */
async function parkedBeside(store: string): Promise<ParkedAsk> {
  const beside = makeTill(a.keyFile, { store, till: '97' });
  const open = { basket: {} };
  const sums = { total: 1, items: 1, currency: 'EUR' };
  const body = { park_id: 'p1', name: '', cashier: '1', at_ms: 1, ...sums, open };
  const op = { v: 1, seq: 1, kind: 'basket-parked', business_date: TODAY, at_ms: 1, body };
  beside.add(JSON.stringify(op));
  await beside.push(a.url);
  await projected(a, beside);
  return { till: '97', park_id: 'p1', hand_id: 'h1', left_ms: 5000 };
}

const CODE = { store: '0417', till: '96' };

describe('OpenAPI 3.1 of all that head office serves', () => {
  test('a route that is served stands in the document, and the other way round', async () => {
    expect(document.openapi).toBe('3.1.0');
    const served = await servedRoutes();
    expect(served.length).toBeGreaterThan(30);
    expect(operationsOf(document).toSorted()).toEqual(served.toSorted());
  });

  test('every operation is answered as the document says, taken and refused', async () => {
    for (const draft of [...goodOnes(), ...(await madeFirst())]) await ask(draft);
    for (const name of operationsOf(document)) {
      const [method = '', path = ''] = name.split(' ');
      const statuses = Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {});
      for (const status of statuses) {
        if (seen.get(name)?.has(status) === true) continue;
        const draft = goodOnes().find(
          (one) => operationOf(document, one.method, one.path)?.name === name,
        );
        if (draft === undefined) continue;
        refusal(status, draft, name)?.(draft);
        draft.done.push(`for a ${status}`);
        await ask(draft);
      }
    }
    expect(surprises.join('\n')).toBe('');
    const unseen = operationsOf(document).flatMap((name) => {
      const [method = '', path = ''] = name.split(' ');
      const statuses = Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {});
      return statuses
        .filter(
          (status) => !FAULTS_OF_OURS.includes(status) && seen.get(name)?.has(status) !== true,
        )
        .map((status) => `${name}: ${status}`);
    });
    expect(unseen.join('\n')).toBe('');
  }, 60_000);

  test('spoiled requests too get no answer that the document does not say', async () => {
    for (let i = 0; i < SPOILED; i += 1) await ask(fuzzRequest(met.known, SEED, i));
    expect(surprises.join('\n')).toBe('');
  }, 60_000);
});
