import { randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoreProfile } from '../src/contracts/store-profile.ts';
import type { SeedRow } from '../tools/demo/seed/region-rows.ts';
import { startPair, type PairOptions, type SitePair } from '../tools/region/site-pair.ts';

/** A real region for specs: two PostgreSQL, replication, a small catalogue, one store. */
export type TestRegion = TestStore & { stop(): Promise<void> };

/** A store in a region that may be somebody else's too. */
export type TestStore = {
  pair: SitePair;
  /** The store whose tills `enrolmentCode` is for. */
  store: string;
  /** RegionTrust file for EVERTILL_REGION_FILE. */
  trustFile: string;
  admin(site: 'a' | 'b', path: string, body: unknown): Promise<unknown>;
  enrolmentCode(till: string, site?: 'a' | 'b'): Promise<string>;
  setPrice(article: string, amount: number, site?: 'a' | 'b'): Promise<void>;
  setFlag(key: string, variant: string, site?: 'a' | 'b'): Promise<void>;
  /** The whole site dies at once, as in a power cut: database and app servers. */
  killSite(site: 'a' | 'b'): Promise<void>;
  startSite(site: 'a' | 'b'): Promise<void>;
};

export const STORE = '0417';
export const PIN = '4711';
/** Articles of the test catalogue: number, GTIN, name, price in cents. */
export const ARTICLES = [
  {
    article: '100001',
    gtin: '04006381333931',
    name: 'Bio Vollmilch 3,8 % 1 l',
    amount: 149,
    tax: 'food',
  },
  {
    article: '100002',
    gtin: '04000417025005',
    name: 'Sauerteigbrot 750 g',
    amount: 420,
    tax: 'food',
  },
  { article: '100003', gtin: '05449000000996', name: 'Haferriegel Nuss', amount: 199, tax: 'food' },
  {
    article: '100004',
    gtin: '04311501659106',
    name: 'Kaffee gemahlen 500 g',
    amount: 649,
    tax: 'standard',
  },
] as const;

export const PROFILE: StoreProfile = {
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
  taxes: [
    { code: 'A', rate: '19', label: 'MwSt 19 %', compound: false },
    { code: 'B', rate: '7', label: 'MwSt 7 %', compound: false },
  ],
  tax_classes: { standard: ['A'], food: ['B'] },
  member_cards: [{ prefix: '295', length: 13 }],
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: 'Vielen Dank' },
};

/** Who signs, in specs that ask for `supervisorRow`. */
export const EVA = { number: '203', name: 'Eva Sommer', pin: '908172' };

/** A supervisor of the store, as head office writes her. */
export function supervisorRow(store: string): SeedRow {
  const expires_ms = Date.now() + 1000 * 3600 * 1000;
  const v = { name: EVA.name, role: 'supervisor', pin: pinVerifier(EVA.pin), expires_ms };
  return { ds: 'staff', k: `${store}/${EVA.number}`, op: 'put', v };
}

export function pinVerifier(pin: string): object {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: 16384, r: 8, p: 1 });
  return {
    alg: 'scrypt',
    n: 16384,
    r: 8,
    p: 1,
    salt: salt.toString('base64url'),
    hash: hash.toString('base64url'),
  };
}

function seedRows(store: string): unknown[] {
  const year = 365 * 24 * 3600 * 1000;
  const staff = {
    name: 'Ada Krüger',
    role: 'cashier',
    pin: pinVerifier(PIN),
    expires_ms: Date.now() + year,
  };
  return [
    { ds: 'store', k: store, op: 'put', v: { ...PROFILE, store } },
    { ds: 'staff', k: `${store}/104`, op: 'put', v: staff },
    flagRow('sell-quick-cash', 'off'),
    ...ARTICLES.flatMap((a) => [
      {
        ds: 'article',
        k: a.article,
        op: 'put',
        v: {
          name: a.name,
          dept: 'Grocery',
          tax_class: a.tax,
          unit: 'piece',
          gtins: [a.gtin],
          discountable: true,
        },
      },
      { ds: 'price', k: `de/${a.article}/0`, op: 'put', v: { amount: a.amount } },
    ]),
  ];
}

function flagRow(key: string, variant: string): unknown {
  const v = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: variant };
  return { ds: 'flag', k: key, op: 'put', v };
}

export type TestRegionOptions = Pick<PairOptions, 'publicUrls' | 'env'> & {
  /** Head-office rows beside those of every test. */
  rows?: readonly SeedRow[];
};

/**
 * A region of its own, for a spec whose sites are started in another way, that leaves them as no other
 * spec wants them, or that changes what every store sees. Others have a store of `openStore`.
 */
export async function startTestRegion({
  rows = [],
  ...options
}: TestRegionOptions = {}): Promise<TestRegion> {
  const started = await startTestPair(options);
  return { ...(await openTestStore(started.pair, STORE, rows)), stop: started.stop };
}

/** Two sites with nothing in them; `stop` ends them at once, since nobody asks them anything more. */
export async function startTestPair(
  options: Omit<TestRegionOptions, 'rows'> = {},
): Promise<Pick<TestRegion, 'pair' | 'stop'>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-region-'));
  // mkdtemp makes it private: PostgreSQL, as another account, would lie elsewhere and stay behind.
  chmodSync(dir, 0o755);
  const pair = await startPair(dir, { region: 'eu', webWorkers: 2, ...options });
  const stop = async (): Promise<void> => {
    const kill = async ({ process, postgres }: SitePair['a']): Promise<void> => {
      await process.kill();
      await postgres.stop();
    };
    await Promise.all([kill(pair.a), kill(pair.b)]);
    rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
  };
  return { pair, stop };
}

/** Prices set since a pair began: every store has them, so the next store's spec ends them first. */
const setPrices = new WeakMap<SitePair, SeedRow[]>();

/** One store in a running region, with the articles, prices and flags of every test and these rows. */
export async function openTestStore(
  pair: SitePair,
  store: string,
  rows: readonly SeedRow[],
): Promise<TestStore> {
  const admin = async (site: 'a' | 'b', route: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${pair[site].url}/v1/admin/${route}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${pair.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const ended = (setPrices.get(pair) ?? []).map((row) => ({ ds: row.ds, k: row.k, op: 'del' }));
  await admin('a', 'changes', { rows: [...ended, ...seedRows(store), ...rows], author: 'test' });
  const prices: SeedRow[] = [];
  setPrices.set(pair, prices);
  await admin('a', 'snapshots/build', {});
  return {
    pair,
    store,
    trustFile: pair.keys.trustFile,
    admin,
    enrolmentCode: async (till, site = 'a') => {
      const made = (await admin(site, 'enrolment-codes', { store, till })) as {
        code: string;
      };
      return made.code;
    },
    setPrice: async (article, amount, site = 'a') => {
      const k = `de/${article}/${Date.now()}`;
      const row: SeedRow = { ds: 'price', k, op: 'put', v: { amount } };
      prices.push(row);
      await admin(site, 'changes', { rows: [row] });
    },
    setFlag: async (key, variant, site = 'a') => {
      await admin(site, 'changes', { rows: [flagRow(key, variant)] });
    },
    killSite: async (site) => {
      await Promise.all([pair[site].process.kill(), pair[site].postgres.kill()]);
    },
    startSite: async (site) => {
      await pair[site].postgres.start();
      await pair[site].start();
    },
  };
}
