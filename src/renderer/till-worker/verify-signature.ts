import { signingText, type SigningPurpose } from '../../contracts/signed-token.ts';
import { fromBase64url } from '../../domain/oplog/base64url.ts';

const utf8 = new TextEncoder();
const keys = new Map<string, Promise<CryptoKey>>();

function publicKey(key: string): Promise<CryptoKey> {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const raw = new Uint8Array(fromBase64url(key) ?? []);
  const made = crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  keys.set(key, made);
  return made;
}

/** Does this Ed25519 signature of that purpose hold? Unreadable keys and signatures do not. */
export async function signatureHolds(
  key: string,
  purpose: SigningPurpose,
  text: string,
  signature: string,
): Promise<boolean> {
  const bytes = fromBase64url(signature);
  if (bytes?.length !== 64) return false;
  try {
    const data = utf8.encode(signingText(purpose, text));
    return await crypto.subtle.verify('Ed25519', await publicKey(key), new Uint8Array(bytes), data);
  } catch {
    return false;
  }
}
