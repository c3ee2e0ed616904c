import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A short hash of the id that the operating system gave this machine at its installation; undefined
 * where it gives none. Disk images copied to other machines may share it: then head office sees the
 * fork (D9).
 */
export async function machineId(platform = process.platform): Promise<string | undefined> {
  try {
    const id = (await rawId(platform))?.trim();
    if (id === undefined || id === '') return undefined;
    return createHash('sha256').update(`evertill ${id}`).digest('base64url').slice(0, 22);
  } catch {
    return undefined;
  }
}

async function rawId(platform: NodeJS.Platform): Promise<string | undefined> {
  if (platform === 'linux') return readFile('/etc/machine-id', 'utf8');
  if (platform !== 'win32') return undefined;
  const key = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`;
  const { stdout } = await run('reg.exe', ['query', key, '/v', 'MachineGuid']);
  return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(stdout)?.[1];
}
