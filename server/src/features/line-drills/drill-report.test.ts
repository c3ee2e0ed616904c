import { expect, test } from 'vitest';
import type { OutageDrillStep } from '../../../../src/contracts/outage-drill.ts';
import type { SiteContext } from '../../site-context.ts';
import { drillView } from './drill-report.ts';

const id = (n: number): Buffer => Buffer.from(String(n).padStart(16, '0'));
const text = (n: number): string => id(n).toString('base64url');
const STORES = Array.from({ length: 200 }, (_, i) => String(1000 + i));

/** What each of five tills of 200 stores told; the other site says nothing. */
const rows = STORES.flatMap((store, s) =>
  [1, 2, 3, 4, 5].map((till) => {
    const n = s * 10 + till;
    const body = {
      drill: 'd-aaaaaaaa',
      from_ms: 1,
      ended_ms: 2,
      why: 'time',
      stream: text(n),
      from_seq: 11,
      to_seq: 10,
      head: text(9),
      documents: 0,
      gross: 0,
      currency: 'EUR',
      queued: 0,
    };
    const op = { v: 1, seq: 11, kind: 'line-drill', business_date: '2026-05-23', at_ms: 1, body };
    const raw = Buffer.from(JSON.stringify(op));
    return { till_id: `evt-${store}-${till}`, stream: id(n), seq: 11, op_id: id(900_000 + n), raw };
  }),
);

test('LD6: what is all here is walked once: a later look at 1,000 tills costs no question more while a site is away', async () => {
  const asked: string[] = [];
  const pool = {
    async query(q: string | { text: string }) {
      const sql = typeof q === 'string' ? q : q.text;
      asked.push(sql);
      if (sql.includes("o.kind = 'line-drill'")) return { rows };
      return { rows: sql.includes('SELECT DISTINCT till_id') ? rows : [] };
    },
  };
  const config = { peer: { id: 'B' } };
  const site = { pool, config, now: () => 10_000_000 } as unknown as SiteContext;
  const started: OutageDrillStep = {
    v: 1,
    drill: 'd-aaaaaaaa',
    id: 'x',
    kind: 'started',
    who: 'w',
    why: 'w',
    at_ms: 1,
    until_ms: 2,
    stores: STORES,
  };
  const look = () => drillView(site, { started, stopped: undefined });
  const first = await look();
  expect([first.state, first.tills.length]).toEqual(['reconciling', 1000]);
  asked.length = 0;
  expect(await look()).toEqual(first);
  expect(asked.length).toBeLessThan(10);
});
