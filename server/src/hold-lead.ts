import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { makeClient } from './db/pool.ts';

/** Held by the background worker that works, for as long as its session lives. */
const LEAD_LOCK = 7_114_005;
/** How soon another takes over once the lock is free, ms. Not a wait inside the database: that would
 * keep a statement open for days. */
const LOOK_MS = 250;
/** The database's own look at a session that says nothing, five seconds apart: a leader that vanished
 * keeps the lock for three of them. The kernel's own first look would come after two hours. */
const LOOKED_AFTER = `SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 2; SET tcp_user_timeout = 15000`;
/** How often the leader asks for an answer, and how long it waits for one, before its session counts
 * as lost, ms. */
type Pace = { everyMs: number; withinMs: number };
const PACE: Pace = { everyMs: 5000, withinMs: 5000 };

type Session = { client: pg.Client; lost: Promise<void> };

/** A statement that is not answered in time is a failure: its line may be cut without a word. */
const withinTime = (text: string, { withinMs }: Pace) => ({ text, query_timeout: withinMs });

/** Undefined while there is no database. */
async function openSession(url: string, pace: Pace): Promise<Session | undefined> {
  const client = makeClient(url);
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  client.on('error', () => resolve());
  client.on('end', () => resolve());
  try {
    await client.connect();
    await client.query(withinTime(LOOKED_AFTER, pace));
    return { client, lost };
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

/** True: held now. False: another has it. Undefined: the session broke. */
async function tryLock({ client }: Session, pace: Pace): Promise<boolean | undefined> {
  try {
    const text = `SELECT pg_try_advisory_lock(${LEAD_LOCK}) AS got`;
    const found = await client.query<{ got: boolean }>(withinTime(text, pace));
    return found.rows[0]?.got;
  } catch {
    return undefined;
  }
}

/** True once the session holds the lock; false where it broke before. */
async function standBy(session: Session, pace: Pace): Promise<boolean> {
  for (;;) {
    const got = await tryLock(session, pace);
    if (got !== false) return got === true;
    await sleep(LOOK_MS);
  }
}

async function untilHeld(url: string, pace: Pace): Promise<Session> {
  for (;;) {
    const session = await openSession(url, pace);
    if (session !== undefined && (await standBy(session, pace))) return session;
    await session?.client.end().catch(() => undefined);
    await sleep(LOOK_MS);
  }
}

/** After a lost session: the lock again, or undefined where another has it by now. */
async function again(url: string, pace: Pace): Promise<Session | undefined> {
  for (;;) {
    const session = await openSession(url, pace);
    const got = session === undefined ? undefined : await tryLock(session, pace);
    if (session !== undefined && got === true) return session;
    await session?.client.end().catch(() => undefined);
    if (got === false) return undefined;
    await sleep(LOOK_MS);
  }
}

/** Resolves once the session is lost: it broke, or the database does not answer on it any more. */
async function untilLost({ client, lost }: Session, pace: Pace): Promise<void> {
  const broke = lost.then(() => true);
  const failed = async (): Promise<boolean> => {
    await sleep(pace.everyMs);
    return client.query(withinTime('SELECT 1', pace)).then(
      () => false,
      () => true,
    );
  };
  while (!(await Promise.race([broke, failed()])));
  // Of a line that is only slow, so that the lock is free; with a question open it is torn, not closed.
  await client.end().catch(() => undefined);
}

async function keepLead(
  url: string,
  first: Session,
  onTaken: () => void,
  pace: Pace,
): Promise<void> {
  let held: Session | undefined = first;
  while (held !== undefined) {
    await untilLost(held, pace);
    held = await again(url, pace);
  }
  onTaken();
}

/**
 * Resolves when this process leads the site's background work. A database that goes away, or whose line
 * is cut without a word, takes the lock with it; back, the lock is taken again, and `onTaken` is told
 * where another app server was faster: the process must end then. Until it does, both may work for a
 * moment, which each task's own locks and idempotence bear.
 */
export async function holdLead(url: string, onTaken: () => void, pace = PACE): Promise<void> {
  const first = await untilHeld(url, pace);
  void keepLead(url, first, onTaken, pace);
}
