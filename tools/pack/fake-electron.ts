import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** Where Electron's fuses begin in its binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const WIRE_VERSION = 1;
/** Each fuse as we do not want it, so that only a flipped one passes. The ninth is not ours to flip. */
const WRONG_WAY = '101100111';
const ENGLISH = { lang: 1033, codepage: 1200 };

const fuseWire = (): Buffer =>
  Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([WIRE_VERSION, WRONG_WAY.length]),
    Buffer.from(`${WRONG_WAY}\0`),
  ]);

/** An empty Windows program with the version record into whose resources the asar's hash goes. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  Resource.VersionInfo.create(ENGLISH.lang, {}, [
    { ...ENGLISH, values: { ProductName: 'Electron' } },
  ]).outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/**
 * Writes an Electron folder that runs nowhere, but that electron-builder takes for a downloaded one:
 * packing needs no network.
 */
export function writeFakeElectron(folder: string, version: string): void {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  const write = (name: string, bytes: string | Buffer, mode = 0o644): void =>
    writeFileSync(path.join(folder, name), bytes, { mode });
  write('electron', Buffer.concat([Buffer.from('\x7fELF'), fuseWire()]), 0o755);
  write('electron.exe', Buffer.concat([windowsProgram(), fuseWire()]), 0o755);
  write('version', version);
  write('LICENSE', 'of Electron');
  write('LICENSES.chromium.html', 'of Chromium');
  write('locales/en-US.pak', '');
}
