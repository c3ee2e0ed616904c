import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../tools/region/free-port.ts';

const PEERS = path.join(import.meta.dirname, 'peers');
const STAMP = path.join(PEERS, 'node_modules', '.evertill-lock');
const BATCH = 1000;
const run = promisify(execFile);

export type PouchDrain = { opsASecond: number; docs: number; bytes: number; versions: string };

/** Installs the peers where they are missing; says why where that cannot be done. */
async function installPeers(): Promise<string | undefined> {
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

/** PouchDB over LevelDB to its own server over LevelDB, one site; documents like `template`. */
export async function pouchDrain(count: number, template: string): Promise<PouchDrain | string> {
  const refused = await installPeers();
  if (refused !== undefined) return refused;
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-pouch-'));
  const port = await freePort();
  for (const side of ['server', 'client']) mkdirSync(path.join(dir, side));
  const server = spawn(
    process.execPath,
    [path.join(PEERS, 'pouch-server.mjs'), String(port), path.join(dir, 'server')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  try {
    await once(server.stdout, 'data');
    const { stdout } = await run(process.execPath, [
      path.join(PEERS, 'pouch-drain.mjs'),
      `http://127.0.0.1:${port}`,
      path.join(dir, 'client'),
      String(count),
      String(BATCH),
      template,
    ]);
    const said = JSON.parse(stdout) as { ms: number; docs: number; bytes: number };
    const manifest = JSON.parse(readFileSync(path.join(PEERS, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const versions = Object.entries(manifest.dependencies).map(([k, v]) => `${k} ${v}`);
    return {
      opsASecond: (said.docs / said.ms) * 1000,
      docs: said.docs,
      bytes: said.bytes,
      versions: `${versions.join(', ')}, batch ${BATCH}, batches_limit 10, LevelDB both ends`,
    };
  } finally {
    server.kill();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
