import pg from 'pg';

const INT8_OID = 20;

/** Sequences, counts and milliseconds here stay far below 2^53, so plain numbers are exact. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8_OID && format !== 'binary') return Number;
    return format === 'binary'
      ? pg.types.getTypeParser(oid, 'binary')
      : pg.types.getTypeParser(oid, 'text');
  },
};

/** What runs SQL: a pool or a client inside a transaction. */
export type Db = Pick<pg.Pool, 'query'>;
export type Pool = pg.Pool;

/**
 * A host that vanished without a word must not keep what waits for it: probed after so long without
 * traffic, ms.
 */
const PROBED_AFTER_MS = 10_000;

/** `onIdleError` hears of idle connections that broke: a database that died must not end the process.
 * A statement that is not answered within `queryTimeoutMs` fails, and its connection goes. */
export function openPool(
  url: string,
  max: number,
  onIdleError: (error: Error) => void,
  queryTimeoutMs?: number,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: PROBED_AFTER_MS,
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
    // Acknowledgements are only given after a flushed commit (D3); an idle open
    // transaction would hold back every reader of `local_xid < xmin` (H4).
    options: '-c synchronous_commit=on -c idle_in_transaction_session_timeout=5s -c timezone=UTC',
  });
  pool.on('error', onIdleError);
  // A connection that breaks while it is lent out says so a second time, to its borrower: that
  // event without a listener would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One connection of its own, for LISTEN or for replication commands. */
export function makeClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    types,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: PROBED_AFTER_MS,
  });
}
