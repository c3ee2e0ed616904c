import type { IpcEventData } from '../../contracts/ipc.ts';
import { readEvents } from '../../contracts/event-stream.ts';
import { EVENTS_RETRY_MS, EVENTS_SILENCE_MS } from '../../contracts/site-request.ts';
import { requestInit } from './fetch-dial.ts';
import type { SignedFetch } from './signed-fetch.ts';

type Tell = (event: IpcEventData<'transport.event'>) => void;
type MakeRequest = (
  site: string,
  stream: string | undefined,
  timeMs: number,
) => Promise<SignedFetch | undefined>;

/** Event streams by `fetch`, one a site; a lost one is opened again for as long as it is wanted. */
export function openBrowserEvents(request: MakeRequest, tell: Tell) {
  const wanted = new Map<string, AbortController>();
  const connected = new Set<AbortController>();

  async function keepOpen(
    site: string,
    stream: string | undefined,
    clock: () => number,
    signal: AbortSignal,
  ): Promise<void> {
    const [least, most] = EVENTS_RETRY_MS;
    while (!signal.aborted) {
      const signed = await request(site, stream, clock());
      if (signed !== undefined) {
        const once = new AbortController();
        connected.add(once);
        await listen(site, signed, AbortSignal.any([signal, once.signal]), tell);
        connected.delete(once);
      }
      await new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)));
    }
  }

  return {
    turnOn(site: string, stream: string | undefined, timeMs: number): void {
      wanted.get(site)?.abort();
      const stop = new AbortController();
      wanted.set(site, stop);
      const began = performance.now();
      const clock = (): number => Math.round(timeMs + performance.now() - began);
      void keepOpen(site, stream, clock, stop.signal);
    },
    turnOff(site: string): void {
      wanted.get(site)?.abort();
      wanted.delete(site);
    },
    /** Ends what is connected; it is tried again for as long as it is wanted. */
    drop(): void {
      for (const once of connected) once.abort();
    },
  };
}

/** One connection's life. Tells `open` once it is ours and `closed` if it was ever open. */
async function listen(
  site: string,
  { url, method, headers }: SignedFetch,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  signal.addEventListener('abort', end);
  let silence = setTimeout(end, EVENTS_SILENCE_MS);
  let isOpen = false;
  try {
    const response = await fetch(url, requestInit({ method, headers }, stop.signal));
    const type = response.headers.get('content-type') ?? '';
    if (response.status !== 200 || !type.startsWith('text/event-stream')) return;
    isOpen = true;
    tell({ site, kind: 'open' });
    const read = readEvents((kind, moved) => tell({ site, kind, ...moved }));
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      clearTimeout(silence);
      silence = setTimeout(end, EVENTS_SILENCE_MS);
      if (!read(decoder.decode(part.value, { stream: true }))) return;
    }
  } catch {
    // The connection is gone; which way it went makes no difference to a poke.
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    stop.abort();
    if (isOpen) tell({ site, kind: 'closed' });
  }
}
