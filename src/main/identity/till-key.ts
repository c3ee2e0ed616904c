import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { Type } from 'typebox';
import { parseJson } from '../../contracts/parse.ts';
import { readIfThere, writeDurably, type WriteResult } from '../durable-file.ts';
import { newKeyPem, privateKey } from './ed25519.ts';

/** `till-key.json`: sealed by the operating system, or PKCS #8 PEM in a 0600 file where it cannot. */
const KeyFile = Type.Object({
  v: Type.Literal(1),
  sealed: Type.Union([Type.Literal('safe-storage'), Type.Literal('file')]),
  key: Type.String(),
});

export type TillKey = {
  /** The key on disk; undefined where there is none or this machine cannot open it. */
  load(): Promise<KeyObject | undefined>;
  /** Makes a key and keeps it. On disk before anyone hears of its public half. */
  create(): Promise<{ key: KeyObject; written: WriteResult }>;
};

type Seal = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export function tillKey(folder: string, seal: Seal, platform: string): TillKey {
  const file = path.join(folder, 'till-key.json');
  return {
    async load() {
      const bytes = await readIfThere(file);
      if (bytes === undefined) return undefined;
      const held = parseJson(KeyFile, Buffer.from(bytes).toString());
      if (held === undefined) return undefined;
      try {
        if (held.sealed === 'file') return privateKey(held.key);
        return privateKey(seal.decryptString(Buffer.from(held.key, 'base64')));
      } catch {
        return undefined;
      }
    },
    async create() {
      const pem = newKeyPem();
      const isSealed = canSeal(seal, platform);
      const key = isSealed ? seal.encryptString(pem).toString('base64') : pem;
      const kept = { v: 1, sealed: isSealed ? 'safe-storage' : 'file', key };
      const written = await writeDurably(file, `${JSON.stringify(kept)}\n`, 0o600);
      return { key: privateKey(pem), written };
    },
  };
}

/** Linux without a keyring would "encrypt" with a key known to everyone: a private file says so. */
function canSeal(seal: Seal, platform: string): boolean {
  if (platform === 'linux') {
    const backend = seal.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return false;
  }
  return seal.isEncryptionAvailable();
}
