import pg from 'pg';
import { expect, test } from 'vitest';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { a, b, newTill, reaches, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';

test('D3 AE3 replicated rows from before and behind what is held already, walked in one page, leave no gap', async () => {
  const till = newTill();
  const ops = sell(till, 11);
  await till.push(a.url, ops.slice(0, 5));
  await till.push(a.url, ops.slice(7, 9));
  // An open transaction at A holds the walk back until all four rows are there.
  const holder = new pg.Client({ connectionString: a.databaseUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT pg_current_xact_id()');
    await till.push(b.url, ops.slice(5, 7));
    await till.push(b.url, ops.slice(9));
    const stream = Buffer.from(till.stream, 'base64url');
    await waitUntil('the rows of B at A', 15_000, async () => {
      const rows = await sql(a, 'SELECT 1 FROM ops_b WHERE stream_id = $1', [stream]);
      return rows.length === 4 ? true : undefined;
    });
    expect((await till.hello(a.url)).body.stream.contiguous).toBe(5);
    await holder.query('COMMIT');
  } finally {
    await holder.end();
  }
  const { stream } = await reaches(a, till);
  expect(stream.contiguous).toBe(11);
});
