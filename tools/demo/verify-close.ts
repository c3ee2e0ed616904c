import { ShiftClosedBody } from '../../src/contracts/end-of-day.ts';
import { Op } from '../../src/contracts/op.ts';
import { parse, parseJson } from '../../src/contracts/parse.ts';
import { NO_GRAND_TOTALS } from '../../src/domain/cashup/grand-totals.ts';
import { openPool, type Pool } from '../../server/src/db/pool.ts';
import { foldZ, type FoundZ } from '../../server/src/features/closing/fold-z.ts';
import { idText } from '../../server/src/ids.ts';

/** Which store's day, in which region's logs. */
export type CloseToVerify = {
  region: string;
  store: string;
  day: string;
  sites: readonly { id: string; databaseUrl: string }[];
};

/** One Z of the day, as each site's log bears it out. */
export type VerifiedZ = {
  till: string;
  z_no: number;
  documents: number;
  net: number;
  currency: string;
  /** Everything that is wrong with it, by site; none: both logs add up to it. */
  wrong: string[];
};

type HeldZ = { opId: string; tillId: string; z: ShiftClosedBody };

/**
 * Adds every Z of a store's day up anew from the logs of both sites, each read by itself: no read model, no
 * claim and no earlier proof is believed. Throws where a site cannot be read.
 */
export async function verifyClose({
  region,
  store,
  day,
  sites,
}: CloseToVerify): Promise<VerifiedZ[]> {
  const found = new Map<string, VerifiedZ>();
  const heldBy = new Map<string, string[]>();
  for (const { id, databaseUrl } of sites) {
    const pool = openPool(databaseUrl, 1, () => undefined);
    try {
      const all = await zsOf(pool, `${region}-${store}`);
      for (const held of all.values()) {
        if (held.z.business_date !== day) continue;
        const row = found.get(held.opId) ?? rowOf(held);
        found.set(held.opId, row);
        heldBy.set(held.opId, [...(heldBy.get(held.opId) ?? []), id]);
        const before = held.z.z_no === 1 ? NO_GRAND_TOTALS : all.get(held.z.prev_z)?.z.grand;
        const read = await foldZ(pool, held.z, before);
        row.wrong.push(...wrongOf(read).map((what) => `site ${id}: ${what}`));
      }
    } finally {
      await pool.end();
    }
  }
  for (const [opId, row] of found)
    for (const { id } of sites)
      if (heldBy.get(opId)?.includes(id) !== true) row.wrong.push(`site ${id}: the Z is not there`);
  return [...found.values()].toSorted((x, y) => x.till.localeCompare(y.till) || x.z_no - y.z_no);
}

/** All Zs of a store's tills by their op, straight from the log. */
async function zsOf(pool: Pool, tills: string): Promise<Map<string, HeldZ>> {
  const rows = await pool.query<{ op_id: Buffer; till_id: string; raw: Buffer }>(
    `SELECT DISTINCT ON (op_id) coalesce(stands_for, op_id) AS op_id, till_id, raw
       FROM all_ops WHERE till_id LIKE $1 || '-%' AND kind = 'shift-closed' ORDER BY op_id`,
    [tills],
  );
  const zs = new Map<string, HeldZ>();
  for (const { op_id, till_id: tillId, raw } of rows.rows) {
    const z = parse(ShiftClosedBody, parseJson(Op, raw.toString())?.body);
    const opId = idText(op_id);
    if (z !== undefined) zs.set(opId, { opId, tillId, z });
  }
  return zs;
}

function rowOf({ tillId, z }: HeldZ): VerifiedZ {
  const documents = Object.values(z.figures.numbers).reduce((sum, { count }) => sum + count, 0);
  const till = tillId.split('-')[2] ?? '';
  return { till, z_no: z.z_no, documents, net: z.figures.net, currency: z.currency, wrong: [] };
}

function wrongOf({ missing, differences, faults }: FoundZ): string[] {
  return [
    ...missing.numbers.map((number) => `document ${number} is missing`),
    ...missing.ops.map((r) => `ops ${r.from_seq} to ${r.to_seq} of ${r.stream} are missing`),
    ...differences.map(
      ({ figure, told, found }) =>
        `${figure}: the Z says ${JSON.stringify(told)}, its ops say ${JSON.stringify(found)}`,
    ),
    ...faults,
  ];
}
