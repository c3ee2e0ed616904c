import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { expect } from './fixtures.ts';
import type { TestStore } from './region.ts';

/** What a spec looks at in an op; `body` is the sale where `kind` says so. */
export type Op = {
  seq: number;
  kind: string;
  business_date: string;
  at_ms: number;
  body: {
    doc_no?: string;
    totals?: { gross: number };
    lines?: { article: string; name: string }[];
    versions?: { flags: unknown[] };
  };
};
export type Recorded = { opId: string; stream: string; op: Op };

/** Every op of the journal under this state folder, in the order of its streams. */
export function journalOf(state: string): Recorded[] {
  const folder = path.join(state, 'journal');
  const streams = existsSync(folder) ? readdirSync(folder) : [];
  const found = streams.flatMap((stream) =>
    readdirSync(path.join(folder, stream))
      .filter((name) => name.endsWith('.ndjson'))
      .sort()
      .flatMap((name) => readFileSync(path.join(folder, stream, name), 'utf8').split('\n'))
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [opId = '', sig = ''] = line.split(' ', 2);
        const raw = line.slice(opId.length + sig.length + 2);
        return { opId, stream, op: JSON.parse(raw) as Op };
      }),
  );
  // Files are named by day: where the clock was wrong, a later op may stand in an earlier file.
  return found.sort((a, b) => a.op.seq - b.op.seq);
}

export const salesIn = (ops: readonly Recorded[]): Recorded[] =>
  ops.filter(({ op }) => op.kind === 'sale');

type Row = { op_id: Buffer; stream_id: Buffer; raw: Buffer; form: number };

/** Of one store's tills, `$1`; for sums that a site keeps by stream. */
export const OF_STORE =
  'stream_id IN (SELECT stream_id FROM projection.documents WHERE store = $1)';

/** Asks a site's own database, past every program of ours. */
export async function query<R extends pg.QueryResultRow>(
  region: TestStore,
  site: 'a' | 'b',
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: region.pair[site].postgres.url });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Ops of these streams that a site holds in either of its logs, each once; voids are no ops. */
export async function opsAt(
  region: TestStore,
  site: 'a' | 'b',
  streams: readonly string[],
): Promise<Recorded[]> {
  const rows = await query<Row>(
    region,
    site,
    `SELECT DISTINCT ON (stream_id, seq, op_id) op_id, stream_id, raw, form
       FROM (SELECT * FROM ops_a UNION ALL SELECT * FROM ops_b) AS logs
      WHERE stream_id = ANY($1) AND form <> 2 ORDER BY stream_id, seq, op_id`,
    [streams.map((id) => Buffer.from(id, 'base64url'))],
  );
  return rows.map((row) => ({
    opId: row.op_id.toString('base64url'),
    stream: row.stream_id.toString('base64url'),
    op: JSON.parse(row.raw.toString()) as Op,
  }));
}

/** Both sites hold exactly the journal's ops, and each sale is one document there. */
export async function expectSameEverywhere(region: TestStore, state: string): Promise<void> {
  const journal = journalOf(state);
  const ids = journal.map((r) => r.opId).sort();
  const streams = [...new Set(journal.map((r) => r.stream))];
  const documents = salesIn(journal)
    .map((r) => r.op.body.doc_no ?? '')
    .sort();
  expect(new Set(ids).size).toBe(ids.length);
  for (const site of ['a', 'b'] as const) {
    const held = (await opsAt(region, site, streams)).map((r) => r.opId).sort();
    expect(held).toEqual(ids);
    // Read models follow the log by a moment.
    await expect
      .poll(() => documentsAt(region, site, streams), { timeout: 20_000 })
      .toEqual(documents);
  }
}

/** Document numbers in a site's read model. */
export async function documentsAt(
  region: TestStore,
  site: 'a' | 'b',
  streams: readonly string[],
): Promise<string[]> {
  const rows = await query<{ doc_no: string }>(
    region,
    site,
    'SELECT doc_no FROM projection.documents WHERE stream_id = ANY($1)',
    [streams.map((id) => Buffer.from(id, 'base64url'))],
  );
  return rows.map((row) => row.doc_no).sort();
}

/** Why operations of the store stand aside; other stores of the region are other specs'. */
export async function setAside(region: TestStore, site: 'a' | 'b'): Promise<string[]> {
  const ofStore = `SELECT q.reason FROM projection.quarantine q JOIN stream_state s USING (stream_id)
    WHERE split_part(s.till_id, '-', 2) = $1`;
  const found = await query<{ reason: string }>(region, site, ofStore, [region.store]);
  return found.map(({ reason }) => reason);
}
