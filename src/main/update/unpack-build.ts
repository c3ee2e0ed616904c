import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BUNDLE_NEEDS, BuildBundle, LARGEST_BUNDLE_BYTES } from '../../contracts/build-bundle.ts';
import type { BuildWord } from '../../contracts/build-feed.ts';
import type { BuildSlot } from '../../contracts/build-slots.ts';
import { parseJson } from '../../contracts/parse.ts';
import { syncDirectory } from '../durable-file.ts';

const inflate = promisify(gunzip);

/**
 * Unpacks a download whose hash was checked into a folder of its own; undefined where it is no build of
 * that version. The folder has its name once all of it is on disk.
 */
export async function unpackBuild(
  folder: string,
  file: string,
  { version, file: { hash } }: Pick<BuildWord, 'version' | 'file'>,
): Promise<BuildSlot | undefined> {
  const bundle = await readBundle(file);
  const names = new Set(bundle?.files.map(({ path: name }) => name));
  if (bundle?.version !== version || !BUNDLE_NEEDS.every((name) => names.has(name)))
    return undefined;
  const slot = {
    version,
    hash,
    folder: `${version}-${Buffer.from(hash, 'base64url').toString('hex').slice(0, 12)}`,
  };
  const root = path.join(folder, slot.folder);
  const fresh = `${root}.new`;
  await rm(fresh, { recursive: true, force: true });
  for (const { path: name, base64 } of bundle.files)
    await writeFile(path.join(fresh, name), Buffer.from(base64, 'base64'));
  await rm(root, { recursive: true, force: true });
  await rename(fresh, root);
  await syncDirectory(folder);
  return slot;
}

async function readBundle(file: string): Promise<BuildBundle | undefined> {
  try {
    const text = await inflate(await readFile(file), { maxOutputLength: LARGEST_BUNDLE_BYTES });
    return parseJson(BuildBundle, text.toString('utf8'));
  } catch (error) {
    // A disk that fails is no fault of the build: it is tried again.
    if (typeof (error as NodeJS.ErrnoException).syscall === 'string') throw error;
    return undefined;
  }
}

async function writeFile(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
