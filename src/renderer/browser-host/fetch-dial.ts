import type { TransportFailure, TransportResult } from '../../contracts/ipc.ts';
import { MAX_ANSWER_BYTES } from '../../contracts/site-request.ts';

export type FetchRequest = {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Uint8Array;
  /** To the answer's head; a browser does not tell when it is connected, ms. */
  firstByteMs: number;
  totalMs: number;
  signal?: AbortSignal;
};

/**
 * One request by `fetch`. Coarser than main's: refused, bad TLS, DNS and a missing CORS header all
 * look alike here and count as `refused`.
 */
export async function fetchDial(
  ask: FetchRequest,
  call: typeof fetch = fetch,
): Promise<TransportResult> {
  const began = performance.now();
  const stop = new AbortController();
  let cause: TransportFailure | undefined;
  const end = (failure: TransportFailure) => (): void => {
    cause ??= failure;
    stop.abort();
  };
  const onAbort = end('aborted');
  if (ask.signal?.aborted === true) onAbort();
  ask.signal?.addEventListener('abort', onAbort);
  const total = setTimeout(end('total-timeout'), ask.totalMs);
  const firstByte = setTimeout(end('first-byte-timeout'), ask.firstByteMs);
  const fail = (failure: TransportFailure): TransportResult => ({
    ok: false,
    failure: cause ?? failure,
    detail: 'fetch',
    ms: performance.now() - began,
  });
  let response: Response | undefined;
  try {
    response = await call(ask.url, requestInit(ask, stop.signal));
    clearTimeout(firstByte);
    if (response.type === 'opaqueredirect') return fail('redirect');
    const body = await readBody(response);
    if (body === undefined) return fail('too-large');
    const headers = Object.fromEntries(response.headers);
    const content_type = response.headers.get('content-type') ?? '';
    const { status } = response;
    return { ok: true, status, content_type, headers, body, ms: performance.now() - began };
  } catch {
    return fail(response === undefined ? 'refused' : 'reset');
  } finally {
    clearTimeout(firstByte);
    clearTimeout(total);
    ask.signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

/** No cookies, no cache, no referrer, no redirects: only what the till signed. */
export function requestInit(
  { method, headers, body }: Pick<FetchRequest, 'method' | 'headers' | 'body'>,
  signal: AbortSignal,
): RequestInit {
  return {
    method,
    headers,
    signal,
    mode: 'cors',
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  };
}

async function readBody(response: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
