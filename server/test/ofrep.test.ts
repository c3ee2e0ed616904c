import { OpenFeature, type Provider } from '@openfeature/web-sdk';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { describe, expect, test, vi } from 'vitest';
import { must } from '../../src/domain/assert.ts';
import type { FlagStores } from '../src/features/ofrep/flag-stores-admin.ts';
import { a, admin, pair } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { readAnswer } from './test-till.ts';

const put = (k: string, v: object) =>
  admin(a, '/v1/admin/changes', { rows: [{ ds: 'flag', k, op: 'put', v }] });
const BOOLEAN = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };

async function ask(path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(new URL(path, a.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${pair.adminToken}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return readAnswer<Record<string, unknown> & { flags?: { key: string }[] }>(answer);
}
const BULK = '/ofrep/v1/evaluate/flags';
const context = { targetingKey: '8801', storeId: '8801' };

/** As much of a browser's EventSource as the provider uses: Node has none without a switch. */
class PlainEventSource extends EventTarget {
  static opened = 0;
  readyState = 0;
  private readonly stop = new AbortController();

  constructor(url: string) {
    super();
    void this.read(url).catch(() => undefined);
  }

  close(): void {
    this.stop.abort();
  }

  private async read(url: string): Promise<void> {
    const answer = await fetch(url, { signal: this.stop.signal });
    this.readyState = 1;
    PlainEventSource.opened += 1;
    this.dispatchEvent(new Event('open'));
    let rest = '';
    for await (const part of must(answer.body, 'a body').pipeThrough(new TextDecoderStream())) {
      const events = (rest + part).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) this.dispatchEvent(new MessageEvent('message', { data }));
      }
    }
  }
}

