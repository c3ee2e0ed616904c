import type { Client } from 'pg';
import { makeClient } from '../../db/pool.ts';
import type { SiteContext } from '../../site-context.ts';

const KINDS = ['ops', 'changes'] as const;

/** Slot and subscription share a name that carries both incarnations (D4). Letters, digits, `_`. */
function subscriptionName(kind: string, publisher: string, subscriber: string): string {
  return `ev_${kind}_${publisher}_to_${subscriber}`.toLowerCase().replaceAll('-', '_');
}

type Peer = { id: string; replicationUrl: string };

/** Runs work on a connection of its own to the peer's database. */
async function atPeer<T>(peer: Peer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = makeClient(peer.replicationUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Slots of ours at the peer: name → still usable. A slot whose WAL is gone is not (H5). */
async function peerSlots(peer: Peer): Promise<Map<string, boolean>> {
  return atPeer(peer, async (client) => {
    const found = await client.query<{ slot_name: string; usable: boolean }>(
      `SELECT slot_name, wal_status <> 'lost' AS usable FROM pg_replication_slots
        WHERE slot_name LIKE 'ev\\_%'`,
    );
    return new Map(found.rows.map((row) => [row.slot_name, row.usable]));
  });
}

/** Drops slots at the peer that belong to pairs of incarnations that are no more. */
async function dropStaleSlots(peer: Peer, current: ReadonlySet<string>): Promise<void> {
  await atPeer(peer, async (client) => {
    const found = await client.query<{ slot_name: string }>(
      "SELECT slot_name FROM pg_replication_slots WHERE slot_name LIKE 'ev\\_%' AND NOT active",
    );
    for (const { slot_name: name } of found.rows) {
      if (!current.has(name)) await client.query('SELECT pg_drop_replication_slot($1)', [name]);
    }
  });
}

/**
 * The slot is made before the subscription and outside any transaction of ours: a slot waits for
 * every running transaction of the peer, and two sites subscribing to each other at once would
 * wait for each other's CREATE SUBSCRIPTION for ever.
 */
async function createSlot(peer: Peer, name: string): Promise<void> {
  await atPeer(peer, (client) =>
    client.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [name]),
  );
}

/** Lets go of a subscription whose slot is the peer's business (it may be gone or unreachable). */
async function dropSubscription(site: SiteContext, name: string): Promise<void> {
  await site.pool.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
  await site.pool.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
  await site.pool.query(`DROP SUBSCRIPTION ${name}`);
}

/**
 * Makes this site subscribe to the peer's incarnation as it is now, and to nothing else. A new
 * pair of incarnations, or a slot that lost its WAL, means a fresh subscription **with** a copy of
 * the data: rows already here come twice, which a copy without unique key takes calmly, and no gap
 * can stay behind unseen (H1, H3, H5).
 */
export async function ensureSubscriptions(
  site: SiteContext,
  peer: Peer,
  peerIncarnation: string,
): Promise<{ created: string[] }> {
  const own = site.identity.current.incarnation;
  const wanted = new Map(KINDS.map((k) => [subscriptionName(k, peerIncarnation, own), k]));
  const slots = await peerSlots(peer);
  const held = await site.pool.query<{ subname: string }>(
    `SELECT subname FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND subname LIKE 'ev\\_%'`,
  );
  const alive = new Set<string>();
  for (const { subname } of held.rows) {
    if (wanted.has(subname) && slots.get(subname) === true) alive.add(subname);
    else await dropSubscription(site, subname);
  }
  await dropStaleSlots(peer, alive);
  const created: string[] = [];
  for (const [name, kind] of wanted) {
    if (alive.has(name)) continue;
    await createSlot(peer, name);
    const connection = `'${peer.replicationUrl.replaceAll("'", "''")}'`;
    // `on`, not the default `off`: a row must be flushed before we claim it (H2).
    await site.pool.query(
      `CREATE SUBSCRIPTION ${name} CONNECTION ${connection} PUBLICATION evertill_${kind}
         WITH (slot_name = '${name}', create_slot = false, copy_data = true, origin = none, streaming = off,
               synchronous_commit = 'on')`,
    );
    created.push(name);
  }
  return { created };
}
