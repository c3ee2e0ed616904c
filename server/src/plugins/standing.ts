import type { Pool } from '../db/pool.ts';

/** Tills cut off from pulls: till id → time of the revocation, ms. Older credentials are void. */
export type Revocations = {
  revokedMs(tillId: string): number | undefined;
  refresh(): Promise<void>;
};

/** Read from both change logs, so a revocation at one site holds at both. */
export function watchRevocations(pool: Pool): Revocations {
  let known = new Map<string, number>();
  return {
    revokedMs: (tillId) => known.get(tillId),
    async refresh() {
      const found = await pool.query<{ key: string; at_ms: number }>(
        `SELECT DISTINCT ON (key) key, op, (value::jsonb ->> 'at_ms')::bigint AS at_ms
           FROM all_changes WHERE dataset = 'revocation'
          ORDER BY key, hlc DESC, origin DESC`,
      );
      known = new Map(found.rows.map((row) => [row.key, row.at_ms]));
    },
  };
}
