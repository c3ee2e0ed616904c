import { sha256 } from '@noble/hashes/sha2.js';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { nonceText } from '../../contracts/signed-token.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { deriveOpId, deriveStreamId, GENESIS } from '../../domain/oplog/op-id.ts';
import { forgetTill } from '../testing/forget-till.ts';
import { textOfBase64url } from './base64.ts';
import { openBrowserHost } from './browser-host.ts';
import { fetchDial } from './fetch-dial.ts';
import { newWebTillKey, signWith, webTokenTools } from './web-keys.ts';

const PROFILE = {
  store: '0417',
  name: 'Harbour Street',
  region: 'eu',
  currency: 'EUR',
  locale: 'en-IE',
  time_zone: 'Europe/Dublin',
  price_zone: 'base',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  cash_policy: { increment: 5 },
  tax_version: '1',
  taxes: [],
  tax_classes: {},
  seller: { name: 'Shop', tax_id: '1', footer: '' },
};
const SITE = 'https://site-a.example';
const STREAM = deriveStreamId(sha256, 'eu-0417-02', GENESIS);

async function token(key: CryptoKey, purpose: 'region' | 'credential', statement: object) {
  const payload = toBase64url(new TextEncoder().encode(JSON.stringify(statement)));
  return `${payload}.${await signWith(key, purpose, payload)}`;
}

/** Head office, played under `fetch`: region file on our own origin, enrolment at the site. */
async function playHeadOffice() {
  const issuer = await newWebTillKey();
  const site = await newWebTillKey();
  const sites = [{ id: 'A', url: SITE, key: site.publicKey, required: true }];
  const file = { v: 1, region: 'eu', number: 1, issued_ms: 0, sites };
  const region_file = await token(issuer.privateKey, 'region', file);
  const seen: { url: string; init: RequestInit | undefined }[] = [];
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    if (input === '/region.json')
      return Response.json({ issuer_key: issuer.publicKey, region_file });
    if (!input.startsWith(SITE)) return real(input, init);
    seen.push({ url: input, init });
    if (!input.endsWith('/v1/enrol')) return Response.json({ ok: true });
    const { key } = (await new Response(init?.body ?? '').json()) as { key: string };
    const credential = await token(site.privateKey, 'credential', {
      v: 1,
      region: 'eu',
      store: '0417',
      till: '02',
      till_id: 'eu-0417-02',
      key,
      site: 'A',
      issued_ms: 1,
      expires_ms: 4_000_000_000_000,
      serial: GENESIS,
      series: 'A',
    });
    return Response.json({ region_file, credential, profile: PROFILE });
  });
  return seen;
}
beforeAll(forgetTill);
afterEach(() => vi.unstubAllGlobals());

function chain(count: number) {
  let prev = GENESIS;
  return Array.from({ length: count }, (_, i) => {
    const raw = new TextEncoder().encode(
      JSON.stringify({ v: 1, seq: i + 1, at_ms: 1_795_392_000_000 }),
    );
    const op_id = deriveOpId(sha256, prev, STREAM, i + 1, raw);
    const line = { stream: STREAM, seq: i + 1, prev_op_id: prev, op_id, raw };
    prev = op_id;
    return line;
  });
}

