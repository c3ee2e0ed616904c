import type { TransportResult } from '../../contracts/ipc.ts';
import type { RegionFile } from '../../contracts/region.ts';
import { isAnswerTo } from '../../contracts/site-answers.ts';
import { HEADERS } from '../../contracts/wire.ts';
import type { BackEndSets } from './back-end-sets.ts';
import type { Dial, DialRequest } from './dial.ts';

type Answer = Extract<TransportResult, { ok: true }>;

/** The set may cost a request so much of its patience: for a connection, a first byte and the whole. */
const SHARE = 0.5;
const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;
/** A body that a site would have given is not there, or is something else. */
const isWrong = (path: string, answer: Answer): boolean =>
  isDone(answer) &&
  ((answer.status === 200 && answer.body.length === 0) ||
    !isAnswerTo(path, Buffer.from(answer.body).toString()));
/** What the set may have meant: an answer, or that nothing is new. */
const isGood = (path: string, answer: Answer): boolean =>
  (isDone(answer) && !isWrong(path, answer)) || answer.status === 304;
/** The server itself is sick or full, not what was asked. */
const isSick = (path: string, answer: Answer): boolean =>
  answer.status >= 500 || answer.status === 429 || isWrong(path, answer);

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
  if (at === undefined) {
    const isFall = sets.isSick(region, site, path);
    const given = await dial(request);
    return isFall && given.ok && isGood(path, given) ? { ...given, back_end: 'champion' } : given;
  }
  const named = {
    [HEADERS.backEndSet]: sets.chosen.set,
    [HEADERS.site]: site,
    [HEADERS.region]: region.region,
  };
  const first = await dial({
    ...request,
    url: at,
    connectMs: connectMs * SHARE,
    firstByteMs: firstByteMs * SHARE,
    totalMs: totalMs * SHARE,
  });
  // Another set's server, the other site's, another region's, or a box on the way: none has a say here.
  const isOfSet =
    first.ok && Object.entries(named).every(([header, said]) => first.headers[header] === said);
  if (first.ok && isOfSet && isGood(path, first)) {
    sets.answered(at);
    return { ...first, back_end: 'set' };
  }
  if (!first.ok && first.failure === 'aborted') return first;
  const isAway = !first.ok || !isOfSet || isSick(path, first);
  if (isAway) sets.failed(at, now());
  const spentMs = now() - beganMs;
  if (spentMs >= totalMs) return first;
  const second = await dial({ ...request, totalMs: totalMs - spentMs });
  // Whoever asked counts from when they asked: clocks are told from it.
  const late = { ...second, ms: second.ms + spentMs };
  if (!late.ok) return late;
  if (isGood(path, late)) {
    if (isAway) sets.proven(at);
    return { ...late, back_end: 'champion' };
  }
  // Both refuse it: what was asked was wrong, and the set said so first.
  return !isAway && first.status === late.status ? { ...late, back_end: 'set' } : late;
}
