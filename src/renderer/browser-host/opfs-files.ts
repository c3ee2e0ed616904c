import { readJournalFileName, type JournalFiles } from '../../domain/oplog/journal-files.ts';
import { storageFailure } from './host-db.ts';

/** The synchronous file of a worker; the page's types do not know it. */
type SyncFile = {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
};
type WorkerFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

/** The journal's disk in the origin private file system; worker only. One open file a stream. */
export function opfsFiles(root: FileSystemDirectoryHandle): JournalFiles {
  const held = new Map<string, { name: string; file: SyncFile }>();
  const folder = (stream: string, create = false): Promise<FileSystemDirectoryHandle> =>
    root.getDirectoryHandle(stream, { create });

  function letGo(stream: string): void {
    held.get(stream)?.file.close();
    held.delete(stream);
  }

  async function open(stream: string, name: string, create = false): Promise<SyncFile> {
    const handle = await (await folder(stream, create)).getFileHandle(name, { create });
    return (handle as WorkerFileHandle).createSyncAccessHandle();
  }

  async function hold(stream: string, name: string, create = false): Promise<SyncFile> {
    const known = held.get(stream);
    if (known?.name === name) return known.file;
    letGo(stream);
    const file = await open(stream, name, create);
    held.set(stream, { name, file });
    return file;
  }

  return {
    streams: () => keysOf(root),
    names: async (stream) => (await keysOf(await folder(stream))).filter(isJournalFile),
    read: async (stream, name) => readAll(await hold(stream, name), 0),
    size: async (stream, name) => (await hold(stream, name)).getSize(),
    async begin(stream, name, bytes) {
      try {
        writeAt(await hold(stream, name, true), 0, bytes);
      } catch (error) {
        letGo(stream);
        await (await folder(stream, true)).removeEntry(name).catch(() => undefined);
        throw error;
      }
    },
    append: async (stream, name, at, bytes) => writeAt(await hold(stream, name), at, bytes),
    settle: async (stream, name) => (await hold(stream, name)).flush(),
    async setAside(stream, name, at) {
      const file = await hold(stream, name);
      const names = new Set(await keysOf(await folder(stream)));
      let n = 1;
      while (names.has(`${name}.${n}.torn`)) n += 1;
      const aside = await open(stream, `${name}.${n}.torn`, true);
      try {
        writeAt(aside, 0, readAll(file, at));
      } finally {
        aside.close();
      }
      file.truncate(at);
      file.flush();
      letGo(stream);
      if (at === 0) await (await folder(stream)).removeEntry(name);
    },
    async remove(stream, name) {
      if (held.get(stream)?.name === name) letGo(stream);
      await (await folder(stream)).removeEntry(name);
    },
    failureOf: storageFailure,
  };
}

const isJournalFile = (name: string): boolean => readJournalFileName(name) !== undefined;

async function keysOf(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

function readAll(file: SyncFile, from: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(file.getSize() - from, 0));
  const read = file.read(bytes, { at: from });
  return bytes.subarray(0, read);
}

/** One write, then a flush; what lay beyond `at` from a failed write is gone first. */
function writeAt(file: SyncFile, at: number, bytes: Uint8Array): void {
  if (file.getSize() > at) file.truncate(at);
  const wrote = file.write(bytes, { at });
  if (wrote < bytes.length) throw new DOMException('disk took a part', 'QuotaExceededError');
  file.flush();
}
