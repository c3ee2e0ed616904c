import type { KeyObject } from 'node:crypto';
import { TillCredential } from '../../../src/contracts/region.ts';
import { publicKeyFromText } from '../keys/ed25519.ts';
import { peekToken, readToken } from '../keys/signed-token.ts';
import { ProblemError } from '../problem-error.ts';
import type { SiteContext } from '../site-context.ts';

export type Credentials = { credential: TillCredential; key: KeyObject };

/** Credentials remembered as verified; a site serves some thousand tills. */
const REMEMBERED = 8192;

/**
 * Reads a credential token: any site key of the region file may have signed it, so a till
 * enrolled at one site works at the other at once, without a row (D19).
 */
export function credentialReader(site: SiteContext): (token: string) => Credentials {
  const known = new Map<string, Credentials>();

  function verify(token: string): Credentials {
    const claimed = peekToken(TillCredential, token);
    if (claimed === undefined) throw new ProblemError('not-authentic', 'credential');
    if (claimed.region !== site.config.region) throw new ProblemError('wrong-region');
    const signer = site.region.siteKeys.get(claimed.site);
    const credential =
      signer === undefined ? undefined : readToken(TillCredential, token, signer, 'credential');
    const key = credential === undefined ? undefined : publicKeyFromText(credential.key);
    if (credential === undefined || key === undefined) {
      throw new ProblemError('not-authentic', 'credential');
    }
    return { credential, key };
  }

  return (token) => {
    const found = known.get(token) ?? verify(token);
    known.delete(token);
    known.set(token, found);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
