import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TillCredential } from '../../src/contracts/region.ts';
import { publicKeyFromText } from '../../server/src/keys/ed25519.ts';
import { peekToken } from '../../server/src/keys/signed-token.ts';

/**
 * The till's public key: as given (43 characters, or a credential that holds it), or out of the
 * `identity.json` of the state folder that the journal lies in. Undefined where there is none.
 */
export function journalKey(given: string | undefined, place: string): KeyObject | undefined {
  const text = given ?? credentialNear(place);
  if (text === undefined) return undefined;
  return publicKeyFromText(peekToken(TillCredential, text)?.key ?? text);
}

/** `<state>/journal/<stream>/<file>` lies beside `<state>/identity.json`. */
function credentialNear(place: string): string | undefined {
  for (const up of ['..', '../..', '../../..']) {
    const file = path.resolve(place, up, 'identity.json');
    if (!existsSync(file)) continue;
    const identity = JSON.parse(readFileSync(file, 'utf8')) as { credential?: unknown };
    if (typeof identity.credential === 'string') return identity.credential;
  }
  return undefined;
}
