import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { TransportResult } from '../../contracts/ipc.ts';
import { lastGoodLookup, openConnections } from './connections.ts';
import { makeDial } from './dial.ts';
import { failureOf } from './failure-of.ts';
import { makeCertificate } from './testing-certificate.ts';
import { closedPort, listenOn, openBlackHole } from './testing-server.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

type Ask = { path?: string; protocol?: string; ca?: string; body?: Uint8Array; maxBytes?: number };
const DEADLINES = { connectMs: 2000, firstByteMs: 2000, totalMs: 4000 };
const SHORT = { connectMs: 150, firstByteMs: 150, totalMs: 300 };

async function ask(port: number, over: Ask = {}, deadlines = DEADLINES, signal?: AbortSignal) {
  const connections = openConnections(over.ca);
  closers.push(connections.close);
  return makeDial(
    connections,
    over.maxBytes,
  )({
    url: new URL(over.path ?? '/v1/x', `${over.protocol ?? 'http'}://127.0.0.1:${port}`),
    method: over.body === undefined ? 'GET' : 'POST',
    headers: {},
    ...(over.body === undefined ? {} : { body: over.body }),
    ...deadlines,
    ...(signal === undefined ? {} : { signal }),
  });
}
const why = (result: TransportResult): string =>
  result.ok ? `answer ${result.status}` : result.failure;

async function serve(listener: http.RequestListener): Promise<number> {
  const server = http.createServer(listener);
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return listenOn(server);
}
async function serveRaw(onSocket: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return listenOn(server);
}
async function serveTls(certificate: { key: string; cert: string }): Promise<number> {
  const server = https.createServer(certificate, (_request, response) => response.end('ours'));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return listenOn(server);
}

test('an answer comes back whole: status, headers, bytes', async () => {
  const port = await serve((request, response) => {
    response.writeHead(418, {
      'content-type': 'text/plain',
      'sync-site': 'A',
      'x-two': ['a', 'b'],
    });
    request.pipe(response);
  });
  const body = Uint8Array.from([0, 255, 10]);
  const result = await ask(port, { body });
  expect(result).toMatchObject({
    ok: true,
    status: 418,
    content_type: 'text/plain',
    headers: { 'sync-site': 'A', 'x-two': 'a, b' },
    body,
  });
});

test('a kept socket serves the next request', async () => {
  let sockets = 0;
  const server = http.createServer((_request, response) => response.end('x'));
  server.on('connection', () => (sockets += 1));
  closers.push(() => void server.close());
  const port = await listenOn(server);
  const connections = openConnections();
  closers.push(connections.close);
  const dial = makeDial(connections);
  const url = new URL(`http://127.0.0.1:${port}/v1/x`);
  for (let i = 0; i < 5; i += 1) await dial({ url, method: 'GET', headers: {}, ...DEADLINES });
  expect(sockets).toBe(1);
});

test('refused: nobody listens', async () => {
  expect(why(await ask(await closedPort()))).toBe('refused');
});

test('reset: the socket dies before the answer, in its head, in its body', async () => {
  const before = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const cut = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc';
  const inBody = await serveRaw((socket) =>
    socket.once('data', () => socket.write(cut, () => socket.resetAndDestroy())),
  );
  const inHead = await serveRaw((socket) =>
    socket.once('data', () => socket.end(cut.slice(0, 20))),
  );
  const ended = await serveRaw((socket) => socket.once('data', () => socket.end(cut)));
  for (const port of [before, inBody, inHead, ended]) expect(why(await ask(port))).toBe('reset');
});

test('D22: connect-timeout in a black hole', async () => {
  const hole = await openBlackHole();
  closers.push(() => void hole.close());
  expect(why(await ask(hole.port, {}, SHORT))).toBe('connect-timeout');
});

test('D22: connect-timeout where TCP answers and TLS never does', async () => {
  const port = await serveRaw(() => {});
  expect(why(await ask(port, { protocol: 'https' }, SHORT))).toBe('connect-timeout');
});

test('D22: first-byte-timeout where a site accepts and hangs', async () => {
  const port = await serve(() => {});
  expect(why(await ask(port, {}, SHORT))).toBe('first-byte-timeout');
});

