import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { createHash } from 'node:crypto';

/** Path in the archive, with forward slashes and none before it, to bytes. */
export type ArchiveFiles = ReadonlyMap<string, Buffer>;

/** Every file of an asar archive. */
export function archiveFiles(archive: string): ArchiveFiles {
  const files = new Map<string, Buffer>();
  for (const entry of listPackage(archive, { isPack: false })) {
    const name = entry.replaceAll('\\', '/').replace(/^\//, '');
    if (!('files' in statFile(archive, name))) files.set(name, extractFile(archive, name));
  }
  return files;
}

/** What Electron compares with the hash in its own binary before it loads a byte: hex SHA-256. */
export function archiveHash(archive: string): string {
  return createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
}
