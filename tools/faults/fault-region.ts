import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { askAdmin } from '../demo/admin-client.ts';
import { createRegion } from '../region/keys.ts';
import { startPair, type PairOptions, type SitePair } from '../region/site-pair.ts';

/** What a till needs of a running pair; plain data, so that it may cross to a test's process. */
export type FaultRegion = {
  /** Issuer's and sites' keys lie below it; tills get folders of their own in it. */
  dir: string;
  region: string;
  urls: Readonly<Record<'A' | 'B', string>>;
  adminToken: string;
  store: string;
};

const STORE = '0417';
/** A store's profile, for tills whose screens nobody sees. */
export const FAULT_PROFILE: StoreProfile = {
  store: STORE,
  name: 'Marktplatz',
  region: 'eu',
  currency: 'EUR',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: '2026-01',
  taxes: [{ code: 'A', rate: '19', label: 'MwSt 19 %', compound: false }],
  tax_classes: { standard: ['A'] },
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: 'Vielen Dank' },
};

/** A pair of its own with one store, in a folder that `stop` removes. */
export async function startFaultRegion(
  options: PairOptions = {},
): Promise<{ pair: SitePair; region: FaultRegion; stop: () => Promise<void> }> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-faults-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const remove = (): void => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const pair = await startPair(dir, { region: 'eu', webWorkers: 1, ...options });
    const v = { ...FAULT_PROFILE, region: pair.region };
    const row = { ds: 'store', k: STORE, op: 'put', v };
    await askAdmin(pair.a.url, pair.adminToken, '/v1/admin/changes', { rows: [row] });
    const stop = async (): Promise<void> => {
      await pair.stop();
      remove();
    };
    return { pair, region: faultRegionOf(pair, STORE), stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The same of a pair that runs already and has this store. */
export function faultRegionOf(pair: SitePair, store: string): FaultRegion {
  return {
    dir: path.dirname(pair.keys.trustFile),
    region: pair.region,
    urls: { A: pair.a.url, B: pair.b.url },
    adminToken: pair.adminToken,
    store,
  };
}

/** A region file of the same issuer and sites that names these addresses; its folder is the till's own. */
export function regionAt(
  { dir, region }: FaultRegion,
  urls: Readonly<Record<'A' | 'B', string>>,
): { folder: string; regionFile: string } {
  const folder = mkdtempSync(path.join(dir, 'till-'));
  for (const keys of ['issuer', 'site-a', 'site-b'])
    cpSync(path.join(dir, keys), path.join(folder, keys), { recursive: true });
  const sites = (['A', 'B'] as const).map((id) => ({ id, url: urls[id] }));
  return { folder, regionFile: createRegion(folder, { region, sites }).trustFile };
}

/** A one-time code for the next till of the store. */
export async function enrolmentCode(
  region: FaultRegion,
  till: string,
  site: 'A' | 'B' = 'A',
): Promise<string> {
  const { adminToken, store, urls } = region;
  const body = { store, till };
  const route = '/v1/admin/enrolment-codes';
  return (await askAdmin<{ code: string }>(urls[site], adminToken, route, body)).code;
}
