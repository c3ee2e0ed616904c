import type { ExportCipher } from '../core/export-seal.ts';

const utf8 = new TextEncoder();

/** The cipher of an export file by WebCrypto, which workers and Node have alike. */
export const webExportCipher: ExportCipher = {
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  async derive(secret, salt, info, bytes) {
    const from = await crypto.subtle.importKey('raw', own(secret), 'HKDF', false, ['deriveBits']);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: own(salt), info: utf8.encode(info) };
    return new Uint8Array(await crypto.subtle.deriveBits(how, from, bytes * 8));
  },
  async seal({ key, iv, also }, plain) {
    const how = { name: 'AES-GCM', iv: own(iv), additionalData: own(also) };
    return new Uint8Array(await crypto.subtle.encrypt(how, await aes(key), own(plain)));
  },
  async open({ key, iv, also }, sealed) {
    const how = { name: 'AES-GCM', iv: own(iv), additionalData: own(also) };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(how, await aes(key), own(sealed)));
    } catch {
      return undefined;
    }
  },
};

function aes(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** WebCrypto takes no bytes that could lie in shared memory; these never do. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
