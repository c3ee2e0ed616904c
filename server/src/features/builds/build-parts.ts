import { createHash } from 'node:crypto';
import { BUILD_PART_BYTES, type BuildFile } from '../../../../src/contracts/build-feed.ts';
import type { Db } from '../../db/pool.ts';
import { ProblemError } from '../../problem-error.ts';
import { readBuildBook } from './build-book.ts';

export const partsOf = ({ size }: Pick<BuildFile, 'size'>): number =>
  Math.ceil(size / BUILD_PART_BYTES);

/**
 * Keeps one part. Sent again it replaces what may have been cut short. A file that is on offer and whole
 * here stays as it is: other bytes under its hash are refused (BLD5).
 */
export async function keepPart(db: Db, hash: string, n: number, bytes: Uint8Array): Promise<void> {
  if ((await onePart(db, hash, n))?.equals(bytes) === true) {
    // Somebody is bringing it still: what lies here of it is not abandoned.
    await db.query('UPDATE build_parts SET at = now() WHERE hash = $1 AND n = $2', [hash, n]);
    return;
  }
  const builds = [...(await readBuildBook(db)).builds.values()];
  const file = builds.flatMap(({ files }) => files).find((one) => one.hash === hash);
  if (file !== undefined && (await isWhole(db, file)))
    throw new ProblemError('head-office-conflict', `file ${hash} is published and never changes`);
  await db.query(
    `INSERT INTO build_parts (hash, n, bytes) VALUES ($1, $2, $3)
     ON CONFLICT (hash, n) DO UPDATE SET bytes = excluded.bytes, at = now()`,
    [hash, n, Buffer.from(bytes)],
  );
}

export async function onePart(db: Db, hash: string, n: number): Promise<Buffer | undefined> {
  const found = await db.query<{ bytes: Buffer }>(
    'SELECT bytes FROM build_parts WHERE hash = $1 AND n = $2',
    [hash, n],
  );
  return found.rows[0]?.bytes;
}

/** Whether all parts are here and are the file that its hash names. Reads one part at a time. */
export async function isWhole(db: Db, file: BuildFile): Promise<boolean> {
  const hash = createHash('sha512');
  let size = 0;
  for (let n = 0; n < partsOf(file); n += 1) {
    const bytes = await onePart(db, file.hash, n);
    if (bytes === undefined) return false;
    size += bytes.length;
    hash.update(bytes);
  }
  return size === file.size && hash.digest('base64url') === file.hash;
}

/** Whether as many bytes are here as it has; quick, for lists. What was published was hashed then. */
export async function isHere(db: Db, file: BuildFile): Promise<boolean> {
  const found = await db.query<{ size: number }>(
    'SELECT coalesce(sum(length(bytes)), 0)::bigint AS size FROM build_parts WHERE hash = $1 AND n < $2',
    [file.hash, partsOf(file)],
  );
  return found.rows[0]?.size === file.size;
}

/** Nobody brings a build for longer than this, days. */
const BROUGHT_WITHIN_DAYS = 7;

/**
 * Parts of files that nobody published and nobody has sent a part of for a week go: an upload that was
 * broken off for good. Whatever was published, at whichever site, stays.
 */
export async function pruneBuildParts(db: Db): Promise<void> {
  const builds = [...(await readBuildBook(db)).builds.values()];
  const kept = builds.flatMap(({ files }) => files.map(({ hash }) => hash));
  await db.query(
    `DELETE FROM build_parts WHERE hash IN (
       SELECT hash FROM build_parts WHERE hash <> ALL ($1) GROUP BY hash
       HAVING max(at) < now() - interval '${BROUGHT_WITHIN_DAYS} days')`,
    [kept],
  );
}

/** Bytes `from` to `to`, both counted, part by part: an answer never holds more than one. */
export async function* bytesOf(
  db: Db,
  hash: string,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  const last = Math.floor(to / BUILD_PART_BYTES);
  for (let n = Math.floor(from / BUILD_PART_BYTES); n <= last; n += 1) {
    const part = await onePart(db, hash, n);
    // The connection is cut: who asked sees that bytes are missing and asks for the rest.
    if (part === undefined) throw new Error(`part ${n} of a build is gone`);
    const start = n * BUILD_PART_BYTES;
    yield part.subarray(Math.max(0, from - start), to - start + 1);
  }
}
