import type { IpcArg, TransportRequest } from '../../src/contracts/ipc.ts';
import type { EnrolledTill } from '../../src/main/identity/till-session.ts';
import { BackEndSets } from '../../src/main/transport/back-end-sets.ts';
import { openConnections } from '../../src/main/transport/connections.ts';
import { makeDial } from '../../src/main/transport/dial.ts';
import { openEventStreams } from '../../src/main/transport/event-streams.ts';
import { signedRequest } from '../../src/main/transport/signed-request.ts';
import { siteTransport } from '../../src/main/transport/site-transport.ts';
import { HostLink } from '../../src/renderer/till-worker/host-link.ts';
import { randomId } from '../../src/renderer/till-worker/random.ts';
import { WireClient } from '../../src/renderer/till-worker/wire-client.ts';
import type { Clock, StreamRow } from '../../src/sync/core/ports.ts';

export const FLEET_CLOCK: Clock = {
  now: () => performance.now(),
  wallMs: () => Date.now(),
  wakeAt(at, run) {
    const timer = setTimeout(run, Math.max(0, at - performance.now()));
    return () => clearTimeout(timer);
  },
};

/** The till's real wire, transport and event streams, with sockets of its own. */
export function openFleetWire(
  identity: EnrolledTill,
  stream: () => StreamRow,
): { host: HostLink; wire: WireClient; close: () => void } {
  const connections = openConnections();
  const session = { current: () => identity, applyRegionFile: () => Promise.resolve(false) };
  const transport = siteTransport(session, makeDial(connections), new BackEndSets(), {
    holds: () => false,
  });
  const events = openEventStreams({
    connections,
    request: (site, named, time_ms) =>
      signedRequest(identity, {
        site,
        method: 'GET',
        path: '/v1/sync/events',
        time_ms,
        ...(named === undefined ? {} : { stream: named }),
      }),
    tell: (data) => host.take({ hostEvent: { name: 'transport.event', data } }),
    now: () => performance.now(),
    random: Math.random,
  });
  const host = new HostLink({
    postMessage(message) {
      if (!('host' in message)) return;
      const { id, channel, arg } = message.host;
      void answer(channel, arg).then((given) =>
        host.take({ hostAnswer: { id, ok: true, reply: { ok: true, answer: given } } }),
      );
    },
    addEventListener: () => undefined,
  });
  async function answer(channel: string, arg: unknown): Promise<object> {
    if (channel === 'transport.request') return transport.request(arg as TransportRequest);
    if (channel === 'transport.abort') transport.abort((arg as { id: string }).id);
    if (channel === 'transport.events') {
      const asked = arg as IpcArg<'transport.events'>;
      if (asked.on) events.turnOn(asked.site, asked.stream, asked.time_ms);
      else events.turnOff(asked.site);
    }
    return {};
  }
  const { region, number, sites } = identity.region.file;
  const keys = new Map(sites.map((s) => [s.id, s.key]));
  const wire = new WireClient({
    host,
    clock: FLEET_CLOCK,
    randomId,
    stream,
    serverClock: { offsetAtStart: 0, learned: () => undefined },
    identity: { region, regionNumber: number, appVersion: 'fleet', keys },
  });
  const close = (): void => {
    events.close();
    connections.close();
  };
  return { host, wire, close };
}
