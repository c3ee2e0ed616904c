import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** DER prefix of an X25519 public key; the raw 32 bytes follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of one exchange, forgotten with it: a recorded one is of no use to who finds a till's key later. */
export function newLanKey(): { secret: KeyObject; text: string } {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { secret: privateKey, text: der.subarray(SPKI_PREFIX.length).toString('base64url') };
}

/** What both ends of an exchange make of their keys; undefined where the other's is no key. */
function sharedKey(secret: KeyObject, other: string, context: string): Buffer | undefined {
  try {
    const der = Buffer.concat([SPKI_PREFIX, Buffer.from(other, 'base64url')]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const bits = diffieHellman({ privateKey: secret, publicKey });
    return Buffer.from(hkdfSync('sha256', bits, Buffer.from(context), 'evertill:lan:1', 32));
  } catch {
    return undefined;
  }
}

/** Base64url of iv, AES-256-GCM bytes and tag; undefined where the other's key is none. */
export function seal(
  secret: KeyObject,
  other: string,
  context: string,
  text: string,
): string | undefined {
  const key = sharedKey(secret, other, context);
  if (key === undefined) return undefined;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, bytes, cipher.getAuthTag()]).toString('base64url');
}

/** The sealed text; undefined where it was not sealed for these two keys in this context. */
export function unseal(
  secret: KeyObject,
  other: string,
  context: string,
  sealed: string,
): string | undefined {
  const key = sharedKey(secret, other, context);
  const all = Buffer.from(sealed, 'base64url');
  if (key === undefined || all.length < IV_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, IV_BYTES));
    decipher.setAuthTag(all.subarray(-TAG_BYTES));
    const bytes = all.subarray(IV_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
