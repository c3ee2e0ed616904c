export type PostgresOptions = {
  /** Folder of this server; data in `<dir>/data`, log in `<dir>/postgres.log`. */
  dir: string;
  port: number;
  /** Password of both roles. */
  password: string;
  /** Further settings, e.g. `{ max_slot_wal_keep_size: '64MB' }`. */
  settings?: Readonly<Record<string, string>>;
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
/** A real PostgreSQL on 127.0.0.1, driven through its own binaries. Not started yet. */
export declare function postgresServer(options: PostgresOptions): PostgresServer;