test('D22: first-byte-timeout also on a kept socket', async () => {
  let asked = 0;
  const port = await serve((_request, response) => void ((asked += 1) === 1 && response.end('x')));
  const connections = openConnections();
  closers.push(connections.close);
  const dial = makeDial(connections);
  const url = new URL(`http://127.0.0.1:${port}/v1/x`);
  const request = { url, method: 'GET', headers: {}, ...SHORT } as const;
  expect(why(await dial({ ...request, ...DEADLINES }))).toBe('answer 200');
  expect(why(await dial(request))).toBe('first-byte-timeout');
});

test('total-timeout where bytes trickle', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  expect(why(await ask(port, {}, SHORT))).toBe('total-timeout');
});

test.each([301, 302, 303, 307, 308])(
  'redirect: a portal answers %i and is not followed',
  async (status) => {
    const paths: string[] = [];
    const port = await serve((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(status, { location: '/v1/login' }).end('<html>Welcome</html>');
    });
    expect(why(await ask(port))).toBe('redirect');
    expect(paths).toEqual(['/v1/x']);
  },
);

test('a portal that answers itself is an answer for others to judge', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  });
  expect(await ask(port)).toMatchObject({ status: 200, content_type: 'text/html' });
});

test('too-large: by its stated length, and by its bytes', async () => {
  const stated = await serve((_request, response) => response.end(Buffer.alloc(1001)));
  const chunked = await serve((_request, response) => {
    response.write(Buffer.alloc(600));
    response.end(Buffer.alloc(401));
  });
  for (const port of [stated, chunked])
    expect(why(await ask(port, { maxBytes: 1000 }))).toBe('too-large');
  expect(why(await ask(chunked, { maxBytes: 1001 }))).toBe('answer 200');
});

test('tls: a stranger; tls-time: a certificate out of its time; our own authority passes', async () => {
  const now = Date.now();
  const day = 86_400_000;
  const good = makeCertificate(now - day, now + day);
  const old = makeCertificate(now - 2 * day, now - day);
  const early = makeCertificate(now + day, now + 2 * day);
  const tls = { protocol: 'https' };
  expect(why(await ask(await serveTls(good), tls))).toBe('tls');
  expect(why(await ask(await serveTls(good), { ...tls, ca: good.cert }))).toBe('answer 200');
  expect(why(await ask(await serveTls(old), { ...tls, ca: old.cert }))).toBe('tls-time');
  expect(why(await ask(await serveTls(early), { ...tls, ca: early.cert }))).toBe('tls-time');
  const plain = await serve((_request, response) => response.end());
  expect(why(await ask(plain, tls))).toBe('tls');
});

test('other: what answers is not HTTP; the detail is a code, never the bytes', async () => {
  const port = await serveRaw((socket) => socket.once('data', () => socket.end('220 secret\r\n')));
  const result = await ask(port);
  expect(result).toMatchObject({ ok: false, failure: 'other', detail: 'HPE_INVALID_CONSTANT' });
});

test('aborted: before and during flight', async () => {
  const port = await serve(() => {});
  expect(why(await ask(port, {}, DEADLINES, AbortSignal.abort()))).toBe('aborted');
  const stop = new AbortController();
  const result = ask(port, {}, DEADLINES, stop.signal);
  stop.abort();
  expect(why(await result)).toBe('aborted');
});

test.each([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EPIPE', 'reset'],
  ['ENETUNREACH', 'refused'],
  ['ETIMEDOUT', 'connect-timeout'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['CERT_NOT_YET_VALID', 'tls-time'],
  ['EMFILE', 'other'],
  ['toString', 'other'],
])('%s counts as %s', (code, failure) => {
  expect(failureOf(Object.assign(new Error('secret'), { code }))).toEqual({
    failure,
    detail: code,
  });
});

test('a name that resolved once is still good when DNS is down', () => {
  let isUp = true;
  const down = Object.assign(new Error('dns'), { code: 'EAI_AGAIN' });
  const lookup = lastGoodLookup((_name, _options, done) =>
    isUp ? done(null, [{ address: '10.0.0.7', family: 4 }]) : done(down, []),
  );
  const look = (host: string, all: boolean): unknown[] => {
    const got: unknown[] = [];
    lookup(host, { all }, (...answer) => got.push(...answer));
    return got;
  };
  expect(look('site', true)).toEqual([null, [{ address: '10.0.0.7', family: 4 }]]);
  isUp = false;
  expect(look('site', false)).toEqual([null, '10.0.0.7', 4]);
  expect(look('stranger', true)[0]).toBe(down);
});