describe('OFREP for programs that are no tills', () => {
  test('OF1 OpenFeature’s own provider gets every type of flag, and its own default where there is none', async () => {
    await put('of-bool', { ...BOOLEAN, defaultVariant: 'on' });
    await put('of-text', { state: 'ENABLED', variants: { x: 'blue' }, defaultVariant: 'x' });
    await put('of-number', { state: 'ENABLED', variants: { x: 7 }, defaultVariant: 'x' });
    await put('of-object', { state: 'ENABLED', variants: { x: { a: [1] } }, defaultVariant: 'x' });
    await put('of-none', { ...BOOLEAN, defaultVariant: null });
    await put('of-killed', { ...BOOLEAN, state: 'DISABLED', defaultVariant: 'on' });
    const provider = new OFREPWebProvider({
      baseUrl: a.url,
      pollInterval: 0,
      headersFactory: () => Promise.resolve([['authorization', `Bearer ${pair.adminToken}`]]),
    });
    await OpenFeature.setContext('ofrep', context);
    // Written for looser settings of the compiler: its optional hooks may be undefined.
    await OpenFeature.setProviderAndWait('ofrep', provider as Provider);
    const client = OpenFeature.getClient('ofrep');
    expect(client.getBooleanDetails('of-bool', false)).toMatchObject({
      value: true,
      variant: 'on',
    });
    expect(client.getStringValue('of-text', 'red')).toBe('blue');
    expect(client.getNumberValue('of-number', 0)).toBe(7);
    expect(client.getObjectValue('of-object', {})).toEqual({ a: [1] });
    expect(client.getBooleanValue('of-none', true)).toBe(true);
    expect(client.getBooleanValue('of-killed', false)).toBe(false);
    expect(client.getBooleanDetails('of-nobody', true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(client.getStringDetails('of-bool', 'red')).toMatchObject({
      value: 'red',
      errorCode: 'TYPE_MISMATCH',
    });
    await OpenFeature.clearProviders();
  });
  test('OF2 the bulk answer has an ETag over what was evaluated; the same again is 304 without a body', async () => {
    const first = await ask(BULK, { context });
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const same = await ask(BULK, { context }, { 'if-none-match': etag });
    expect([same.status, same.text]).toEqual([304, '']);
    await put('of-etag', BOOLEAN);
    const changed = await ask(BULK, { context }, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });
  test('OF3 a store’s ranks are head office’s word: a client cannot give itself one', async () => {
    const rows = ['8801', '8802'].map((store) => {
      const v = { ...STORE_PROFILE, store, groups: ['ofrep'] };
      return { ds: 'store', k: store, op: 'put', v };
    });
    await admin(a, '/v1/admin/changes', { rows });
    await put('of-pilot', BOOLEAN);
    const stage = { percent: 50, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
    const id = `of-${process.pid}`;
    const release = {
      id,
      kind: 'flags',
      audience: { groups: ['ofrep'] },
      stages: [{ ...stage, needs_approval: false, business_hours: false }],
      flags: [{ key: 'of-pilot', variant: 'on' }],
    };
    const by = { who: 'it', why: 'test' };
    await admin(a, '/v1/admin/releases', { ...by, release });
    await admin(a, `/v1/admin/releases/${id}/act`, { ...by, action: 'start' });
    const { body } = await admin<FlagStores>(a, '/v1/admin/flags/of-pilot/stores');
    const having = body.stores.filter(({ variant }) => variant === 'on').map(({ store }) => store);
    expect(having).toHaveLength(1);
    for (const store of ['8801', '8802']) {
      const asked = { targetingKey: store, pilot: { [id]: 0.0001 } };
      const told = await ask(`${BULK}/of-pilot`, { context: asked });
      expect(told.body).toMatchObject({
        variant: having.includes(store) ? 'on' : 'off',
        reason: 'TARGETING_MATCH',
      });
    }
  });
  test('OF5 a client of OpenFeature’s own provider has a flag soon after it moved, told by the stream that the bulk answer names', async () => {
    await put('of-live', BOOLEAN);
    vi.stubGlobal('EventSource', PlainEventSource);
    const provider = new OFREPWebProvider({
      baseUrl: a.url,
      pollInterval: 0,
      headersFactory: () => Promise.resolve([['authorization', `Bearer ${pair.adminToken}`]]),
    });
    try {
      await OpenFeature.setContext('ofrep-live', context);
      await OpenFeature.setProviderAndWait('ofrep-live', provider as Provider);
      const client = OpenFeature.getClient('ofrep-live');
      expect(client.getBooleanValue('of-live', true)).toBe(false);
      await vi.waitFor(() => expect(PlainEventSource.opened).toBe(1), 5000);
      await put('of-live', { ...BOOLEAN, defaultVariant: 'on' });
      // The provider itself waits a second for more words.
      await vi.waitFor(() => expect(client.getBooleanValue('of-live', false)).toBe(true), 5000);
    } finally {
      await OpenFeature.clearProviders();
      vi.unstubAllGlobals();
    }
  });
  test('OF5 the stream opens with its key or the admin token alone, and the key opens nothing else', async () => {
    const { body } = await ask(BULK, { context });
    const [stream] = body['eventStreams'] as { endpoint: { requestUri: string } }[];
    const uri = stream?.endpoint.requestUri ?? '';
    const key = new URL(uri, a.url).searchParams.get('key') ?? '';
    const open = async (path: string, headers: Record<string, string> = {}) => {
      const stop = new AbortController();
      const answer = await fetch(new URL(path, a.url), { headers, signal: stop.signal });
      stop.abort();
      return answer.status;
    };
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect(await open(uri)).toBe(200);
    expect(await open('/ofrep/v1/events', bearer(pair.adminToken))).toBe(200);
    for (const path of ['/ofrep/v1/events', `${uri}x`, '/ofrep/v1/events?key='])
      expect(await open(path)).toBe(401);
    expect(await open('/ofrep/v1/events', bearer(key))).toBe(401);
    expect((await ask(BULK, { context }, bearer(key))).status).toBe(401);
  });
  test('OF4 errors are typed: no key, no context, an unknown flag, nobody’s token, no JSON', async () => {
    const codes = async (path: string, body: unknown) => {
      const { status, body: said } = await ask(path, body);
      return [status, said['errorCode']];
    };
    expect(await codes(BULK, {})).toEqual([400, 'INVALID_CONTEXT']);
    expect(await codes(BULK, { context: [] })).toEqual([400, 'INVALID_CONTEXT']);
    expect(await codes(BULK, { context: { storeId: '8801' } })).toEqual([
      400,
      'TARGETING_KEY_MISSING',
    ]);
    expect(await codes(`${BULK}/never-was`, { context })).toEqual([404, 'FLAG_NOT_FOUND']);
    expect((await ask(BULK, { context }, { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await ask(BULK, 'text')).status).toBe(400);
  });
});
