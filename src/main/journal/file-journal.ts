import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { readJournalFileName, type JournalFiles } from '../../domain/oplog/journal-files.ts';
import { describeFailure, syncDirectory } from '../durable-file.ts';
import { openOnDisk, writeAll, type OpenFile, type OpenForWriting } from './disk-port.ts';

export type FileJournalDeps = {
  /** `<state>/journal`; made on first use, readable by this user only. */
  folder: string;
  open?: OpenForWriting;
  syncFolder?: (folder: string) => Promise<void>;
  /** Named points of the commit path at which a test kills the process (D11), and what was written. */
  reached?: (point: 'journal:written-not-synced' | 'journal:synced', bytes: Uint8Array) => void;
};

/** The journal's disk on a real file system; one open file a stream. Call `close` at the end. */
export function fileJournal(deps: FileJournalDeps): JournalFiles & { close(): Promise<void> } {
  const { folder, open = openOnDisk, syncFolder = syncDirectory, reached = () => {} } = deps;
  const held = new Map<string, { name: string; file: OpenFile; isDirty: boolean }>();
  const pathOf = (stream: string, name: string): string => path.join(folder, stream, name);

  async function letGo(stream: string): Promise<void> {
    const old = held.get(stream);
    held.delete(stream);
    await old?.file.close();
  }

  async function hold(stream: string, name: string) {
    const known = held.get(stream);
    if (known?.name === name) return known;
    await letGo(stream);
    // Bytes of an earlier life may lie beyond the end: the first write clears them.
    const made = { name, file: await open(pathOf(stream, name), 'old'), isDirty: true };
    held.set(stream, made);
    return made;
  }

  return {
    streams: () => namesIn(folder),
    names: async (stream) => (await namesIn(path.join(folder, stream))).filter(isJournalFile),
    read: (stream, name) => readFile(pathOf(stream, name)),
    size: async (stream, name) => (await stat(pathOf(stream, name))).size,
    async begin(stream, name, bytes) {
      await letGo(stream);
      await makeFolders(folder, stream, syncFolder);
      try {
        const file = await open(pathOf(stream, name), 'new');
        held.set(stream, { name, file, isDirty: false });
        await writeAll(file, bytes, 0);
        reached('journal:written-not-synced', bytes);
        await file.datasync();
        await syncFolder(path.join(folder, stream));
        reached('journal:synced', bytes);
      } catch (error) {
        await letGo(stream);
        await rm(pathOf(stream, name), { force: true });
        throw error;
      }
    },
    async append(stream, name, at, bytes) {
      const to = await hold(stream, name);
      if (to.isDirty) await to.file.truncate(at);
      to.isDirty = true;
      await writeAll(to.file, bytes, at);
      reached('journal:written-not-synced', bytes);
      await to.file.datasync();
      to.isDirty = false;
      reached('journal:synced', bytes);
    },
    async settle(stream, name) {
      await (await hold(stream, name)).file.datasync();
      for (const made of [path.join(folder, stream), folder]) await syncFolder(made);
    },
    async setAside(stream, name, at) {
      await letGo(stream);
      await cutTail(pathOf(stream, name), at, open);
      await syncFolder(path.join(folder, stream));
    },
    remove: (stream, name) => rm(pathOf(stream, name), { force: true }),
    failureOf: (error) => describeFailure(error).kind,
    async close() {
      for (const stream of held.keys()) await letGo(stream);
    },
  };
}

const isJournalFile = (name: string): boolean => readJournalFileName(name) !== undefined;

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Folders are entries too: each new one is synced in its parent. */
async function makeFolders(
  folder: string,
  stream: string,
  syncFolder: (folder: string) => Promise<void>,
): Promise<void> {
  const first = await mkdir(path.join(folder, stream), { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (const made of [folder, path.dirname(folder)]) await syncFolder(made);
}

/** The cut bytes are safe in `<name>.<n>.torn` before the file loses them. */
async function cutTail(file: string, at: number, open: OpenForWriting): Promise<void> {
  const bytes = await readFile(file);
  const aside = await open(await freeName(file), 'new');
  try {
    await writeAll(aside, bytes.subarray(at), 0);
    await aside.datasync();
  } finally {
    await aside.close();
  }
  if (at === 0) return rm(file);
  const cut = await open(file, 'old');
  try {
    await cut.truncate(at);
    await cut.datasync();
  } finally {
    await cut.close();
  }
}

async function freeName(file: string): Promise<string> {
  const taken = new Set(await namesIn(path.dirname(file)));
  let n = 1;
  while (taken.has(`${path.basename(file)}.${n}.torn`)) n += 1;
  return `${file}.${n}.torn`;
}
