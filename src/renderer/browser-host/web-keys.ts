import type { TokenTools } from '../../contracts/read-token.ts';
import { signingText, type SigningPurpose } from '../../contracts/signed-token.ts';
import { fromBase64url, toBase64url } from '../../domain/oplog/base64url.ts';
import { textOfBase64url } from './base64.ts';

/** The till's key in a browser: no script can read its private half, only use it. */
export type WebTillKey = { privateKey: CryptoKey; publicKey: string };

export async function newWebTillKey(): Promise<WebTillKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 gave no pair');
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: toBase64url(new Uint8Array(raw)) };
}

/** Base64url signature over the text of that purpose. */
export async function signWith(
  key: CryptoKey,
  purpose: SigningPurpose,
  text: string,
): Promise<string> {
  const bytes = new TextEncoder().encode(signingText(purpose, text));
  return toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes)));
}

/** Signed statements, read with WebCrypto. */
export const webTokenTools: TokenTools = {
  text: textOfBase64url,
  async verify(publicKey, purpose, text, signature) {
    const raw = fromBase64url(publicKey);
    const signed = fromBase64url(signature);
    if (raw === undefined || signed === undefined) return false;
    try {
      const own = new Uint8Array(raw);
      const key = await crypto.subtle.importKey('raw', own, 'Ed25519', false, ['verify']);
      const bytes = new TextEncoder().encode(signingText(purpose, text));
      return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signed), bytes);
    } catch {
      return false;
    }
  },
};
