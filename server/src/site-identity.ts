import type { Db } from './db/pool.ts';

/** Who this site is right now (D4, D6). */
export type SiteIdentity = { incarnation: string; recovering: boolean };

/** The identity row, kept fresh by `refresh`. The incarnation only changes while the site is down. */
export type IdentityHolder = { readonly current: SiteIdentity; refresh(): Promise<void> };

export async function holdIdentity(db: Db): Promise<IdentityHolder> {
  const read = async (): Promise<SiteIdentity> => {
    const found = await db.query<SiteIdentity>('SELECT incarnation, recovering FROM site_config');
    const row = found.rows[0];
    if (row === undefined) throw new Error('site_config is empty: migrations did not run');
    return row;
  };
  let current = await read();
  return {
    get current() {
      return current;
    },
    async refresh() {
      current = await read();
    },
  };
}
