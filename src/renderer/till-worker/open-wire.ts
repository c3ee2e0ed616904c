import type { StreamRow } from '../../sync/core/ports.ts';
import type { AppInfo, Enrolled } from './enrolled.ts';
import type { HealthTally } from './health/health-tally.ts';
import type { HostLink } from './host-link.ts';
import { randomId } from './random.ts';
import { WireClient, type WireClientPorts } from './wire-client.ts';
import { workerClock } from './worker-clock.ts';

/** The way to the sites, in this till's name; what it tells of its health goes with each hello. */
export function openWire(
  host: HostLink,
  identity: Enrolled,
  info: AppInfo,
  serverClock: WireClientPorts['serverClock'],
  stream: () => StreamRow,
  health: HealthTally,
): WireClient {
  return new WireClient({
    host,
    clock: workerClock,
    randomId,
    serverClock,
    stream,
    health: () => health.told(),
    answeredBy: (who) => health.answeredBy(who),
    identity: {
      region: identity.region,
      regionNumber: identity.region_number,
      appVersion: info.build,
      keys: new Map(identity.sites.map((s) => [s.id, s.key])),
    },
  });
}
