import type { LineAway } from '../../contracts/line-away.ts';
import type { TillSession } from '../identity/till-session.ts';
import type { MainHost } from '../main-host.ts';
import type { Connections } from './connections.ts';
import type { Dial } from './dial.ts';
import { BackEndSets } from './back-end-sets.ts';
import { openEventStreams } from './event-streams.ts';
import { signedRequest } from './signed-request.ts';
import { siteTransport } from './site-transport.ts';

const EVENTS_PATH = '/v1/sync/events';

/** Answers the `transport.*` verbs. */
export function registerTransport(
  host: MainHost,
  session: TillSession,
  { connections, dial, line }: { connections: Connections; dial: Dial; line: LineAway },
  poked: () => void,
): void {
  const sets = new BackEndSets();
  // Pokes come from the champion whatever the store's set is: the word that takes a pilot back does not
  // hang on the pilot.
  const transport = siteTransport(session, dial, sets, line);
  const events = openEventStreams({
    connections,
    request: async (site, stream, time_ms) => {
      const till = session.current();
      const named = stream === undefined ? {} : { stream };
      const call = { site, method: 'GET', path: EVENTS_PATH, time_ms, ...named } as const;
      return till === undefined || line.holds(EVENTS_PATH) ? undefined : signedRequest(till, call);
    },
    tell: (event) => {
      host.tellPages('transport.event', event);
      if (event.kind === 'poke' || event.kind === 'open') poked();
    },
    now: () => performance.now(),
    random: Math.random,
  });
  host.ipc.handle('transport.request', (ask) => transport.request(ask));
  host.ipc.handle('transport.abort', ({ id }) => {
    transport.abort(id);
    return {};
  });
  host.ipc.handle('transport.backend', ({ set, epoch }) => ({
    took: sets.choose({ set: set ?? undefined, epoch }),
  }));
  host.ipc.handle('transport.line', ({ away_ms: awayMs }) => {
    if (awayMs !== null) line.take(awayMs);
    if (line.leftMs() > 0) events.drop();
    return { away_ms: line.leftMs() };
  });
  host.ipc.handle('transport.events', ({ site, stream, time_ms, on }) => {
    if (on) events.turnOn(site, stream, time_ms);
    else events.turnOff(site);
    return {};
  });
  host.onQuit(() => {
    events.close();
    connections.close();
  });
}
