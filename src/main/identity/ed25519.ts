import {
  hash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { signingText, type SigningPurpose } from '../../contracts/signed-token.ts';

/** DER prefix of an Ed25519 public key; the raw 32 bytes follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;

/** SHA-256 as the pure boxes take it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** Base64url SHA-256 of the bytes. */
export function sha256Text(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

/** A new till key; PKCS #8 PEM is how it is kept. */
export function newKeyPem(): string {
  return generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

export function privateKey(pem: string): KeyObject {
  return createPrivateKey(pem);
}

/** Raw public half of a private key, base64url of 32 bytes. */
export function publicKeyText(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return der.subarray(SPKI_PREFIX.length).toString('base64url');
}

/** Base64url signature over the text of that purpose. */
export function signText(key: KeyObject, purpose: SigningPurpose, text: string): string {
  return sign(null, Buffer.from(signingText(purpose, text)), key).toString('base64url');
}

/** True where `signature` covers the text of that purpose under the raw public key. Never throws. */
export function verifyText(
  publicKey: string,
  purpose: SigningPurpose,
  text: string,
  signature: string,
): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  const bytes = Buffer.from(signature, 'base64url');
  if (raw.length !== 32 || bytes.length !== SIGNATURE_BYTES) return false;
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, raw]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.from(signingText(purpose, text)), key, bytes);
  } catch {
    return false;
  }
}
