import { createHash, type KeyObject } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { publicKeyText, sha256Text, signText } from '../../keys/ed25519.ts';
import { entryLine, zLine } from './archive-entry.ts';
import {
  ARCHIVE_FORMAT,
  MANIFEST_NAME,
  SIGNATURE_NAME,
  ZS_NAME,
  type ArchivedStream,
  type ArchiveManifest,
} from './archive-manifest.ts';
import { archivedRuns, entriesOf, type ArchivedRun, type Days } from './archived-runs.ts';

export type ArchiveOrder = Days & { store: string; folder: string; nowMs: number; key: KeyObject };

/** The folder is not empty: an archive never mixes with what lies there. */
export class FolderTaken extends Error {}

/**
 * Writes a store's days as an archive: a file a stream with the exact bytes of its ops and the tills'
 * signatures, the Zs, and last of all the signed manifest; a folder without one is no archive.
 * Throws `FolderTaken`.
 */
export async function writeArchive(db: Db, order: ArchiveOrder): Promise<ArchiveManifest> {
  const { store, from, until, folder, nowMs, key } = order;
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new FolderTaken(`${folder} is not empty`);
  const { runs, waiting, dropped } = await archivedRuns(db, store, order);
  const zs = await fileIn(folder, ZS_NAME);
  const streams: ArchivedStream[] = [];
  for (const run of runs) streams.push(await writeRun(db, folder, run, zs));
  const count = zs.lines();
  const manifest: ArchiveManifest = {
    v: ARCHIVE_FORMAT,
    ...(await siteOf(db)),
    site_key: publicKeyText(key),
    store,
    from,
    until,
    made_ms: nowMs,
    credentials: await credentialsOf(db, store),
    streams,
    zs: { ...(await zs.end()), count },
    waiting,
    dropped,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(
    path.join(folder, SIGNATURE_NAME),
    `${signText(key, 'archive', sha256Text(text))}\n`,
  );
  await writeFile(path.join(folder, MANIFEST_NAME), text);
  return manifest;
}

async function writeRun(
  db: Db,
  folder: string,
  run: ArchivedRun,
  zs: OpenFile,
): Promise<ArchivedStream> {
  const stream = idText(run.stream);
  const out = await fileIn(folder, `${run.tillId}-${stream}.ndjson`);
  const beginsAfter = new Set<string>();
  /** Links that no entry follows yet. */
  const tips = new Map<string, number>();
  let voids = 0;
  for await (const entry of entriesOf(db, run)) {
    if (entry.seq === run.fromSeq) beginsAfter.add(entry.prev);
    tips.delete(entry.prev);
    tips.set(entry.link, entry.seq);
    if (entry.form === 2) voids += 1;
    await out.add(entryLine(entry));
    const z = zLine(run.tillId, stream, entry);
    if (z !== undefined) await zs.add(Buffer.from(z));
  }
  const entries = out.lines();
  return {
    ...(await out.end()),
    stream,
    till_id: run.tillId,
    ...(run.salt === undefined ? {} : { salt: run.salt }),
    from_seq: run.fromSeq,
    to_seq: run.toSeq,
    begins_after: [...beginsAfter],
    entries,
    voids,
    heads: [...tips].map(([opId, seq]) => ({ seq, op_id: opId })),
  };
}

type OpenFile = {
  add: (line: Buffer) => Promise<void>;
  lines: () => number;
  end: () => Promise<{ file: string; bytes: number; sha256: string }>;
};

/** Written at once above so many bytes. */
const CHUNK_BYTES = 1024 * 1024;

async function fileIn(folder: string, name: string): Promise<OpenFile> {
  const handle = await open(path.join(folder, name), 'wx');
  const hash = createHash('sha256');
  let held: Buffer[] = [];
  let [heldBytes, bytes, lines] = [0, 0, 0];
  const write = async (): Promise<void> => {
    const chunk = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    hash.update(chunk);
    await handle.writeFile(chunk);
  };
  return {
    add: async (line) => {
      held.push(line);
      heldBytes += line.length;
      bytes += line.length;
      lines += 1;
      if (heldBytes >= CHUNK_BYTES) await write();
    },
    lines: () => lines,
    end: async () => {
      await write();
      await handle.sync();
      await handle.close();
      return { file: name, bytes, sha256: hash.digest('base64url') };
    },
  };
}

async function siteOf(db: Db): Promise<Pick<ArchiveManifest, 'region' | 'site' | 'incarnation'>> {
  const found = await db.query<{ region: string; site: string; incarnation: string }>(
    'SELECT region, site, incarnation FROM site_config',
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('this database is no site');
  return row;
}

async function credentialsOf(db: Db, store: string): Promise<string[]> {
  const found = await db.query<{ credential: string }>(
    `SELECT credential FROM enrolment_codes
      WHERE store = $1 AND credential IS NOT NULL ORDER BY till, redeemed_at, code_hash`,
    [store],
  );
  return found.rows.map(({ credential }) => credential);
}
