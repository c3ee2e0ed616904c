import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const PART = '.part';
const WHOLE = '.build';

/** Files of builds as they travel, beside the folders they are unpacked into: begun ones, and whole ones for others. */
export type BuildShelf = {
  /** Where a file is brought to until it is whole. */
  partOf(hash: string): string;
  /** Path of a whole file whose bytes are what the hash says; looked at once in each life. */
  wholeOf(hash: string): Promise<string | undefined>;
  /** A part whose hash was checked is whole from now on. */
  keep(hash: string): Promise<void>;
  /** Up to so many bytes of a whole file; undefined where it is not here. */
  read(hash: string, from: number, bytes: number): Promise<Uint8Array | undefined>;
  /** Lets everything go that is not named. */
  tidy(parts: readonly string[], wholes: readonly string[]): Promise<void>;
};

export function openBuildShelf(folder: string): BuildShelf {
  const sound = new Map<string, Promise<boolean>>();
  const at = (hash: string, kind: string): string => path.join(folder, `${hash}${kind}`);

  async function wholeOf(hash: string): Promise<string | undefined> {
    const file = at(hash, WHOLE);
    const looked = sound.get(hash) ?? hashOf(file).then((found) => found === hash);
    sound.set(hash, looked);
    const isSound = await looked.catch(() => false);
    // One that is not here now may be later.
    if (!isSound) sound.delete(hash);
    return isSound ? file : undefined;
  }

  return {
    partOf: (hash) => at(hash, PART),
    wholeOf,
    async keep(hash) {
      await rename(at(hash, PART), at(hash, WHOLE));
      sound.set(hash, Promise.resolve(true));
    },
    async read(hash, from, bytes) {
      const file = await wholeOf(hash);
      if (file === undefined) return undefined;
      const handle = await open(file, 'r').catch(() => undefined);
      if (handle === undefined) return undefined;
      try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async tidy(parts, wholes) {
      const wanted = new Set([...parts.map((h) => h + PART), ...wholes.map((h) => h + WHOLE)]);
      for (const name of await readdir(folder).catch(() => [])) {
        const isOurs = name.endsWith(PART) || name.endsWith(WHOLE);
        if (!isOurs || wanted.has(name)) continue;
        // One that somebody holds goes at another look.
        await rm(path.join(folder, name), { force: true }).catch(() => undefined);
        sound.delete(name.slice(0, name.lastIndexOf('.')));
      }
    },
  };
}

/** Base64url SHA-512 of a file, read in pieces. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('base64url');
}
