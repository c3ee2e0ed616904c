import type { TransportResult } from '../../contracts/ipc.ts';
import type { RegionFile } from '../../contracts/region.ts';
import { HEADERS } from '../../contracts/wire.ts';
import type { BackEndSets } from './back-end-sets.ts';
import type { Dial, DialRequest } from './dial.ts';

type Answer = Extract<TransportResult, { ok: true }>;

/** The set may cost a request so much of its patience for a connection and a first byte, no more. */
const SHARE = 0.5;
/** What the set may have meant: an answer, or that nothing is new. */
const isGood = ({ status }: Answer): boolean => (status >= 200 && status < 300) || status === 304;
/** The server itself is sick or full, not what was asked. */
const isSick = ({ status }: Answer): boolean => status >= 500 || status === 429;

/**
 * Asks the store's set, and the champion wherever the set has no good answer (BE3). Every request of a
 * till may be made twice: ops and holds count once by their ids, the rest reads. The signature covers no
 * address, so the champion is sent the same bytes. A refusal is no verdict either: a pilot must not be
 * able to refuse what the champion would take.
 */
export async function dialBackEnd(
  dial: Dial,
  sets: BackEndSets,
  region: RegionFile,
  { site, path }: { site: string; path: string },
  request: DialRequest,
  now: () => number,
): Promise<TransportResult> {
  const { connectMs, firstByteMs, totalMs } = request;
  const beganMs = now();
  const at = sets.next(region, site, path, beganMs);
  if (at === undefined) return dial(request);
  const { set } = sets.chosen;
  const first = await dial({
    ...request,
    url: at,
    connectMs: connectMs * SHARE,
    firstByteMs: firstByteMs * SHARE,
  });
  const isOfSet = first.ok && first.headers[HEADERS.backEndSet] === set;
  if (first.ok && isOfSet && isGood(first)) {
    sets.answered(at);
    return first;
  }
  if (!first.ok && first.failure === 'aborted') return first;
  if (!first.ok || !isOfSet || isSick(first)) sets.failed(at, now());
  const spentMs = now() - beganMs;
  if (spentMs >= totalMs) return first;
  const second = await dial({ ...request, totalMs: totalMs - spentMs });
  // Whoever asked counts from when they asked: clocks are told from it.
  return { ...second, ms: second.ms + spentMs };
}
