import { describe, expect, test } from 'vitest';
import { a, b, newTill, reaches, sql, status } from './shared-pair.ts';
import { sell } from './test-sales.ts';

/** A statement that would hold up ingest behind a slow reader gives way, and is tried again. */
async function alter(site: typeof a, statement: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await sql(site, `SET lock_timeout = '200ms'; ${statement}`);
        return true;
      },
      { timeout: 18_000 },
    )
    .toBe(true);
}

const OWN = [
  [a, 'ops_a'],
  [b, 'ops_b'],
] as const;
const COPY = [
  [b, 'ops_a'],
  [a, 'ops_b'],
] as const;
const COLUMNS =
  'incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form, kind, business_date, raw, sig, flags, received_at';
/** What travels is named one by one, so a column may exist at one site alone. */
const publish = (log: string, columns: string): string =>
  `ALTER PUBLICATION evertill_ops SET TABLE ${log} (${columns})`;

describe(
  'VE4 a column of a replicated log is added and taken away under load',
  { timeout: 60_000 },
  () => {
    test('columns at both sites, then what is published; back the other way round: no push fails, no apply stops', async () => {
      const tills = Array.from({ length: 4 }, newTill);
      const refused: number[] = [];
      const over = new AbortController();
      const selling = tills.map(async (till, i) => {
        while (!over.signal.aborted) {
          const { url } = i % 2 === 0 ? a : b;
          const answer = await till.push(url, sell(till, 1));
          if (answer.status !== 200) refused.push(answer.status);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      });
      const before = await Promise.all(
        [a, b].map(async (site) => (await status(site)).replication),
      );
      for (const [site, log] of [...OWN, ...COPY])
        await alter(site, `ALTER TABLE ${log} ADD COLUMN ve4 text`);
      for (const [site, log] of OWN) await alter(site, publish(log, `${COLUMNS}, ve4`));
      const filled = newTill();
      await filled.push(a.url, sell(filled, 1));
      await sql(
        a,
        `INSERT INTO ops_a (${COLUMNS}, ve4)
       SELECT incarnation, till_id, stream_id, seq + 1, op_id, decode(md5('ve4'), 'hex'), NULL, form,
              kind, business_date, raw, NULL, flags, received_at, 'filled'
         FROM ops_a WHERE stream_id = $1`,
        [Buffer.from(filled.stream, 'base64url')],
      );
      await expect
        .poll(async () => sql(b, `SELECT ve4 FROM ops_a WHERE ve4 IS NOT NULL`), {
          timeout: 18_000,
        })
        .toEqual([{ ve4: 'filled' }]);
      for (const [site, log] of OWN) await alter(site, publish(log, COLUMNS));
      for (const [site, log] of [...OWN, ...COPY])
        await alter(site, `ALTER TABLE ${log} DROP COLUMN ve4`);
      over.abort();
      await Promise.all(selling);
      expect(refused).toEqual([]);
      for (const till of tills) for (const site of [a, b]) await reaches(site, till);
      const after = await Promise.all([a, b].map(async (site) => (await status(site)).replication));
      expect(after.map((r) => r.apply_errors)).toEqual(before.map((r) => r.apply_errors));
    });
  },
);
