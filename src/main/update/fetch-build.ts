import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BuildFile } from '../../contracts/build-feed.ts';
import { hashOf } from './build-shelf.ts';

/** One piece of a file from any site that has it; undefined: none has it now. */
export type FetchPiece = (
  file: BuildFile,
  from: number,
  to: number,
) => Promise<Uint8Array | undefined>;

export type FetchPorts = {
  piece: FetchPiece;
  /** Waits; a till sells beside it. */
  nap: (ms: number) => Promise<void>;
  now: () => number;
  /** A store's line is for sales: no more than so many bytes a second. */
  bytesPerSecond: number;
};

/** Small enough that a till which is needed for a sale has its line back soon. */
const PIECE_BYTES = 128 * 1024;

export type Fetched = 'whole' | 'stopped' | 'damaged';

/**
 * Brings a file to `target`, going on where an earlier try broke off; slowly (UPD2). `damaged`: all of it
 * came and is not what its hash says, so it is gone again; `stopped`: go on later.
 */
export async function fetchBuild(
  target: string,
  file: BuildFile,
  ports: FetchPorts,
): Promise<Fetched> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  let at = (await stat(target).catch(() => undefined))?.size ?? 0;
  if (at > file.size) {
    await rm(target);
    at = 0;
  }
  const handle = await open(target, 'a', 0o600);
  try {
    while (at < file.size) {
      const began = ports.now();
      const bytes = await ports.piece(file, at, Math.min(at + PIECE_BYTES, file.size) - 1);
      if (bytes === undefined || bytes.length === 0 || at + bytes.length > file.size)
        return 'stopped';
      await handle.writeFile(bytes);
      at += bytes.length;
      const due = (bytes.length / ports.bytesPerSecond) * 1000 - (ports.now() - began);
      if (due > 0 && at < file.size) await ports.nap(due);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if ((await hashOf(target)) === file.hash) return 'whole';
  await rm(target);
  return 'damaged';
}
