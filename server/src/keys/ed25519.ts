import {
  hash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { signingText, type SigningPurpose } from '../../../src/contracts/signed-token.ts';

/** DER prefix of an Ed25519 public key; the raw 32 bytes follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;

/** SHA-256 as the pure boxes take it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** Base64url SHA-256 of the bytes. */
export function sha256Text(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'base64url');
}

/** A key pair for a site, an issuer or (in tests) a till; the private half as PKCS #8 PEM. */
export function makeKeyPair(): { pem: string; privateKey: KeyObject; publicKey: string } {
  const pair = generateKeyPairSync('ed25519');
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem, privateKey: pair.privateKey, publicKey: publicKeyText(pair.privateKey) };
}

export function privateKeyFromPem(pem: string): KeyObject {
  return createPrivateKey(pem);
}

/** Raw public key of a private one, base64url of 32 bytes. */
export function publicKeyText(privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return der.subarray(SPKI_PREFIX.length).toString('base64url');
}

/** Key object of a raw public key; undefined where the text is no key. */
export function publicKeyFromText(text: string): KeyObject | undefined {
  const raw = Buffer.from(text, 'base64url');
  if (raw.length !== 32) return undefined;
  try {
    return createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, raw]),
      format: 'der',
      type: 'spki',
    });
  } catch {
    return undefined;
  }
}

/** Base64url Ed25519 signature over the text of that purpose. */
export function signText(key: KeyObject, purpose: SigningPurpose, text: string): string {
  return sign(null, Buffer.from(signingText(purpose, text)), key).toString('base64url');
}

/** True where `signature` covers the text of that purpose under `key`. Never throws. */
export function verifyText(
  key: KeyObject,
  purpose: SigningPurpose,
  text: string,
  signature: string,
): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== SIGNATURE_BYTES) return false;
  return verify(null, Buffer.from(signingText(purpose, text)), key, bytes);
}
