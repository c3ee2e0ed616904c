import { afterEach, beforeEach, expect, it } from 'vitest';
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
import { reductionWords } from '../../shared/reason-words.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import { sayLaterToCustomer, speak } from '../../shared/words/say.ts';
import { receiptDoc } from './receipt-doc.ts';

const ENGLISH = { language: 'en', words: {} } as const;
const PROFILE = {
  name: 'Marktplatz',
  locale: 'de-CH',
  language: 'de',
  time_zone: 'Europe/Zurich',
  seller: { name: 'Evertill AG', tax_id: 'CHE-000.000.000', footer: '' },
} as StoreProfile;
const GERMAN = {
  'Cashier {cashier}': 'Kasse bedient von {cashier}',
  Cash: 'Bar',
  Change: 'Rückgeld',
  'COPY {number}': 'KOPIE {number}',
  Discount: 'Rabatt',
  Damaged: 'Beschädigt',
};
const FRENCH = { Cash: 'Espèces', Change: 'Rendu', Discount: 'Remise', Damaged: 'Abîmé' };

const sale = valueOf(
  closeSale({
    basket: basketOf({
      type: 'add',
      article: article({ article: '1', unitPrice: minor(1192), taxCodes: ['S'] }),
      qtyMilli: 1000,
    }),
    taxSetup: GERMANY,
    cashPolicy: NICKEL,
    tenders: [{ type: 'cash', tendered: minor(2000) }],
    identity: IDENTITY,
  }),
);

beforeEach(() =>
  speak({ own: { language: 'fr', words: FRENCH }, store: { language: 'de', words: GERMAN } }),
);
afterEach(() => speak({ own: ENGLISH, store: ENGLISH }));

it('LANG3: a receipt is the customer’s: the store’s language, whatever the cashier chose', () => {
  const doc = receiptDoc(sale, PROFILE, { code: undefined, copy: { number: 2, atMs: 0 } });
  const pairs = doc.flatMap((line) => (line.kind === 'pair' ? [line.left, line.right] : []));
  expect(pairs).toEqual(expect.arrayContaining(['Kasse bedient von 1001', 'Bar', 'Rückgeld']));
  expect(doc[0]).toEqual({ kind: 'copy', text: 'KOPIE 2' });
  expect(JSON.stringify(doc)).not.toMatch(/Espèces|Rendu/);
});

it('LANG3: what a cashier reads of a tender and a reduction, a customer reads in the store’s', () => {
  const cash = { tenderId: 't', type: 'cash', amount: minor(5) } as const;
  expect([tenderWords(cash), tenderWords(cash, sayLaterToCustomer)]).toEqual(['Espèces', 'Bar']);
  expect([
    reductionWords('line', 'damaged'),
    reductionWords('line', 'damaged', sayLaterToCustomer),
  ]).toEqual(['Remise · Abîmé', 'Rabatt · Beschädigt']);
});
