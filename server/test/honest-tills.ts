import { expect } from 'vitest';
import type { SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { sql } from './shared-pair.ts';
import { sell, TODAY } from './test-sales.ts';
import { makeTill, type TestTill } from './test-till.ts';

type Site = SitePair['a'];
type DaySum = { day: string; documents: number; gross: number };

/** Two tills that only sell, and what may be looked at while others do harm. */
export type HonestTills = {
  readonly tills: readonly TestTill[];
  /** Each sells once more; at both sites all of it is held without a gap and stands in the reports. */
  areWell(): Promise<void>;
  /** Resolves once both sites have a stream in their reports up to its head. */
  settled(till: TestTill): Promise<void>;
  daySums(site: Site, till: TestTill): Promise<DaySum[]>;
  /** Reasons, in order. */
  quarantine(site: Site, till: TestTill): Promise<string[]>;
  /** Asks a site with the admin token. */
  ask(site: Site, path: string): Promise<Response>;
  at(site: Site): { databaseUrl: string };
};

const GROSS = 600;
const WITHIN_MS = 20_000;
export const idOf = (till: TestTill): Buffer => Buffer.from(till.stream, 'base64url');

export function honestTills(pair: SitePair): HonestTills {
  const sites = [pair.a, pair.b];
  const tills = ['01', '02'].map((till) => makeTill(pair.a.keyFile, { store: '0417', till }));
  const at = (site: Site) => ({ databaseUrl: site.postgres.url });
  const daySums = (site: Site, till: TestTill): Promise<DaySum[]> =>
    sql(
      at(site),
      `SELECT business_date::text AS day, documents::int, gross::int FROM projection.day_sums
        WHERE stream_id = $1 ORDER BY 1`,
      [idOf(till)],
    );
  const sellOne = async (till: TestTill): Promise<void> => {
    sell(till, 1, GROSS);
    const site = till.head.seq % 2 === 0 ? pair.a : pair.b;
    const { body } = await till.push(site.url, till.ops.slice(-1));
    expect(body.stream).toMatchObject({ status: 'open', contiguous_op_id: till.head.opId });
  };
  return {
    tills,
    at,
    daySums,
    async areWell() {
      for (const till of tills) await sellOne(till);
      for (const till of tills) {
        const { seq } = till.head;
        const want = JSON.stringify([{ day: TODAY, documents: seq, gross: seq * GROSS }]);
        for (const site of sites)
          await waitUntil(
            `reports of ${till.identity.tillId} at ${site.id}`,
            WITHIN_MS,
            async () => (JSON.stringify(await daySums(site, till)) === want ? true : undefined),
          );
      }
    },
    async settled(till) {
      for (const site of sites)
        await waitUntil(`reports of site ${site.id} at ${till.head.seq}`, WITHIN_MS, async () => {
          const [row] = await sql<{ n: number }>(
            at(site),
            'SELECT applied_seq::int AS n FROM projection.streams WHERE stream_id = $1',
            [idOf(till)],
          );
          return (row?.n ?? 0) >= till.head.seq ? true : undefined;
        });
    },
    async quarantine(site, till) {
      const found = await sql<{ reason: string }>(
        at(site),
        'SELECT reason FROM projection.quarantine WHERE stream_id = $1 ORDER BY seq, op_id',
        [idOf(till)],
      );
      return found.map(({ reason }) => reason);
    },
    ask: (site, path) =>
      fetch(new URL(path, site.url), { headers: { authorization: `Bearer ${pair.adminToken}` } }),
  };
}
