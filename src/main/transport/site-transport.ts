import type { TransportRequest, TransportResult } from '../../contracts/ipc.ts';
import { LINE_IS_AWAY, type LineAway } from '../../contracts/line-away.ts';
import { parseJson } from '../../contracts/parse.ts';
import { HelloAnswer } from '../../contracts/wire.ts';
import type { TillSession } from '../identity/till-session.ts';
import type { BackEndSets } from './back-end-sets.ts';
import { dialBackEnd } from './dial-back-end.ts';
import type { Dial } from './dial.ts';
import { signedRequest } from './signed-request.ts';

export type SiteTransport = {
  request(ask: TransportRequest): Promise<TransportResult>;
  abort(id: string): void;
};

/** Signed requests to the sites of the region file, and to nobody else (I10). */
export function siteTransport(
  session: Pick<TillSession, 'current' | 'applyRegionFile'>,
  dial: Dial,
  sets: BackEndSets,
  line: Pick<LineAway, 'holds'>,
): SiteTransport {
  const flying = new Map<string, AbortController>();
  const refused = (detail: string): TransportResult => ({
    ok: false,
    failure: 'other',
    detail,
    ms: 0,
  });

  return {
    async request(ask) {
      if (line.holds(ask.path)) return LINE_IS_AWAY;
      const till = session.current();
      if (till === undefined) return refused('not enrolled');
      const stop = new AbortController();
      flying.set(ask.id, stop);
      try {
        const signed = await signedRequest(till, ask);
        if (signed === undefined) return refused('not a site of this region');
        const asked = {
          ...signed,
          connectMs: ask.connect_ms,
          firstByteMs: ask.first_byte_ms,
          totalMs: ask.total_ms,
          signal: stop.signal,
        };
        const now = (): number => performance.now();
        const result = await dialBackEnd(dial, sets, till.region.file, ask, asked, now);
        await learnRegion(session, ask.path, result);
        return result;
      } finally {
        if (flying.get(ask.id) === stop) flying.delete(ask.id);
      }
    },
    abort(id) {
      flying.get(id)?.abort();
    },
  };
}

/** A hello may bring a newer region file (D18); main keeps it, because main dials by it. */
async function learnRegion(
  session: Pick<TillSession, 'applyRegionFile'>,
  path: string,
  result: TransportResult,
): Promise<void> {
  if (path !== '/v1/sync/hello' || !result.ok || result.status !== 200) return;
  const token = parseJson(HelloAnswer, Buffer.from(result.body).toString())?.region_file;
  if (token !== undefined) await session.applyRegionFile(token);
}
