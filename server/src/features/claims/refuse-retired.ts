import { Compile } from 'typebox/compile';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { StandingAnswer } from './standing-route.ts';

const check = Compile(StandingAnswer);
/** A peer that hangs must not keep a site from its start (D6), ms. */
const ANSWER_MS = 2000;

/**
 * True where the peer has met a later life of this site: our database is an old primary, or an old
 * copy, and whatever it claims could free a till wrongly. Written down, so that it holds while the
 * peer is away. A peer that does not answer says nothing.
 */
export async function findRetired(
  site: SiteContext,
  peer: PeerAddress | undefined,
): Promise<boolean> {
  if (site.identity.retired) return true;
  if (peer === undefined) return false;
  const { incarnation } = site.identity.current;
  const path = `/v1/peer/standing?incarnation=${encodeURIComponent(incarnation)}`;
  const answer = await askPeer(site, peer, path, check, ANSWER_MS).catch(() => undefined);
  if (answer?.left !== true || answer.incarnation !== incarnation) return false;
  await site.pool.query('UPDATE site_config SET retired = true WHERE incarnation = $1', [
    incarnation,
  ]);
  await site.identity.refresh();
  return site.identity.retired;
}
