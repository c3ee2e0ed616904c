import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** Sites keep idle sockets for 75 s; ours go first, so that a dying one is rarely picked, ms. */
const IDLE_SOCKET_MS = 60_000;

export type Connections = {
  /** Starts a request on a kept socket, or on one of its own for a stream that stays open. */
  start(
    url: URL,
    options: { method: string; headers: Record<string, string>; ownSocket: boolean },
  ): http.ClientRequest;
  close: () => void;
};

/** `ca`: PEM of the only authority to trust, where the sites have a private one. */
export function openConnections(ca?: string): Connections {
  const lookup = lastGoodLookup();
  const settings = { keepAlive: true, timeout: IDLE_SOCKET_MS, scheduling: 'lifo' as const };
  const trust = ca === undefined ? {} : { ca };
  const plain = new http.Agent(settings);
  const secure = new https.Agent({ ...settings, ...trust });
  return {
    start(url, { ownSocket, ...options }) {
      const shared = { ...options, lookup };
      if (url.protocol === 'https:')
        return https.request(url, {
          ...shared,
          ...trust,
          agent: ownSocket ? new https.Agent(trust) : secure,
        });
      return http.request(url, { ...shared, agent: ownSocket ? false : plain });
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Resolves names, and where that fails gives the addresses a name last had: DNS may be down, sites not. */
export function lastGoodLookup(resolve: LookupFunction = dns.lookup): LookupFunction {
  const known = new Map<string, dns.LookupAddress[]>();
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const fresh = typeof found === 'string' ? [{ address: found, family: 4 }] : found;
      if (error === null) known.set(hostname, fresh);
      const addresses = error === null ? fresh : known.get(hostname);
      const [first] = addresses ?? [];
      if (first === undefined) callback(error ?? new Error('no address'), '', 4);
      else if (options.all === true) callback(null, addresses ?? []);
      else callback(null, first.address, first.family);
    });
  };
}
