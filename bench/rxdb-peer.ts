import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import pg from 'pg';
import { build } from 'vite';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { installPeers, PEERS, peerVersions } from './peers-install.ts';

export type RxdbDrain = { opsASecond: number; bytes: number; versions: string };

type Ask = { name: string; count: number; batch: number; template: object };
type Row = { id: string; seq: number; body: string };

declare global {
  var rxdbDrain: (ask: Ask) => Promise<{ ms: number; bytes: number }>;
}

const BATCH = 1000;
const TABLE = 'bench_rxdb';

/**
 * RxDB over IndexedDB in Chromium, replicating by its own protocol to the barest server there can be:
 * one PostgreSQL, multi-row insert, nothing checked. Or why it could not be measured.
 */
export async function rxdbDrain(
  count: number,
  template: object,
  databaseUrl: string,
): Promise<RxdbDrain | string> {
  const refused = await installPeers();
  if (refused !== undefined) return refused;
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-rxdb-'));
  const script = await bundle(dir);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  await pool.query(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (id text PRIMARY KEY, seq bigint, body text NOT NULL)`,
  );
  const server = createServer((request, response) => {
    if (request.url === '/push') {
      void store(pool, request).then(
        () => response.writeHead(200).end('[]'),
        () => response.writeHead(500).end(),
      );
      return;
    }
    const isScript = request.url === '/page.js';
    response
      .writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' })
      .end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => typeof globalThis.rxdbDrain === 'function');
    const ask = { name: `sales${Date.now()}`, count, batch: BATCH, template };
    const { ms, bytes } = await page.evaluate((a) => globalThis.rxdbDrain(a), ask);
    const stored = await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${TABLE}`);
    if (Number(stored.rows[0]?.n) !== count) throw new Error('RxDB did not replicate everything');
    const versions = `${peerVersions('rxdb', 'rxjs')}, Dexie storage, batch ${BATCH}, one PostgreSQL without checks`;
    return { opsASecond: (count / ms) * 1000, bytes, versions };
  } finally {
    await browser.close();
    server.close();
    await pool.query(`DROP TABLE ${TABLE}`);
    await pool.end();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function bundle(dir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: PEERS,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: dir,
      emptyOutDir: true,
      lib: { entry: 'rxdb-page.mjs', formats: ['es'], fileName: () => 'page.js' },
    },
  });
  return readFileSync(path.join(dir, 'page.js'), 'utf8');
}

async function store(pool: pg.Pool, request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const rows = JSON.parse(Buffer.concat(chunks).toString()) as Row[];
  await pool.query(
    `INSERT INTO ${TABLE} SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
     ON CONFLICT DO NOTHING`,
    [rows.map((r) => r.id), rows.map((r) => r.seq), rows.map((r) => r.body)],
  );
}
