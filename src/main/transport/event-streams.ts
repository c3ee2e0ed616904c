import type { IpcEventData } from '../../contracts/ipc.ts';
import { readEvents } from '../../contracts/event-stream.ts';
import { EVENTS_RETRY_MS, EVENTS_SILENCE_MS } from '../../contracts/site-request.ts';
import type { Connections } from './connections.ts';
import type { SignedRequest } from './signed-request.ts';

type TransportEvent = IpcEventData<'transport.event'>;

export type EventStreamsDeps = {
  connections: Connections;
  /** Signs anew for each attempt; undefined where the site may not be called. */
  request: (
    site: string,
    stream: string | undefined,
    timeMs: number,
  ) => Promise<SignedRequest | undefined>;
  tell: (event: TransportEvent) => void;
  /** Milliseconds of a clock that only runs forward. */
  now: () => number;
  random: () => number;
  silenceMs?: number;
  retryMs?: readonly [number, number];
};

/** Event streams, one a site; a lost one is opened again for as long as it is wanted. */
export type EventStreams = {
  turnOn(site: string, stream: string | undefined, timeMs: number): void;
  turnOff(site: string): void;
  /** Ends what is connected; it is tried again for as long as it is wanted. */
  drop(): void;
  close: () => void;
};

export function openEventStreams(deps: EventStreamsDeps): EventStreams {
  const { now, random, retryMs = EVENTS_RETRY_MS } = deps;
  const wanted = new Map<string, AbortController>();
  const connected = new Set<AbortController>();

  async function keepOpen(
    site: string,
    stream: string | undefined,
    clock: () => number,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      const request = await deps.request(site, stream, clock());
      if (request !== undefined) {
        const once = new AbortController();
        connected.add(once);
        await listen(deps, site, request, AbortSignal.any([signal, once.signal]));
        connected.delete(once);
      }
      await pause(retryMs[0] + random() * (retryMs[1] - retryMs[0]), signal);
    }
  }

  return {
    turnOn(site, stream, timeMs) {
      wanted.get(site)?.abort();
      const stop = new AbortController();
      wanted.set(site, stop);
      const began = now();
      const clock = (): number => Math.round(timeMs + now() - began);
      void keepOpen(site, stream, clock, stop.signal);
    },
    turnOff(site) {
      wanted.get(site)?.abort();
      wanted.delete(site);
    },
    drop() {
      for (const once of connected) once.abort();
    },
    close() {
      for (const stop of wanted.values()) stop.abort();
      wanted.clear();
    },
  };
}

/** One connection's life. Tells `open` once it is ours and `closed` if it was ever open. */
function listen(
  { connections, tell, silenceMs = EVENTS_SILENCE_MS }: EventStreamsDeps,
  site: string,
  { url, headers }: SignedRequest,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const request = connections.start(url, { method: 'GET', headers, ownSocket: true });
  let isOpen = false;
  let silence = setTimeout(end, silenceMs);
  function end(): void {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    if (isOpen) tell({ site, kind: 'closed' });
    isOpen = false;
    request.destroy();
    resolve();
  }
  request.on('error', end);
  request.on('response', (response) => {
    const type = response.headers['content-type'] ?? '';
    if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) return end();
    isOpen = true;
    tell({ site, kind: 'open' });
    const read = readEvents((kind, moved) => tell({ site, kind, ...moved }));
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs);
      if (!signal.aborted && !read(text)) end();
    });
    response.on('error', end);
    response.on('close', end);
  });
  signal.addEventListener('abort', end);
  request.end();
  return promise;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  if (signal.aborted) done();
  else signal.addEventListener('abort', done);
  return promise;
}
