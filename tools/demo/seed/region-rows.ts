import type { FlagDefinition } from '../../../src/contracts/datasets.ts';
import type { Promotion } from '../../../src/contracts/promotion.ts';
import { seededRandom } from '../../../src/sync/testing/seeded-random.ts';
import type { Region } from '../demo-home.ts';
import { ASKING_COUNT, askingArticles } from './asking-articles.ts';
import { makeArticles } from './catalogue.ts';
import { EU_RANGE } from './eu-range.ts';
import { NA_RANGE } from './na-range.ts';
import { makeMembers } from './members.ts';
import { makePeople, pinVerifier, type SeedPerson } from './people.ts';
import { DEMO_PERMISSIONS } from './permissions.ts';
import { DEMO_PROMOTIONS } from './promotions.ts';
import { STORES } from './stores.ts';

/** A head-office row as the admin API takes it. */
export type SeedRow = { ds: string; k: string; op: 'put'; v: unknown };
export type RegionRows = { rows: SeedRow[]; people: SeedPerson[] };

const SEEDS: Readonly<Record<Region, number>> = { eu: 417, na: 2101 };
const RANGES = { eu: EU_RANGE, na: NA_RANGE };
/** 2020-01-01 UTC: long in force on any clock. */
const PRICES_FROM_MS = 1_577_836_800_000;
/** 2040-01-01 UTC: a demo that is kept for years must still sign people in. */
const STAFF_UNTIL_MS = 2_208_988_800_000;

/** Beyond the numbers of any range. */
const FIRST_ASKING = 900_001;

/** Members of the demo's club. */
const MEMBERS = 2000;

/** The one pilot: off until somebody at head office says otherwise. */
export const PILOT_FLAG = 'sell-quick-cash';
const PILOT: FlagDefinition = {
  state: 'DISABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
};

/** Prices of zones with another currency than the region's first store, from its price in minor units. */
const ZONES: Readonly<Record<string, (price: number) => number>> = {
  'eu-ch': (price) => Math.round((price * 112) / 500) * 5,
  'na-ca': (price) => Math.round((price * 137) / 100),
};
const same = (price: number): number => price;

/** Percent alone: sums of one currency are no sums of another. */
const namesNoAmount = ({ type }: Promotion): boolean =>
  type === 'percent-off' || type === 'tiered-percent' || type === 'buy-get';

const put = (ds: string, k: string, v: unknown): SeedRow => ({ ds, k, op: 'put', v });

/** Everything head office of a region says on its first day; the same rows on every machine. */
export async function regionRows(region: Region, articles: number): Promise<RegionRows> {
  const stores = STORES[region];
  const people = makePeople(
    region,
    stores.map(({ store }) => store),
    seededRandom(SEEDS[region]),
  );
  const salts = seededRandom(SEEDS[region] + 1);
  const staff: SeedRow[] = [];
  for (const { store, number, name, role, pin } of people) {
    const verifier = await pinVerifier(pin, salts);
    const value = { name, role, pin: verifier, expires_ms: STAFF_UNTIL_MS };
    staff.push(put('staff', `${store}/${number}`, value));
  }
  const zones = [...new Set(stores.map(({ price_zone }) => price_zone))];
  const made = [
    ...makeArticles(RANGES[region], articles - ASKING_COUNT, seededRandom(SEEDS[region] + 2)),
    ...askingArticles(region, FIRST_ASKING),
  ];
  const hasClub = stores.some(({ member_cards: cards }) => cards !== undefined);
  const members = makeMembers(hasClub ? MEMBERS : 0, seededRandom(SEEDS[region] + 3));
  const rows = [
    ...stores.map((profile) => put('store', profile.store, profile)),
    ...staff,
    put('flag', PILOT_FLAG, PILOT),
    ...stores.flatMap(({ store }) =>
      Object.entries(DEMO_PERMISSIONS[region]).map(([right, limit]) =>
        put('permission', `${store}/${right}`, limit),
      ),
    ),
    ...zones.flatMap((zone) =>
      Object.entries(DEMO_PROMOTIONS[region])
        .filter(([, promotion]) => ZONES[zone] === undefined || namesNoAmount(promotion))
        .map(([id, promotion]) => put('promotion', `${zone}/${id}`, promotion)),
    ),
    ...members.map(({ number, customer }) => put('customer', number, customer)),
    ...made.map(({ number, article }) => put('article', number, article)),
    ...made.flatMap(({ number, price }) =>
      zones.map((zone) =>
        put('price', `${zone}/${number}/${PRICES_FROM_MS}`, {
          amount: (ZONES[zone] ?? same)(price),
        }),
      ),
    ),
  ];
  return { rows, people };
}
