import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { holdLead } from '../src/hold-lead.ts';
import { a, sql } from './shared-pair.ts';

/** A database of its own: in the site's, the site's own background worker has the lock. */
const NAME = 'lead_test';

/** A line to the database that can fall silent: nothing passes, and nobody is told. */
async function openLine(port: number) {
  let open: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('close', () => to.destroy());
      from.on('error', () => undefined);
    }
    open.push(near, far);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** Those open now; new ones pass. */
    fallSilent() {
      for (const socket of open)
        socket.removeAllListeners('data').removeAllListeners('close').pause();
      open = [];
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

const urlOf = (port?: number): string => {
  const url = new URL(a.databaseUrl);
  url.pathname = NAME;
  if (port !== undefined) url.port = String(port);
  return url.href;
};

/** Who has the lock, and the statement its session ran last. */
const holders = () =>
  sql<{ pid: number; query: string }>(
    { databaseUrl: urlOf() },
    `SELECT pid, query FROM pg_stat_activity JOIN pg_locks USING (pid)
      WHERE locktype = 'advisory' AND granted AND datname = '${NAME}'`,
  );

beforeEach(() => sql(a, `CREATE DATABASE ${NAME}`));
afterEach(() => sql(a, `DROP DATABASE ${NAME} WITH (FORCE)`));

test('LB5 D7: a leader whose line is cut without a word knows it by itself, and gives way', async () => {
  const line = await openLine(Number(new URL(a.databaseUrl).port));
  const other = new pg.Client({ connectionString: urlOf() });
  other.on('error', () => undefined);
  await other.connect();
  try {
    let taken = 0;
    await holdLead(urlOf(line.port), () => (taken += 1), { everyMs: 30, withinMs: 3000 });
    const [first] = await waitUntil('a question on the session', 5000, async () => {
      const found = await holders();
      return found[0]?.query === 'SELECT 1' ? found : undefined;
    });
    expect(taken).toBe(0);
    line.fallSilent();
    // As PostgreSQL's own look at the line does; the leader is told nothing of it.
    await other.query('SELECT pg_terminate_backend($1)', [first?.pid]);
    await other.query('SELECT pg_advisory_lock(7114005)');
    await waitUntil('the first to give way', 10_000, async () => (taken > 0 ? true : undefined));
    expect(taken).toBe(1);
    expect(await holders()).toHaveLength(1);
  } finally {
    await other.end();
    line.close();
  }
});
