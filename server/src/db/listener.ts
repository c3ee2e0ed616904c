import { setTimeout as sleep } from 'node:timers/promises';
import { makeClient } from './pool.ts';

/** Pokes between the processes of one site; each is only a hint beside polling (D7). */
export const CHANNELS = {
  /** Rows arrived in a copy. */
  copy: 'ev_copy',
  /** A stream's heads moved. */
  heads: 'ev_heads',
  /** The peer confirmed streams; payload: stream ids joined by commas, or `*`. */
  claims: 'ev_claims',
  /** Change rows are ready to be pulled, or a revocation. */
  changes: 'ev_changes',
  /** A till is asked for a parked basket; payload: `<store>-<till>`. */
  asks: 'ev_asks',
} as const;
export type Channel = (typeof CHANNELS)[keyof typeof CHANNELS];

export type Listener = { close(): Promise<void> };

/** Keeps one LISTEN connection alive, for as long as it is not closed. */
export function startListener(
  url: string,
  channels: readonly Channel[],
  onPoke: (channel: string, payload: string) => void,
): Listener {
  const stop = new AbortController();
  const current: { end?: () => Promise<void> } = {};

  async function listenOnce(): Promise<void> {
    const client = makeClient(url);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    client.on('notification', (n) => onPoke(n.channel, n.payload ?? ''));
    current.end = () => client.end();
    await client.connect();
    for (const channel of channels) await client.query(`LISTEN ${channel}`);
    await ended;
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      await listenOnce().catch(() => undefined);
      await sleep(200, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    async close() {
      stop.abort();
      await current.end?.().catch(() => undefined);
      await running;
    },
  };
}
