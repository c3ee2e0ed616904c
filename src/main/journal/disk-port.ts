import { open } from 'node:fs/promises';

/** What the journal needs of an open file; injected, so that tests can fill the disk and count syncs. */
export type OpenFile = {
  write(bytes: Uint8Array, from: number, length: number, at: number): Promise<number>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
};

/** Opens a file: `new` empties it or makes it, `old` must be there. */
export type OpenForWriting = (file: string, mode: 'new' | 'old') => Promise<OpenFile>;

export const openOnDisk: OpenForWriting = async (file, mode) => {
  const handle = await open(file, mode === 'new' ? 'w' : 'r+', 0o600);
  return {
    async write(bytes, from, length, at) {
      return (await handle.write(bytes, from, length, at)).bytesWritten;
    },
    datasync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
};

/** One write where the kernel takes it whole; the rest of a short one follows, or its error shows. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const wrote = await file.write(bytes, done, bytes.length - done, at + done);
    if (wrote === 0) throw Object.assign(new Error('disk took nothing'), { code: 'ENOSPC' });
    done += wrote;
  }
}
