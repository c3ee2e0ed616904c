import type { FastifyReply, FastifyRequest } from 'fastify';
import { HEADERS } from '../../src/contracts/wire.ts';
import { sha256Text, signText, verifyText } from './keys/ed25519.ts';
import { peerAnswerText, peerRequestText } from './plugins/peer-auth.ts';
import type { SiteContext } from './site-context.ts';

export type PeerAddress = { id: string; url: string };
type Check<T> = { Check(value: unknown): value is T };

/**
 * One signed question to the peer and its signed answer; throws where the peer does not answer in
 * time, is not who it should be, or answers in another shape.
 */
export async function askPeer<T>(
  site: SiteContext,
  peer: PeerAddress,
  path: string,
  check: Check<T>,
  timeoutMs: number,
): Promise<T> {
  const time = String(site.now());
  const answer = await fetch(new URL(path, peer.url), {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      [HEADERS.site]: site.config.site,
      [HEADERS.region]: site.config.region,
      [HEADERS.time]: time,
      [HEADERS.signature]: signText(
        site.siteKey,
        'peer',
        peerRequestText('GET', path, site.config.site, time),
      ),
    },
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`peer answered ${answer.status}`);
  const key = site.region.siteKeys.get(peer.id);
  const signed = peerAnswerText(path, time, sha256Text(body));
  const signature = answer.headers.get(HEADERS.signature) ?? '';
  if (key === undefined || !verifyText(key, 'peer', signed, signature)) {
    throw new Error('peer answer is not signed by the peer');
  }
  const value: unknown = JSON.parse(body);
  if (!check.Check(value)) throw new Error('peer answer has another shape');
  return value;
}

/** Sends an answer to the peer under this site's signature, bound to its question. */
export function answerPeer(
  site: SiteContext,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: object,
): FastifyReply {
  const body = JSON.stringify(answer);
  const time = String(request.headers[HEADERS.time]);
  const signed = peerAnswerText(request.raw.url ?? '', time, sha256Text(body));
  return reply
    .header(HEADERS.signature, signText(site.siteKey, 'peer', signed))
    .type('application/json')
    .send(body);
}
