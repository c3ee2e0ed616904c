import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../tools/region/free-port.ts';
import { installPeers, PEERS, peerVersions } from './peers-install.ts';

const BATCH = 1000;
const run = promisify(execFile);

export type PouchDrain = { opsASecond: number; docs: number; bytes: number; versions: string };

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
    const versions = peerVersions('express', 'express-pouchdb', 'pouchdb');
    return {
      opsASecond: (said.docs / said.ms) * 1000,
      docs: said.docs,
      bytes: said.bytes,
      versions: `${versions}, batch ${BATCH}, batches_limit 10, LevelDB both ends`,
    };
  } finally {
    server.kill();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
