import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { makeClient } from './db/pool.ts';

/** Held by the background worker that works, for as long as its session lives. */
const LEAD_LOCK = 7_114_005;
/** How soon another takes over once the lock is free, ms. Not a wait inside the database: that would
 * keep a statement open for days. */
const LOOK_MS = 250;

type Session = { client: pg.Client; lost: Promise<void> };

/** Undefined while there is no database. */
async function openSession(url: string): Promise<Session | undefined> {
  const client = makeClient(url);
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  client.on('error', () => resolve());
  client.on('end', () => resolve());
  try {
    await client.connect();
    return { client, lost };
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

/** True: held now. False: another has it. Undefined: the session broke. */
async function tryLock({ client }: Session): Promise<boolean | undefined> {
  try {
    const found = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      LEAD_LOCK,
    ]);
    return found.rows[0]?.got;
  } catch {
    return undefined;
  }
}

/** True once the session holds the lock; false where it broke before. */
async function standBy(session: Session): Promise<boolean> {
  for (;;) {
    const got = await tryLock(session);
    if (got !== false) return got === true;
    await sleep(LOOK_MS);
  }
}

async function untilHeld(url: string): Promise<Session> {
  for (;;) {
    const session = await openSession(url);
    if (session !== undefined && (await standBy(session))) return session;
    await session?.client.end().catch(() => undefined);
    await sleep(LOOK_MS);
  }
}

/** After a lost session: the lock again, or undefined where another has it by now. */
async function again(url: string): Promise<Session | undefined> {
  for (;;) {
    const session = await openSession(url);
    const got = session === undefined ? undefined : await tryLock(session);
    if (session !== undefined && got === true) return session;
    await session?.client.end().catch(() => undefined);
    if (got === false) return undefined;
    await sleep(LOOK_MS);
  }
}

async function keepLead(url: string, first: Session, onTaken: () => void): Promise<void> {
  let held: Session | undefined = first;
  while (held !== undefined) {
    await held.lost;
    held = await again(url);
  }
  onTaken();
}

/**
 * Resolves when this process leads the site's background work. A database that goes away takes the lock
 * with it; back, the lock is taken again, and `onTaken` is told where another app server was faster: the
 * process must end then. Until it does, both may work for a moment, which each task's own locks and
 * idempotence bear.
 */
export async function holdLead(url: string, onTaken: () => void): Promise<void> {
  const first = await untilHeld(url);
  void keepLead(url, first, onTaken);
}
