import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import {
  postgresAccount,
  postgresBinaries,
  reachable,
  reachableStandIn,
  type Account,
  type PostgresBinaries,
} from './postgres-binaries.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { orphansGone } from './orphans-gone.ts';
import { waitUntil } from './wait-until.ts';

export type PostgresOptions = {
  /** Folder of this server; data in `<dir>/data`, log in `<dir>/postgres.log`. */
  dir: string;
  port: number;
  /** Password of both roles. */
  password: string;
  /** Further settings, e.g. `{ max_slot_wal_keep_size: '64MB' }`. */
  settings?: Readonly<Record<string, string>>;
  /** Goes on running when the process that started it ends. */
  outlives?: boolean;
};

export type PostgresServer = {
  readonly port: number;
  readonly dataDir: string;
  /** Owner's URL of database `evertill`. */
  readonly url: string;
  /** URL for the peer: may replicate and read, nothing else. */
  readonly replicationUrl: string;
  start(): Promise<void>;
  /** Orderly shutdown. */
  stop(): Promise<void>;
  /** SIGKILL of the postmaster: a crash. */
  kill(): Promise<void>;
};

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  fsync: 'on',
  synchronous_commit: 'on',
  track_commit_timestamp: 'on',
  // Never unlimited: a peer that stays away must not fill this site's disk (H5).
  max_slot_wal_keep_size: '4GB',
  max_replication_slots: '16',
  max_wal_senders: '16',
  max_logical_replication_workers: '8',
  wal_receiver_status_interval: '1s',
  wal_retrieve_retry_interval: '500ms',
  max_connections: '80',
  shared_buffers: '64MB',
  max_wal_size: '1GB',
  autovacuum_naptime: '10s',
  log_min_messages: 'warning',
} as const;

/** For a database that must not touch anybody: no row comes in over the subscriptions it holds. */
export const STANDING_ALONE = { max_logical_replication_workers: '0' } as const;

async function initialise(
  bin: PostgresBinaries,
  data: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const secret = `${data}.pw`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (account !== undefined) {
    chownSync(secret, account.uid, account.gid);
    mkdirSync(data, { recursive: true });
    chownSync(data, account.uid, account.gid);
  }
  const args = ['-D', data, '-U', 'evertill', `--pwfile=${secret}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--locale=C', '--no-instructions');
  try {
    await promisify(execFile)(bin.initdb, args, { ...account, cwd: dirname(data) });
  } finally {
    rmSync(secret);
  }
}

/** Makes the database and the peer's role where they are missing. */
async function prepare(port: number, password: string): Promise<void> {
  const owner = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'evertill',
    password,
    database: 'postgres',
  });
  await owner.connect();
  const role = await owner.query("SELECT 1 FROM pg_roles WHERE rolname = 'replicator'");
  if (role.rowCount === 0) {
    const quoted = owner.escapeLiteral(password);
    await owner.query(
      `CREATE ROLE replicator LOGIN REPLICATION PASSWORD ${quoted} IN ROLE pg_read_all_data`,
    );
  }
  const database = await owner.query("SELECT 1 FROM pg_database WHERE datname = 'evertill'");
  if (database.rowCount === 0) await owner.query('CREATE DATABASE evertill');
  await owner.end();
}

/** Ends a server left behind by a killed run, else removes its stale pid file. */
async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidText, dataDir] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidText);
  const ours = (): boolean => {
    try {
      return dataDir === data && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
    } catch {
      return false;
    }
  };
  if (ours()) {
    process.kill(pid, 'SIGQUIT');
    await waitUntil('left-over PostgreSQL to end', 10_000, async () => (ours() ? undefined : true));
  }
  rmSync(file, { force: true });
  await orphansGone(data);
}

/** A real PostgreSQL on 127.0.0.1, driven through its own binaries. Not started yet. */
export function postgresServer(options: PostgresOptions): PostgresServer {
  const { port, password } = options;
  const account = postgresAccount();
  const home =
    account === undefined || reachable(options.dir) ? options.dir : reachableStandIn(options.dir);
  const data = join(home, 'data');
  const url = (user: string): string =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/evertill`;
  let child: ChildProcess | undefined;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    if (running === undefined) return;
    child = undefined;
    if (running.exitCode !== null || running.signalCode !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    running.once('exit', () => resolve());
    running.kill(signal);
    // A peer that does not read its last records must not hold the shutdown for ever.
    const timer = setTimeout(() => running.kill('SIGQUIT'), 4000);
    await promise;
    clearTimeout(timer);
  }

  return {
    port,
    dataDir: data,
    url: url('evertill'),
    replicationUrl: url('replicator'),
    async start() {
      const bin = await postgresBinaries(account);
      mkdirSync(home, { recursive: true });
      if (!existsSync(join(data, 'PG_VERSION'))) await initialise(bin, data, password, account);
      await clearStalePid(data);
      const log = openSync(join(home, 'postgres.log'), 'a');
      const settings = { ...SETTINGS, ...options.settings };
      const args = Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
      const launch = (): ChildProcess =>
        spawn(bin.postgres, ['-D', data, '-p', String(port), ...args], {
          ...account,
          cwd: home,
          stdio: ['ignore', log, log],
          detached: options.outlives === true,
        });
      child = launch();
      await waitUntil(`PostgreSQL on port ${port} (see ${home}/postgres.log)`, 60_000, async () => {
        // A postmaster that met the last breath of a killed one gives up at once: try again.
        if (child !== undefined && child.exitCode !== null) {
          await sleep(300);
          child = launch();
        }
        await prepare(port, password);
        return true;
      });
      if (options.outlives === true) child.unref();
    },
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  };
}
