import type { IpcEventData, TransportResult } from '../../contracts/ipc.ts';
import { LINE_IS_AWAY, type LineAway } from '../../contracts/line-away.ts';
import { parseJson } from '../../contracts/parse.ts';
import { HelloAnswer } from '../../contracts/wire.ts';
import { openBrowserEvents } from './browser-events.ts';
import type { BrowserSession } from './browser-session.ts';
import { fetchDial } from './fetch-dial.ts';
import type { Handlers } from './handlers.ts';
import { signedFetch, type SiteCall, type SignedFetch } from './signed-fetch.ts';

const EVENTS_PATH = '/v1/sync/events';
const HELLO_PATH = '/v1/sync/hello';

type TransportVerbs = Pick<
  Handlers,
  'transport.request' | 'transport.abort' | 'transport.line' | 'transport.events'
>;

/** Signed requests to the sites of the region file, and to nobody else (I10). */
export function browserTransport(
  session: BrowserSession,
  tell: (event: IpcEventData<'transport.event'>) => void,
  line: LineAway,
): TransportVerbs {
  const flying = new Map<string, AbortController>();
  const sign = async (call: SiteCall): Promise<SignedFetch | undefined> => {
    const till = session.current();
    return till === undefined ? undefined : signedFetch(till, call);
  };
  const events = openBrowserEvents(async (site, stream, time_ms) => {
    if (line.holds(EVENTS_PATH)) return undefined;
    const named = stream === undefined ? {} : { stream };
    return sign({ site, method: 'GET', path: EVENTS_PATH, time_ms, ...named });
  }, tell);
  return {
    'transport.request': async (ask) => {
      if (line.holds(ask.path)) return LINE_IS_AWAY;
      const stop = new AbortController();
      flying.set(ask.id, stop);
      try {
        const signed = await sign(ask);
        if (signed === undefined) return NOT_A_SITE;
        const result = await fetchDial({
          ...signed,
          firstByteMs: ask.connect_ms + ask.first_byte_ms,
          totalMs: ask.total_ms,
          signal: stop.signal,
        });
        if (ask.path === HELLO_PATH) await learnRegion(session, result);
        return result;
      } finally {
        if (flying.get(ask.id) === stop) flying.delete(ask.id);
      }
    },
    'transport.abort': async ({ id }) => {
      flying.get(id)?.abort();
      return {};
    },
    'transport.line': async ({ away_ms: awayMs }) => {
      if (awayMs !== null) line.take(awayMs);
      if (line.leftMs() > 0) events.drop();
      return { away_ms: line.leftMs() };
    },
    'transport.events': async ({ site, stream, time_ms, on }) => {
      if (on) events.turnOn(site, stream, time_ms);
      else events.turnOff(site);
      return {};
    },
  };
}

const NOT_A_SITE: TransportResult = {
  ok: false,
  failure: 'other',
  detail: 'not enrolled, or not a site of this region',
  ms: 0,
};

/** A hello may bring a newer region file (D18). */
async function learnRegion(session: BrowserSession, result: TransportResult): Promise<void> {
  if (!result.ok || result.status !== 200) return;
  const text = new TextDecoder().decode(result.body);
  const token = parseJson(HelloAnswer, text)?.region_file;
  if (token !== undefined) await session.applyRegionFile(token);
}
