import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { makeClient } from '../../db/pool.ts';
import type { SiteContext } from '../../site-context.ts';
import type { Reconciled } from '../anti-entropy/reconcile.ts';

const KINDS = ['ops', 'changes'] as const;
type Kind = (typeof KINDS)[number];
/** Any constant: the worker and a command of an operator must not mend the same thing at once. */
const MEND_LOCK = 7_114_004;
const SLOT_CHECK_MS = 100;
const SLOT_PATIENCE_MS = 5000;

/** Slot and subscription share a name that carries both incarnations (D4). Letters, digits, `_`. */
function subscriptionName(kind: string, publisher: string, subscriber: string): string {
  return `ev_${kind}_${publisher}_to_${subscriber}`.toLowerCase().replaceAll('-', '_');
}

type Peer = { id: string; replicationUrl: string };

/** Runs work on a connection of its own. */
async function at<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = makeClient(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Slots of ours at the peer: name → still usable. A slot whose WAL is gone is not (H5). */
async function peerSlots(peer: Peer): Promise<Map<string, boolean>> {
  return at(peer.replicationUrl, async (client) => {
    const found = await client.query<{ slot_name: string; usable: boolean }>(
      `SELECT slot_name, wal_status <> 'lost' AS usable FROM pg_replication_slots
        WHERE slot_name LIKE 'ev\\_%'`,
    );
    return new Map(found.rows.map((row) => [row.slot_name, row.usable]));
  });
}

/**
 * Drops slots at the peer that belong to pairs of incarnations that are no more. One that was just
 * let go of may be in use for a moment yet.
 */
async function dropStaleSlots(peer: Peer, current: ReadonlySet<string>): Promise<void> {
  await at(peer.replicationUrl, async (client) => {
    for (let waited = 0; ; waited += SLOT_CHECK_MS) {
      const found = await client.query<{ slot_name: string; active: boolean }>(
        "SELECT slot_name, active FROM pg_replication_slots WHERE slot_name LIKE 'ev\\_%'",
      );
      const stale = found.rows.filter((row) => !current.has(row.slot_name));
      for (const { slot_name: name, active } of stale)
        if (!active) await client.query('SELECT pg_drop_replication_slot($1)', [name]);
      if (stale.every((row) => !row.active) || waited >= SLOT_PATIENCE_MS) return;
      await sleep(SLOT_CHECK_MS);
    }
  });
}

/**
 * The slot is made before the subscription and outside any transaction of ours: a slot waits for
 * every running transaction of the peer, and two sites subscribing to each other at once would
 * wait for each other's CREATE SUBSCRIPTION for ever.
 */
async function createSlot(peer: Peer, name: string): Promise<void> {
  await at(peer.replicationUrl, (client) =>
    client.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [name]),
  );
}

/** Lets go of a subscription whose slot is the peer's business (it may be gone or unreachable). */
async function dropSubscription(site: SiteContext, name: string): Promise<void> {
  await site.pool.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
  await site.pool.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
  await site.pool.query(`DROP SUBSCRIPTION ${name}`);
}

type Survey = {
  /** Wanted, with a usable slot: left as they are. */
  alive: Set<string>;
  /** Of those, made by a re-seed that did not come to its end. */
  halfway: string[];
  /** Why the others went; empty where there were none. */
  reasons: string[];
};

/** Lets go of every subscription that is not wanted or has no usable slot. */
async function survey(
  site: SiteContext,
  peer: Peer,
  wanted: ReadonlyMap<string, Kind>,
  trust: boolean,
): Promise<Survey> {
  const slots = await peerSlots(peer);
  const held = await site.pool.query<{ subname: string; subenabled: boolean }>(
    `SELECT subname, subenabled FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND subname LIKE 'ev\\_%'`,
  );
  const found: Survey = { alive: new Set(), halfway: [], reasons: [] };
  for (const { subname, subenabled } of held.rows) {
    const usable = slots.get(subname);
    if (trust && wanted.has(subname) && usable === true) {
      found.alive.add(subname);
      if (!subenabled) found.halfway.push(subname);
      continue;
    }
    found.reasons.push(reasonOf(wanted.has(subname), usable));
    await dropSubscription(site, subname);
  }
  await dropStaleSlots(peer, found.alive);
  return found;
}