test('D24: a browser becomes a till, keeps a flushed second copy, and a second tab does not', async () => {
  const seen = await playHeadOffice();
  const host = openBrowserHost();
  const info = await host.invoke('app.info', {});
  expect(info).toMatchObject({
    answer: { host: 'browser', journal_host: 'opfs', key_storage: 'webcrypto-non-extractable' },
  });
  expect(await host.invoke('identity.get', {})).toMatchObject({
    answer: { state: 'new', region: 'eu', sites: ['A'] },
  });
  expect(await host.invoke('journal.open', {})).toMatchObject({ answer: { ok: true, heads: [] } });
  const lines = chain(5);
  const own = { salt: GENESIS, series: 'A' };
  expect(await host.invoke('journal.append', { ...own, lines })).toMatchObject({
    answer: { ok: false },
  });
  expect(await host.invoke('identity.enrol', { code: 'a-7kq2-9xyz-abcd' })).toMatchObject({
    answer: { ok: true, identity: { state: 'enrolled', till_id: 'eu-0417-02' } },
  });
  const { key: publicKey } = JSON.parse(await new Response(seen[0]?.init?.body ?? '').text()) as {
    key: string;
  };

  const appended = await host.invoke('journal.append', { ...own, lines: lines.slice(0, 2) });
  const sigs = appended.ok && appended.answer.ok ? appended.answer.sigs : [];
  expect(sigs).toHaveLength(2);
  expect(await webTokenTools.verify(publicKey, 'op', lines[0]?.op_id ?? '', sigs[0] ?? '')).toBe(
    true,
  );
  expect(await host.invoke('journal.append', { ...own, lines })).toMatchObject({
    answer: { ok: true },
  });
  expect(
    await host.invoke('journal.append', {
      ...own,
      lines: lines.slice(4).map((l) => ({ ...l, seq: 9 })),
    }),
  ).toMatchObject({
    answer: { ok: false, kind: 'out-of-order' },
  });
  const head = { stream: STREAM, first_seq: 1, head_seq: 5, head_op_id: lines[4]?.op_id };
  // The marker follows by itself: no sale waits for it.
  const marker = { stream: STREAM, series: 'A', head_seq: 5, other_machine: false };
  await expect
    .poll(() => host.invoke('journal.open', {}))
    .toMatchObject({ answer: { ok: true, heads: [head], marker, torn_bytes_cut: 0 } });
  const read = await host.invoke('journal.read', { stream: STREAM, from_seq: 4, limit: 9 });
  expect(read.ok && read.answer.lines.map(({ seq, raw }) => [seq, [...raw]])).toEqual(
    lines.slice(3).map(({ seq, raw }) => [seq, [...raw]]),
  );

  await host.invoke('transport.request', {
    id: '1',
    site: 'A',
    method: 'POST',
    path: '/v1/sync/ops',
    content_type: 'application/x-ndjson',
    body: new Uint8Array(20_000),
    time_ms: 1,
    connect_ms: 500,
    first_byte_ms: 500,
    total_ms: 2000,
  });
  expect(seen.at(-1)).toMatchObject({
    url: `${SITE}/v1/sync/ops`,
    init: { redirect: 'manual', credentials: 'omit', headers: { 'content-encoding': 'gzip' } },
  });
  expect(
    await host.invoke('receipt.print', { doc_no: '1', text: 'x', open_drawer: false }),
  ).toMatchObject({ answer: { ok: true } });

  const second = openBrowserHost();
  expect(await second.invoke('identity.get', {})).toMatchObject({
    answer: { state: 'unusable', reason: 'second-tab' },
  });
  expect(await second.invoke('journal.open', {})).toMatchObject({ ok: false, refusal: 'failed' });
});

test('the private half of a browser till’s key cannot be read', async () => {
  const { privateKey, publicKey } = await newWebTillKey();
  await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
  const text = nonceText({ nonce: 'a', region: 'eu', site: 'A', incarnation: 'x' });
  const signature = await signWith(privateKey, 'nonce', text);
  expect(await webTokenTools.verify(publicKey, 'nonce', text, signature)).toBe(true);
  expect(await webTokenTools.verify(publicKey, 'op', text, signature)).toBe(false);
  expect(textOfBase64url('_w')).toBeUndefined();
});

test('what fetch can tell: refused, its own deadlines, redirects, aborts', async () => {
  const ask = { url: SITE, method: 'GET', headers: {}, firstByteMs: 60, totalMs: 120 } as const;
  const hang = (_url: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      const end = (): void => reject(new DOMException('', 'AbortError'));
      if (init?.signal?.aborted === true) end();
      init?.signal?.addEventListener('abort', end);
    });
  const drip = async (_url: unknown, init?: RequestInit): Promise<Response> =>
    new Response(
      new ReadableStream({
        start: (to) => init?.signal?.addEventListener('abort', () => to.error(new Error('gone'))),
      }),
    );
  const failureBy = async (call: typeof fetch, over = {}): Promise<string> => {
    const result = await fetchDial({ ...ask, ...over }, call);
    return result.ok ? 'ok' : result.failure;
  };
  expect([
    await failureBy(async () => Promise.reject(new TypeError('Failed to fetch'))),
    await failureBy(hang),
    await failureBy(drip),
    await failureBy(hang, { signal: AbortSignal.abort() }),
    await failureBy(async () => new Response(new Uint8Array(9_000_000))),
    await failureBy(async () =>
      Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }),
    ),
    await failureBy(async () => new Response('x')),
  ]).toEqual([
    'refused',
    'first-byte-timeout',
    'total-timeout',
    'aborted',
    'too-large',
    'redirect',
    'ok',
  ]);
});
