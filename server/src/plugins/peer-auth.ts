import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HEADERS } from '../../../src/contracts/wire.ts';
import { verifyText } from '../keys/ed25519.ts';
import { ProblemError } from '../problem-error.ts';
import type { SiteContext } from '../site-context.ts';

/** Sites keep their clocks together; anything further off is a replay or a broken clock, ms. */
const TOLERANCE_MS = 10 * 60_000;

/** What a site signs to ask its peer. */
export function peerRequestText(method: string, path: string, site: string, time: string): string {
  return ['ask', method, path, site, time].join('\n');
}

/** What a site signs over its answer, bound to the question. */
export function peerAnswerText(path: string, time: string, bodyHash: string): string {
  return ['answer', path, time, bodyHash].join('\n');
}

function text(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Lets only the other site of this region ask `/v1/peer/*`. */
export function installPeerAuth(app: FastifyInstance, site: SiteContext): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access !== 'peer') return;
    const asking = text(request, HEADERS.site);
    const time = text(request, HEADERS.time);
    const key = site.region.siteKeys.get(asking);
    if (text(request, HEADERS.region) !== site.config.region)
      throw new ProblemError('wrong-region');
    if (key === undefined || asking === site.config.site) throw new ProblemError('not-authentic');
    const signed = peerRequestText(request.method, request.raw.url ?? '', asking, time);
    if (!verifyText(key, 'peer', signed, text(request, HEADERS.signature))) {
      throw new ProblemError('not-authentic');
    }
    if (!(Math.abs(Number(time) - site.now()) <= TOLERANCE_MS))
      throw new ProblemError('clock-skew');
  });
}
