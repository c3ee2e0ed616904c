import { expect, it } from 'vitest';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { closeSale } from '../../../domain/close-sale.ts';
import { minor } from '../../../domain/money.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';
import { receiptLines } from './receipt-view.ts';

const PROFILE = {
  name: 'Marktplatz',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: 'Vielen Dank' },
} as StoreProfile;

const bread = article({ article: '1', unitPrice: minor(1190), taxCodes: ['S'] });
const sale = valueOf(
  closeSale({
    basket: basketOf({ type: 'add', article: bread, qtyMilli: 1250 }),
    taxSetup: GERMANY,
    cashPolicy: NICKEL,
    tenders: [{ type: 'cash', tendered: minor(200_000) }],
    identity: IDENTITY,
  }),
);
const rows = receiptLines(sale, PROFILE);
const of = (kind: string) => rows.filter((row) => row.kind === kind);

it('writes figures as the store does and the time in its zone', () => {
  expect(of('line')[0]).toMatchObject({ left: 'Article 1  1,25 × 11,90', right: '14,88' });
  expect(of('change')[0]?.right).toMatch(/^1\.985,/);
  expect(of('document')[0]?.right).toMatch(/^\d\d\.\d\d\.\d\d, \d\d:\d\d$/);
});

it('says the rate of a tax once, whether or not its label does', () => {
  const [tax] = of('tax');
  expect(tax?.left.match(/%/g)).toHaveLength(1);
  const labelled = {
    ...sale,
    tax_totals: sale.tax_totals.map((t) => ({ ...t, label: 'MwSt 19 %' })),
  };
  expect(receiptLines(labelled, PROFILE).find(({ kind }) => kind === 'tax')?.left).toBe(
    'MwSt 19 %',
  );
});
