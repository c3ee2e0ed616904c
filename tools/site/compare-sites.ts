import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, type Pool } from '../../server/src/db/pool.ts';
import { changeDigests } from '../../server/src/features/anti-entropy/change-rows.ts';
import {
  differing,
  lackingOf,
  opDigests,
  opIdsOf,
} from '../../server/src/features/anti-entropy/op-digests.ts';
import { floorsOf } from '../../server/src/features/retention/floors.ts';
import { knownStreams, readStreams, type StreamAt } from './read-streams.ts';

/** A site as the comparison reads it: its own database, whether or not its app servers run. */
export type ComparedSite = { id: string; databaseUrl: string };

export type ComparedStream = {
  stream: string;
  till: string;
  /** By site; a site that never heard of the stream has no entry. */
  at: Readonly<Record<string, StreamAt>>;
};
export type ComparedLog = { log: string; rows: Readonly<Record<string, number>> };
export type Comparison = {
  streams: ComparedStream[];
  logs: ComparedLog[];
  /** One line each; none: both sites hold the same. */
  differences: string[];
};

type Open = { id: string; pool: Pool };

const CHECK_MS = 200;
const MOST_NAMED = 3;

/**
 * Compares what two sites hold, row by row through digests: ops and changes, and whether each site's
 * claims rest on rows. Rows on their way are given `waitMs` to arrive, so that it can be asked while
 * tills sell.
 */
export async function compareSites(
  sites: readonly [ComparedSite, ComparedSite],
  waitMs: number,
): Promise<Comparison> {
  const open = sites.map(({ id, databaseUrl }) => ({
    id,
    pool: openPool(databaseUrl, 2, () => undefined),
  }));
  const [a, b] = open;
  if (a === undefined || b === undefined) throw new Error('two sites are compared');
  try {
    const [knownA, knownB] = await Promise.all([knownStreams(a.pool), knownStreams(b.pool)]);
    const ids = [...new Set([...knownA, ...knownB])].sort();
    const differences = [
      ...(await lackingOps(a, b, ids, waitMs)),
      ...(await lackingOps(b, a, ids, waitMs)),
      ...(await unequalLogs(a, b, waitMs)),
    ];
    // Read last: a claim that was unfounded while rows were on their way may be none any more.
    const [atA, atB] = await Promise.all([readStreams(a.pool), readStreams(b.pool)]);
    const streams = ids.map((stream): ComparedStream => {
      const here = atA.get(stream);
      const there = atB.get(stream);
      const at = {
        ...(here === undefined ? {} : { [a.id]: here }),
        ...(there === undefined ? {} : { [b.id]: there }),
      };
      return { stream, till: (here ?? there)?.till ?? '', at };
    });
    for (const { stream, till, at } of streams)
      for (const [id, { unfounded }] of Object.entries(at))
        if (unfounded !== undefined)
          differences.push(`stream ${stream} (${till}): site ${id} claims ${unfounded}`);
    return { streams, logs: await readLogs(a, b), differences };
  } finally {
    await Promise.all(open.map(({ pool }) => pool.end()));
  }
}

/** What `from` holds and `to` lacks, also after waiting. */
async function lackingOps(
  to: Open,
  from: Open,
  streams: readonly string[],
  waitMs: number,
): Promise<string[]> {
  const [ours, theirs] = await Promise.all([
    opDigests(to.pool, streams),
    opDigests(from.pool, streams),
  ]);
  const held = new Map(ours.map((s) => [s.stream, s.buckets]));
  const floors = await floorsOf(to.pool, streams);
  const lines: string[] = [];
  for (const { stream, buckets } of theirs) {
    const ids: string[] = [];
    for (const bucket of differing(held.get(stream) ?? [], buckets))
      ids.push(...(await opIdsOf(from.pool, stream, bucket, floors.get(stream)?.seq ?? 0)));
    const lacking = await stillLacking(ids, waitMs, (some) => lackingOf(to.pool, some));
    if (lacking.length === 0) continue;
    const named = lacking.slice(0, MOST_NAMED).join(', ');
    const more = lacking.length > MOST_NAMED ? ' …' : '';
    lines.push(
      `stream ${stream}: site ${to.id} lacks ${lacking.length} ops that site ${from.id} holds: ${named}${more}`,
    );
  }
  return lines;
}

async function stillLacking(
  ids: readonly string[],
  waitMs: number,
  lack: (ids: readonly string[]) => Promise<string[]>,
): Promise<string[]> {
  let lacking = await lack(ids);
  for (let waited = 0; lacking.length > 0 && waited < waitMs; waited += CHECK_MS) {
    await sleep(CHECK_MS);
    lacking = await lack(lacking);
  }
  return lacking;
}

async function unequalLogs(a: Open, b: Open, waitMs: number): Promise<string[]> {
  for (let waited = 0; ; waited += CHECK_MS) {
    const [ours, theirs] = await Promise.all([changeDigests(a.pool), changeDigests(b.pool)]);
    const names = new Set([...ours, ...theirs].map((l) => `${l.origin}:${l.incarnation}`));
    const unequal = [...names].filter((name) => {
      const [here, there] = [ours, theirs].map((logs) =>
        logs.find((l) => `${l.origin}:${l.incarnation}` === name),
      );
      return JSON.stringify(here?.buckets) !== JSON.stringify(there?.buckets);
    });
    if (unequal.length === 0) return [];
    if (waited >= waitMs)
      return unequal.map((log) => `changes ${log}: sites ${a.id} and ${b.id} hold other rows`);
    await sleep(CHECK_MS);
  }
}

async function readLogs(a: Open, b: Open): Promise<ComparedLog[]> {
  const rows = new Map<string, Record<string, number>>();
  for (const { id, pool } of [a, b])
    for (const { origin, incarnation, buckets } of await changeDigests(pool)) {
      const log = rows.get(`${origin}:${incarnation}`) ?? { [a.id]: 0, [b.id]: 0 };
      log[id] = buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
      rows.set(`${origin}:${incarnation}`, log);
    }
  return [...rows].map(([log, counts]) => ({ log, rows: counts }));
}
