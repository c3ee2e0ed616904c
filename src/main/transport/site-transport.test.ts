import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { TransportRequest } from '../../contracts/ipc.ts';
import { openRegion } from '../../contracts/read-token.ts';
import { LineAway } from '../../contracts/line-away.ts';
import { siteUrl } from '../../contracts/site-request.ts';
import { publicKeyText, signText } from '../identity/ed25519.ts';
import {
  isSignedBy,
  newKey,
  openHeadOffice,
  PROFILE,
  token,
  type HeadOffice,
} from '../identity/testing-head-office.ts';
import type { EnrolledTill } from '../identity/till-session.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { BackEndSets } from './back-end-sets.ts';
import { openConnections } from './connections.ts';
import { makeDial } from './dial.ts';
import { siteTransport } from './site-transport.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
const KEY = newKey();
const STREAM = 'AAAAAAAAAAAAAAAAAAAAAQ.AAAAAAAAAAAAAAAAAAAAAg';

async function enrolledAt(office: HeadOffice): Promise<EnrolledTill> {
  const region = await openRegion(nodeTokenTools, office.trust);
  if (region === undefined) throw new Error('no region');
  const credential = office.credential(publicKeyText(KEY));
  return {
    region,
    tillId: credential.till_id,
    credential,
    credentialToken: token(office.siteKey, 'credential', credential),
    lastZ: undefined,
    profile: PROFILE,
    sign: (purpose, text) => signText(KEY, purpose, text),
  };
}
async function start() {
  const office = await openHeadOffice();
  const connections = openConnections();
  closers.push(office.close, connections.close);
  const till = await enrolledAt(office);
  const applied: string[] = [];
  const line = new LineAway(() => performance.now());
  const session = {
    current: () => till as EnrolledTill | undefined,
    applyRegionFile: async (offered: string) => applied.push(offered) > 0,
  };
  return {
    office,
    till,
    applied,
    session,
    line,
    transport: siteTransport(session, makeDial(connections), new BackEndSets(), line),
  };
}
const ask = (over: Partial<TransportRequest>): TransportRequest => ({
  id: '1',
  site: 'A',
  method: 'GET',
  path: '/v1/sync/changes?cursor=abc&limit=2',
  time_ms: 1_700_000_000_000,
  connect_ms: 1000,
  first_byte_ms: 1000,
  total_ms: 2000,
  ...over,
});

test('D19: a request carries who asks, signed over the very bytes sent', async () => {
  const { office, till, transport } = await start();
  office.answerWith(() => ({ status: 200, body: '{}' }));
  await transport.request(ask({ stream: STREAM }));
  await transport.request(ask({}));
  const body = Buffer.from('{"op":1}\n');
  const post = {
    method: 'POST',
    path: '/v1/sync/ops',
    content_type: 'application/x-ndjson',
  } as const;
  await transport.request(ask({ ...post, body }));
  await transport.request(ask({ ...post, body: Buffer.alloc(5000, 'ab\n') }));
  const [get, bare, small, large] = office.received;
  expect(get?.headers).toMatchObject({
    'sync-protocol': '1',
    'sync-till': 'eu-0417-02',
    'sync-region': 'eu',
    'sync-stream': STREAM,
    'sync-credential': till.credentialToken,
    'sync-time': '1700000000000',
  });
  expect(get?.path).toBe('/v1/sync/changes?cursor=abc&limit=2');
  expect(bare?.headers).not.toHaveProperty('sync-stream');
  const key = publicKeyText(KEY);
  for (const seen of office.received) expect(isSignedBy(key, seen)).toBe(true);
  expect(small?.headers).not.toHaveProperty('content-encoding');
  expect(small?.body).toEqual(body);
  expect(large?.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(large?.body ?? '')).toEqual(Buffer.alloc(5000, 'ab\n'));
});

