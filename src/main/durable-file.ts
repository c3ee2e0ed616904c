import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Why bytes did not reach the disk. */
export type WriteFailure = 'disk-full' | 'io';
export type WriteResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly kind: WriteFailure; readonly detail: string };

/**
 * Replaces `file` so that after a power cut it holds either the old bytes or the new ones, never a
 * mix: temporary file, fsync, rename, fsync of the directory. One writer a file at a time.
 */
export async function writeDurably(
  file: string,
  bytes: Uint8Array | string,
  mode = 0o600,
): Promise<WriteResult> {
  const temporary = `${file}.new`;
  try {
    const handle = await open(temporary, 'w', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncDirectory(path.dirname(file));
    return { ok: true };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { ok: false, ...describeFailure(error) };
  }
}

/** Makes a rename or a new file in `folder` survive a power cut. Windows has no such call. */
export async function syncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file's bytes, or undefined where there is none. Other failures throw. */
export async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Sorts a file system error by what a person can do about it. */
export function describeFailure(error: unknown): { kind: WriteFailure; detail: string } {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return { kind: isFull ? 'disk-full' : 'io', detail: code };
}
