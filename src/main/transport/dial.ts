import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TransportFailure, TransportResult } from '../../contracts/ipc.ts';
import { isRedirect, MAX_ANSWER_BYTES } from '../../contracts/site-request.ts';
import type { Connections } from './connections.ts';
import { failureOf } from './failure-of.ts';

export type DialRequest = {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Uint8Array;
  /** From the start to an open (and secured) connection, ms. */
  connectMs: number;
  /** From then to the answer's head, ms. */
  firstByteMs: number;
  /** From the start to the answer's last byte, ms. */
  totalMs: number;
  signal?: AbortSignal;
};

/** One request, one result; every failure is a value. Each stage has its own deadline (D22). */
export type Dial = (request: DialRequest) => Promise<TransportResult>;

export function makeDial(connections: Connections, maxBytes = MAX_ANSWER_BYTES): Dial {
  return (ask) => {
    const began = performance.now();
    const { promise, resolve } = Promise.withResolvers<TransportResult>();
    const request = connections.start(ask.url, {
      method: ask.method,
      headers: ask.headers,
      ownSocket: false,
    });
    const timers = stageTimers((failure) => fail(failure, failure));
    const abort = (): void => fail('aborted', 'aborted');
    const settle = (result: TransportResult): void => {
      timers.stop();
      ask.signal?.removeEventListener('abort', abort);
      resolve(result);
    };
    const elapsed = (): number => performance.now() - began;
    function fail(failure: TransportFailure, detail: string): void {
      settle({ ok: false, failure, detail, ms: elapsed() });
      request.destroy();
    }
    const failBy = (error: unknown): void => {
      const { failure, detail } = failureOf(error);
      fail(failure, detail);
    };
    timers.total(ask.totalMs);
    timers.stage('connect-timeout', ask.connectMs);
    request.on('error', failBy);
    onConnected(request, () => timers.stage('first-byte-timeout', ask.firstByteMs));
    request.on('response', (response) => {
      timers.stopStage();
      if (isRedirect(response.statusCode ?? 0)) return fail('redirect', 'redirect');
      response.on('error', failBy);
      collect(response, maxBytes, (body) => {
        if (body === undefined) return fail('too-large', 'too-large');
        settle(answerOf(response, body, elapsed()));
      });
    });
    if (ask.signal?.aborted === true) abort();
    else ask.signal?.addEventListener('abort', abort);
    request.end(ask.body);
    return promise;
  };
}

type Stage = 'connect-timeout' | 'first-byte-timeout';

function stageTimers(fire: (failure: Stage | 'total-timeout') => void) {
  let stage: NodeJS.Timeout | undefined;
  let total: NodeJS.Timeout | undefined;
  return {
    total: (ms: number) => (total = setTimeout(fire, ms, 'total-timeout')),
    stage(failure: Stage, ms: number) {
      clearTimeout(stage);
      stage = setTimeout(fire, ms, failure);
    },
    stopStage: () => clearTimeout(stage),
    stop() {
      clearTimeout(stage);
      clearTimeout(total);
    },
  };
}

/** A kept socket is connected from the start. */
export function onConnected(request: ClientRequest, connected: () => void): void {
  request.once('socket', (socket: Socket & { secureConnecting?: boolean }) => {
    if (socket.secureConnecting === true) socket.once('secureConnect', connected);
    else if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
}

/** The whole body, or undefined as soon as it is longer than allowed. */
function collect(
  response: IncomingMessage,
  maxBytes: number,
  done: (body: Uint8Array | undefined) => void,
): void {
  const parts: Uint8Array[] = [];
  let size = Number(response.headers['content-length'] ?? 0) > maxBytes ? maxBytes + 1 : 0;
  if (size > maxBytes) return done(undefined);
  response.on('data', (part: Uint8Array) => {
    size += part.length;
    if (size > maxBytes) done(undefined);
    else parts.push(part);
  });
  // A copy of its own: small buffers share memory that must not travel to the page.
  response.on('end', () => done(new Uint8Array(Buffer.concat(parts))));
}

function answerOf(response: IncomingMessage, body: Uint8Array, ms: number): TransportResult {
  return {
    ok: true,
    status: response.statusCode ?? 0,
    content_type: response.headers['content-type'] ?? '',
    headers: plainHeaders(response.headers),
    body,
    ms,
  };
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  return plain;
}
