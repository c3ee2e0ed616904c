import { expect, test } from 'vitest';
import type { HelloHealth } from '../../src/contracts/wire.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { a, admin, newTill, sql } from './shared-pair.ts';
import type { TestTill } from './test-till.ts';

const told = (sales: number): HelloHealth => ({
  since_ms: 1,
  starts: 1,
  crashes: 0,
  sales,
  failed_sales: 0,
  card_tries: 0,
  declined: 0,
  scans: [0, 0, 0, 0, 0, 0, 0, 0, 0],
});
const hello = (till: TestTill, sales: number) =>
  till.hello(a.url, {
    health: told(sales),
    backlog: { waiting: 0, oldest_ms: 0, parked: 0 },
  });
/** A word that is written down. */
async function tell(till: TestTill, sales: number): Promise<void> {
  await hello(till, sales);
  await waitUntil('the word to be written', 10_000, async () => {
    const [row] = await sql<{ told: HelloHealth }>(
      a,
      'SELECT told FROM till_health WHERE till_id = $1',
      [till.identity.tillId],
    );
    return row?.told.sales === sales ? true : undefined;
  });
}
const soldIn = async (store: string): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    a,
    'SELECT coalesce(sum(sales), 0)::float8 AS n FROM health_slots WHERE store = $1',
    [store],
  );
  return row?.n ?? 0;
};
const age = (till: TestTill, seconds: number) =>
  sql(a, `UPDATE till_health SET at = now() - $2 * interval '1 second' WHERE till_id = $1`, [
    till.identity.tillId,
    seconds,
  ]);

test('HEA3 what came on since a word of long ago, or of before the stage, belongs to no hour', async () => {
  const till = newTill('6300');
  await tell(till, 0);
  await tell(till, 5);
  expect(await soldIn('6300')).toBe(5);
  await age(till, 121);
  await tell(till, 505);
  expect(await soldIn('6300')).toBe(5);
  await tell(till, 507);
  expect(await soldIn('6300')).toBe(7);
  // A stage begins: what was told before it says nothing of what came about in it.
  await sql(a, 'UPDATE health_cut SET at = now()');
  await tell(till, 600);
  expect(await soldIn('6300')).toBe(7);
  await tell(till, 601);
  expect(await soldIn('6300')).toBe(8);
});
test('HEA3 a revoked till steers no pilot: what it tells is not counted', async () => {
  const till = newTill('6301');
  await tell(till, 0);
  await admin(a, '/v1/admin/tills/revoke', { till_id: till.identity.tillId });
  await waitUntil('the revocation to be known', 15_000, async () => {
    const answer = await till.get(a.url, '/v1/sync/changes?datasets=flag');
    return answer.status === 200 ? undefined : true;
  });
  const other = newTill('6302');
  await tell(other, 0);
  await hello(till, 1000);
  // Words are written in turn: when the other's is there, the revoked one's would be.
  await tell(other, 3);
  await tell(other, 4);
  expect(await soldIn('6302')).toBe(4);
  expect(await soldIn('6301')).toBe(0);
});
