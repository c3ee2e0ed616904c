import { expect, it } from 'vitest';
import { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { parse } from '../../../contracts/parse.ts';
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
import { receiptDoc } from './receipt-doc.ts';

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
const CODE = 'EV1/0417-02-A-000123/2026-11-21/1488/EUR/0000000000000000';
const doc = receiptDoc(sale, PROFILE, { code: CODE });
const pairs = doc.flatMap((line) => (line.kind === 'pair' ? [line] : []));

it('writes figures as the store does (dom-Q1)', () => {
  expect(pairs.find(({ left }) => left.startsWith('Article 1'))).toMatchObject({
    left: 'Article 1  1,25 × 11,90',
    right: '14,88',
  });
  expect(pairs.find(({ left }) => left === 'Change')?.right).toMatch(/^1\.985,/);
});

it('names seller, tax number, document, cashier, and the time in its zone with offset (dom-Q1)', () => {
  const texts = doc.flatMap((line) => (line.kind === 'text' ? [line.text] : []));
  expect(texts).toEqual(['Evertill Markt GmbH', '0417-02-A-000123', 'Vielen Dank']);
  expect(pairs[0]).toMatchObject({ left: 'Marktplatz', right: 'DE123456789' });
  expect(pairs[1]?.left).toMatch(/^\d\d\.\d\d\.\d\d, \d\d:\d\d \+01:00$/);
  expect(pairs[1]?.right).toBe('Cashier 1001');
});

it('says the rate of a tax once, whether or not its label does', () => {
  const taxOf = (labels: string): string | undefined => {
    const taxes = sale.taxes.map((tax) => ({ ...tax, label: labels }));
    return receiptDoc({ ...sale, taxes }, PROFILE, { code: undefined })
      .flatMap((line) => (line.kind === 'pair' ? [line.left] : []))
      .find((left) => left.startsWith('MwSt'));
  };
  expect(taxOf('MwSt')).toBe('MwSt 19 %');
  expect(taxOf('MwSt 19 %')).toBe('MwSt 19 %');
});

it('RCP4: money opens the drawer first; a copy is marked at both ends and opens nothing', () => {
  expect(doc[0]).toEqual({ kind: 'drawer' });
  const copy = receiptDoc(sale, PROFILE, { code: CODE, copy: { number: 2, atMs: 0 } });
  const mark = { kind: 'copy', text: 'COPY 2' };
  expect(copy[0]).toEqual(mark);
  expect(copy.filter(({ kind }) => kind === 'copy')).toHaveLength(2);
  expect(copy.some(({ kind }) => kind === 'drawer')).toBe(false);
  const unmarked = copy.filter(
    (line) => line.kind !== 'copy' && !(line.kind === 'text' && line.text.startsWith('printed')),
  );
  expect(unmarked).toEqual(doc.slice(1));
});

it('dom-X3: what was practised says so at both ends, large, and opens no drawer', () => {
  const practised = receiptDoc({ ...sale, training: true }, PROFILE, { code: undefined });
  expect(practised.slice(0, 2)).toEqual([
    { kind: 'copy', text: '*** TRAINING ***' },
    { kind: 'text', text: 'Not a receipt. Nothing was sold.', weight: 'strong' },
  ]);
  expect(practised.filter(({ kind }) => kind === 'copy')).toHaveLength(2);
  expect(practised.some(({ kind }) => kind === 'drawer' || kind === 'qr')).toBe(false);
});

it('RCP1: fits the schema that main checks, square included', () => {
  expect(parse(ReceiptDoc, doc)).toBeDefined();
  expect(doc).toContainEqual({ kind: 'qr', text: CODE });
});
