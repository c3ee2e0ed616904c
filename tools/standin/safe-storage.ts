import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { honest } from './honest.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
type SafeStorage = Pick<
  Electron.SafeStorage,
  | 'isEncryptionAvailable'
  | 'encryptString'
  | 'decryptString'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
  | 'setUsePlainTextEncryption'
>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `safeStorage` of a Linux without a keyring, which is what this host is: the backend says
 * `basic_text` and encryption counts as unavailable until the app accepts plain-text strength.
 * TILL_STANDIN_KEYRING names another backend. The key is a 0600 file in `userData`.
 */
export function makeSafeStorage(userData: () => string, isReady: () => boolean): SafeStorage {
  let isPlainTextAccepted = false;
  const backend = (): Backend => (process.env['TILL_STANDIN_KEYRING'] ?? 'basic_text') as Backend;
  const isAvailable = (): boolean =>
    isReady() && (backend() !== 'basic_text' || isPlainTextAccepted);
  const demand = (verb: string): void => {
    if (!isAvailable())
      throw new Error(`Error while ${verb} the text. Encryption is not available.`);
  };
  const encryptString = (plainText: string): Buffer => {
    demand('encrypting');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyIn(userData()), nonce);
    const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  };
  const decryptString = (encrypted: Buffer): string => {
    demand('decrypting');
    const nonce = encrypted.subarray(0, NONCE_BYTES);
    const tag = encrypted.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', keyIn(userData()), nonce).setAuthTag(tag);
    const sealed = encrypted.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  };
  return honest<SafeStorage>('safeStorage', {
    isEncryptionAvailable: isAvailable,
    getSelectedStorageBackend: () => (isReady() ? backend() : 'unknown'),
    setUsePlainTextEncryption(usePlainText) {
      isPlainTextAccepted = usePlainText;
    },
    encryptString,
    decryptString,
    encryptStringAsync: async (plainText) => encryptString(plainText),
    decryptStringAsync: async (encrypted) => ({
      shouldReEncrypt: false,
      result: decryptString(encrypted),
    }),
  });
}

function keyIn(folder: string): Buffer {
  const file = path.join(folder, 'standin-safe-storage.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file);
}
