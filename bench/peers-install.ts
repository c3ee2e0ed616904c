import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const PEERS = path.join(import.meta.dirname, 'peers');
const STAMP = path.join(PEERS, 'node_modules', '.evertill-lock');
const run = promisify(execFile);

/** Installs the peers where they are missing; says why where that cannot be done. */
export async function installPeers(): Promise<string | undefined> {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(PEERS, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return undefined;
  try {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--workspaces=false'];
    await run('npm', args, { cwd: PEERS });
    writeFileSync(STAMP, lock);
    return undefined;
  } catch (error) {
    return `peers could not be installed: ${String(error).split('\n')[0] ?? ''}`;
  }
}

/** Name and version of those of the peers' packages that begin with one of these. */
export function peerVersions(...names: string[]): string {
  const manifest = JSON.parse(readFileSync(path.join(PEERS, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(manifest.dependencies)
    .filter(([name]) => names.includes(name))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}
