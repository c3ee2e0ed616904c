import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../tools/region/free-port.ts';
import { reachable } from '../../tools/region/postgres-binaries.ts';
import { postgresServer, type PostgresServer } from '../../tools/region/postgres-server.ts';

let dir = '';
let server: PostgresServer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-postgres-'));
  chmodSync(dir, 0o755);
  server = postgresServer({ dir, port: await freePort(), password: 'for-this-test' });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was committed is there after a kill; the stale pid file is no hindrance', async () => {
  await ask(server.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await server.kill();
  await server.start();
  expect(await ask(server.replicationUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('a server left running by a killed run is taken over, its data kept', async () => {
  const next = postgresServer({ dir, port: server.port, password: 'for-this-test' });
  await next.start();
  expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await next.stop();
  await server.stop();
  await server.start();
});

test('passwords count, also on loopback', async () => {
  const url = server.url.replace('for-this-test', 'wrong');
  await expect(ask(url, 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('logical replication is on and no peer can fill the disk (H5)', async () => {
  const rows = await ask(
    server.url,
    `SELECT current_setting('wal_level') AS wal, current_setting('fsync') AS fsync,
            current_setting('max_slot_wal_keep_size') AS keep`,
  );
  expect(rows).toEqual([{ wal: 'logical', fsync: 'on', keep: '4GB' }]);
});

test('a folder that others may not pass is not reachable', () => {
  const closed = mkdtempSync(join(dir, 'closed-'));
  expect([reachable(dir), reachable(join(closed, 'x'))]).toEqual([true, false]);
});
