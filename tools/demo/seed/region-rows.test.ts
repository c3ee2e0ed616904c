import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { DATASET_VALUES, type Article } from '../../../src/contracts/datasets.ts';
import { StoreProfile } from '../../../src/contracts/store-profile.ts';
import { must } from '../../../src/domain/assert.ts';
import { normaliseGtin } from '../../../src/domain/gtin.ts';
import { pinFits } from '../../../src/renderer/till-worker/people/verify-pin.ts';
import type { Staff } from '../../../src/contracts/datasets.ts';
import { REGIONS } from '../demo-home.ts';
import { regionRows, type SeedRow } from './region-rows.ts';
import { STORES } from './stores.ts';

const ARTICLES = 3000;
const made = Object.fromEntries(
  await Promise.all(
    REGIONS.map(async (region) => [region, await regionRows(region, ARTICLES)] as const),
  ),
);
const rowsOf = (region: string, ds: string): SeedRow[] =>
  made[region]?.rows.filter((row) => row.ds === ds) ?? [];
const articlesOf = (region: string): Article[] =>
  rowsOf(region, 'article').map(({ v }) => v as Article);
const schemas = { ...DATASET_VALUES, store: StoreProfile };

/** GS1 General Specifications: in-store, coupons, ISSN, ISBN. */
const RESTRICTED = /^(02|04|05|2|97[789]|98|99)/;

test.each(REGIONS)('every row of %s has the shape its dataset promises', (region) => {
  const wrong = made[region]?.rows.filter(
    ({ ds, v }) => !Value.Check(schemas[ds as keyof typeof schemas], v),
  );
  expect(wrong).toEqual([]);
});

test.each(REGIONS)(
  '%s: each name and GTIN comes once, each GTIN is one a shop may sell',
  (region) => {
    const articles = articlesOf(region);
    expect(articles).toHaveLength(ARTICLES);
    expect(new Set(articles.map(({ name }) => name)).size).toBe(ARTICLES);
    const gtins = articles.flatMap((article) => article.gtins.map((gtin) => gtin.slice(1)));
    expect(new Set(gtins).size).toBe(ARTICLES);
    expect(gtins.filter((gtin) => RESTRICTED.test(gtin) || !normaliseGtin(gtin).ok)).toEqual([]);
  },
);

test.each(REGIONS)('%s: every store taxes every class an article can have', (region) => {
  const classes = new Set(articlesOf(region).map(({ tax_class }) => tax_class));
  for (const { tax_classes, taxes } of STORES[region]) {
    const codes = new Set(taxes.map(({ code }) => code));
    expect(Object.keys(tax_classes).toSorted()).toEqual([...classes].toSorted());
    expect(
      Object.values(tax_classes)
        .flat()
        .filter((code) => !codes.has(code)),
    ).toEqual([]);
  }
});

test.each(REGIONS)('%s: every article has a price above nothing in every zone', (region) => {
  const zones = new Set(STORES[region].map(({ price_zone }) => price_zone));
  const prices = rowsOf(region, 'price');
  expect(prices).toHaveLength(ARTICLES * zones.size);
  expect(prices.filter(({ v }) => (v as { amount: number }).amount < 19)).toEqual([]);
});

test('the same region gives the same rows on every machine', async () => {
  expect(await regionRows('eu', ARTICLES)).toEqual(made['eu']);
});

test('a printed PIN signs its person in, and no other does', async () => {
  const [person] = made['eu']?.people ?? [];
  const row = rowsOf('eu', 'staff').find(({ k }) => k === `${person?.store}/${person?.number}`);
  const { pin } = must(row, 'the row of a printed person').v as Staff;
  expect(await pinFits(person?.pin ?? '', pin)).toBe(true);
  expect(await pinFits('0000', pin)).toBe(false);
});