test('ADR 0008: a body the till packed is sent and signed as it came', async () => {
  const { office, transport } = await start();
  office.answerWith(() => ({ status: 200, body: '{}' }));
  const body = gzipSync(Buffer.alloc(50_000, 'sale'));
  const packed = { content_type: 'application/x-ndjson', content_encoding: 'gzip' } as const;
  await transport.request(ask({ method: 'POST', path: '/v1/sync/ops', ...packed, body }));
  const [seen] = office.received;
  expect(seen?.headers['content-encoding']).toBe('gzip');
  expect(seen?.body).toEqual(body);
  expect(seen !== undefined && isSignedBy(publicKeyText(KEY), seen)).toBe(true);
});

test('I10: nothing but /v1/ of a site of the region file is dialled', async () => {
  const { office, till, transport } = await start();
  office.answerWith(() => ({ status: 200, body: '{}' }));
  const wrong: Partial<TransportRequest>[] = [
    { site: 'B' },
    { path: '/v1/../admin' },
    { path: '/v1/%2e%2E/admin' },
    { path: '/v1/./x' },
    { path: '/v1//elsewhere/' },
    { path: '/v1/x#y' },
    { path: '/v1/x y' },
    { path: '/v1/x\\y' },
    { path: '/admin' },
    { path: '//elsewhere/v1/' },
    { path: '@elsewhere/v1/' },
  ];
  for (const over of wrong)
    expect(await transport.request(ask(over))).toMatchObject({ ok: false, failure: 'other' });
  expect(office.received).toEqual([]);
  const file = { ...till.region.file };
  expect(siteUrl(file, 'A', '/v1/x.y/~a?b=c%20d')).toBe(`${office.url}/v1/x.y/~a?b=c%20d`);
});

test('a till that is not enrolled sends nothing', async () => {
  const { office, session, transport } = await start();
  session.current = () => undefined;
  expect(await transport.request(ask({}))).toMatchObject({ ok: false, failure: 'other' });
  expect(office.received).toEqual([]);
});

test('abort ends the request it names and no other', async () => {
  const { office, transport } = await start();
  office.answerWith(({ path }) => (path === '/v1/gone' ? undefined : { status: 200, body: '{}' }));
  const flying = transport.request(ask({ id: 'x' }));
  transport.abort('y');
  transport.abort('x');
  expect(await flying).toMatchObject({ failure: 'aborted' });
  expect(await transport.request(ask({ id: 'x' }))).toMatchObject({ ok: true });
});

test('D18: a hello that brings a newer region file has it handed on', async () => {
  const { office, applied, transport } = await start();
  const hello = {
    nonce_sig: '',
    region: 'eu',
    site: 'A',
    incarnation: 'A-abcdefgh',
    server_ms: 1,
    region_file: office.regionToken(2),
    stream: {
      status: 'unknown',
      contiguous: 0,
      contiguous_op_id: 'AAAAAAAAAAAAAAAAAAAAAA',
      received_max: 0,
      want: [],
    },
    peers: {},
    limits: { max_ops: 1, max_bytes: 1, hard_bytes: 1 },
    push_after_ms: 0,
    poll_ms: 1000,
    draining: false,
    recovering: false,
    changes_vec: {},
  };
  office.answerWith(() => ({ status: 200, body: JSON.stringify(hello) }));
  await transport.request(ask({ path: '/v1/sync/changes' }));
  expect(applied).toEqual([]);
  await transport.request(ask({ method: 'POST', path: '/v1/sync/hello', body: Buffer.from('{}') }));
  expect(applied).toEqual([office.regionToken(2)]);
});

test('LD2, LD3: while the line is away nothing is dialled but the question for the drill itself', async () => {
  const { office, transport, line } = await start();
  office.answerWith(() => ({ status: 200, body: '{}' }));
  line.take(60_000);
  for (const path of ['/v1/sync/hello', '/v1/sync/changes?datasets=staff%2Cflag&limit=2', '/v1/x'])
    expect(await transport.request(ask({ path }))).toMatchObject({
      ok: false,
      failure: 'connect-timeout',
    });
  expect(office.received).toEqual([]);
  const path = '/v1/sync/changes?datasets=line-drill&limit=2';
  expect(await transport.request(ask({ path }))).toMatchObject({ ok: true });
  line.take(0);
  expect(await transport.request(ask({ path: '/v1/sync/hello' }))).toMatchObject({ ok: true });
});