function reasonOf(isWanted: boolean, usable: boolean | undefined): string {
  if (!isWanted) return 'new incarnation';
  if (usable === undefined) return 'slot missing';
  return usable ? 'asked for' : 'slot lost';
}

/** True where the table of the copy holds nothing yet. */
async function isEmpty(site: SiteContext, kind: Kind): Promise<boolean> {
  const table = kind === 'ops' ? site.tables.copyOps : site.tables.copyChanges;
  const found = await site.pool.query(`SELECT 1 FROM ${table} LIMIT 1`);
  return found.rows.length === 0;
}

/** Makes slot and subscription. Into an empty copy everything is copied; else it waits, disabled. */
async function subscribe(site: SiteContext, peer: Peer, name: string, kind: Kind) {
  await createSlot(peer, name);
  const fresh = await isEmpty(site, kind);
  const connection = `'${peer.replicationUrl.replaceAll("'", "''")}'`;
  // `on`, not the default `off`: a row must be flushed before we claim it (H2).
  await site.pool.query(
    `CREATE SUBSCRIPTION ${name} CONNECTION ${connection} PUBLICATION evertill_${kind}
       WITH (slot_name = '${name}', create_slot = false, copy_data = ${fresh}, enabled = ${fresh},
             origin = none, streaming = off, synchronous_commit = 'on')`,
  );
  return fresh;
}

export type Subscribed = { created: string[]; reseeded: Reconciled | undefined };

/**
 * Makes this site subscribe to the peer's incarnation as it is now, and to nothing else. Where the
 * copy already held rows (a new pair of incarnations, a slot that lost its WAL, H5) this is a
 * re-seed: the new slot keeps everything from now on, `fill` fetches what is missing of before, and
 * only then rows flow. What both bring comes twice, which a copy without unique key takes calmly;
 * no gap can stay behind. Cut short, it is taken up again where a subscription waits disabled.
 * `trust` false: subscriptions that look healthy are made anew too, since a gap cannot be seen on them.
 */
export async function ensureSubscriptions(
  site: SiteContext,
  peer: Peer,
  peerIncarnation: string,
  fill: () => Promise<Reconciled>,
  trust = true,
): Promise<Subscribed> {
  const own = site.identity.current.incarnation;
  const wanted = new Map<string, Kind>(
    KINDS.map((kind) => [subscriptionName(kind, peerIncarnation, own), kind]),
  );
  return at(site.config.databaseUrl, async (lock) => {
    await lock.query('SELECT pg_advisory_lock($1)', [MEND_LOCK]);
    const { alive, halfway, reasons } = await survey(site, peer, wanted, trust);
    const created: string[] = [];
    const waiting = [...halfway];
    for (const [name, kind] of wanted) {
      if (alive.has(name)) continue;
      if (!(await subscribe(site, peer, name, kind))) waiting.push(name);
      created.push(name);
    }
    if (waiting.length === 0) return { created, reseeded: undefined };
    const reseeded = await fill();
    for (const name of waiting) await site.pool.query(`ALTER SUBSCRIPTION ${name} ENABLE`);
    const reason = [...new Set(reasons)].sort().join(', ') || 'subscription missing';
    await site.pool.query('INSERT INTO reseeds (reason, ops, changes) VALUES ($1, $2, $3)', [
      halfway.length > 0 && reasons.length === 0 ? 'taken up again' : reason,
      reseeded.ops,
      reseeded.changes,
    ]);
    return { created, reseeded };
  });
}
