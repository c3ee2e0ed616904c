import { setTimeout as sleep } from 'node:timers/promises';
import { makeClient } from './db/pool.ts';

/** Held by the background worker that works, for as long as its session lives. */
const LEAD_LOCK = 7_114_005;
/** How soon another takes over once the lock is free, ms. Not a wait inside the database: that would
 * keep a statement open for days. */
const LOOK_MS = 250;

type Held = { lost: Promise<void> };

/** One try: a session that holds the lock, `taken` where another has it, undefined: no database. */
async function tryLead(url: string): Promise<Held | 'taken' | undefined> {
  const client = makeClient(url);
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  client.on('error', () => resolve());
  client.on('end', () => resolve());
  try {
    await client.connect();
    const found = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      LEAD_LOCK,
    ]);
    if (found.rows[0]?.got === true) return { lost };
    await client.end();
    return 'taken';
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
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

async function untilHeld(url: string): Promise<Held> {
  for (;;) {
    const tried = await tryLead(url);
    if (typeof tried === 'object') return tried;
    await sleep(LOOK_MS);
  }
}

async function keepLead(url: string, first: Held, onTaken: () => void): Promise<void> {
  let held = first;
  for (;;) {
    await held.lost;
    for (;;) {
      const tried = await tryLead(url);
      if (tried === 'taken') return onTaken();
      if (tried !== undefined) {
        held = tried;
        break;
      }
      await sleep(LOOK_MS);
    }
  }
}
