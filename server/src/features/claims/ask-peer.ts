import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HEADERS, PeerClaimsAnswer } from '../../../../src/contracts/wire.ts';
import { sha256Text, signText, verifyText } from '../../keys/ed25519.ts';
import { peerAnswerText, peerRequestText } from '../../plugins/peer-auth.ts';
import type { SiteContext } from '../../site-context.ts';

const check = Compile(PeerClaimsAnswer);
/** Beyond the wait we asked for, ms. */
const GRACE_MS = 5000;

/** One question to the peer; throws where it does not answer or is not who it should be. */
export async function askPeerClaims(
  site: SiteContext,
  peer: { id: string; url: string },
  cursor: string,
  waitMs: number,
): Promise<Static<typeof PeerClaimsAnswer>> {
  const path = `/v1/peer/claims?cursor=${encodeURIComponent(cursor)}&wait_ms=${waitMs}`;
  const time = String(site.now());
  const answer = await fetch(new URL(path, peer.url), {
    redirect: 'error',
    signal: AbortSignal.timeout(waitMs + GRACE_MS),
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
  if (!check.Check(value) || value.site !== peer.id)
    throw new Error('peer answer has another shape');
  return value;
}
