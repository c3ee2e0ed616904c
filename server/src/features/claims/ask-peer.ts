import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { PeerClaimsAnswer } from '../../../../src/contracts/wire.ts';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';

const check = Compile(PeerClaimsAnswer);
/** Beyond the wait we asked for, ms. */
const GRACE_MS = 5000;

/** One question to the peer; throws where it does not answer or is not who it should be. */
export async function askPeerClaims(
  site: SiteContext,
  peer: PeerAddress,
  cursor: string,
  waitMs: number,
): Promise<Static<typeof PeerClaimsAnswer>> {
  const path = `/v1/peer/claims?cursor=${encodeURIComponent(cursor)}&wait_ms=${waitMs}`;
  const answer = await askPeer(site, peer, path, check, waitMs + GRACE_MS);
  if (answer.site !== peer.id) throw new Error('peer answers for another site');
  return answer;
}
