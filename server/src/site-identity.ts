import type { Db } from './db/pool.ts';

/** Who this site is right now (D4, D6). */
export type SiteIdentity = { incarnation: string; recovering: boolean };

/** The identity row, kept fresh by `refresh`. The incarnation only changes while the site is down. */
export type IdentityHolder = {
  readonly current: SiteIdentity;
  /** The site lives on elsewhere: this database must not serve (D4). */
  readonly retired: boolean;
  refresh(): Promise<void>;
};

/** Exit code of a process that found itself retired; nobody starts it again. */
export const RETIRED_EXIT = 78;

export async function holdIdentity(db: Db): Promise<IdentityHolder> {
  let retired = false;
  const read = async (): Promise<SiteIdentity> => {
    const found = await db.query<SiteIdentity & { retired: boolean }>(
      'SELECT incarnation, recovering, retired FROM site_config',
    );
    const row = found.rows[0];
    if (row === undefined) throw new Error('site_config is empty: migrations did not run');
    ({ retired } = row);
    return { incarnation: row.incarnation, recovering: row.recovering };
  };
  let current = await read();
  return {
    get current() {
      return current;
    },
    get retired() {
      return retired;
    },
    async refresh() {
      current = await read();
    },
  };
}
