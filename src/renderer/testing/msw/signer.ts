import { signingText, type SigningPurpose } from '../../../contracts/signed-token.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';

/** A key of head office, as its servers would hold it. */
export type Signer = {
  publicKey: string;
  sign(purpose: SigningPurpose, text: string): Promise<string>;
  /** The statement as a signed token. */
  token(purpose: SigningPurpose, statement: object): Promise<string>;
};

const utf8 = new TextEncoder();

export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 gave no pair');
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  const sign = async (purpose: SigningPurpose, text: string): Promise<string> => {
    const bytes = utf8.encode(signingText(purpose, text));
    return toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes)));
  };
  return {
    publicKey: toBase64url(new Uint8Array(raw)),
    sign,
    async token(purpose, statement) {
      const payload = toBase64url(utf8.encode(JSON.stringify(statement)));
      return `${payload}.${await sign(purpose, payload)}`;
    },
  };
}
