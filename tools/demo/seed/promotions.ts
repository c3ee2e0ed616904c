import type { Promotion } from '../../../src/contracts/promotion.ts';
import type { Region } from '../demo-home.ts';

/** What is on offer in the demo's stores, by promotion id; amounts in minor units. */
export const DEMO_PROMOTIONS: Readonly<Record<Region, Readonly<Record<string, Promotion>>>> = {
  eu: {
    'dairy-3-for-2': {
      type: 'buy-get',
      name: 'Joghurt & Co. 3 für 2',
      buy: { pool: { depts: ['Dairy'] }, qty: 2 },
      get: { qty: 1, percent: '100' },
    },
    'petit-dejeuner': {
      type: 'bundle',
      name: 'Petit-déjeuner',
      price: 599,
      slots: [
        { pool: { depts: ['Bakery'] }, qty: 1 },
        { pool: { depts: ['Fruit and vegetables'] }, qty: 1 },
        { pool: { depts: ['Drinks'] }, qty: 1 },
      ],
    },
    'wein-6': {
      type: 'tiered-percent',
      name: 'Wein: ab 3 −10 %, ab 6 −20 %',
      pool: { depts: ['Wine and beer'] },
      tiers: [
        { min: 3, percent: '10' },
        { min: 6, percent: '20' },
      ],
    },
    'snacks-2': {
      type: 'n-for-price',
      name: 'Snacks 2 pour 4,00',
      n: 2,
      price: 400,
      pool: { depts: ['Sweets and snacks'] },
    },
    'feierabend-tiefkuehl': {
      type: 'percent-off',
      name: 'Feierabend: Tiefkühl −15 %',
      percent: '15',
      pool: { depts: ['Frozen'] },
      window: { hours: { from: '17:00', to: '20:00' }, days: [1, 2, 3, 4, 5] },
    },
    'merci-100': {
      type: 'spend',
      name: 'Merci : −5 € dès 100 €',
      pool: { all: true },
      tiers: [{ spend: 10_000, amount: 500 }],
    },
    'club-haushalt': {
      type: 'percent-off',
      name: 'Club: Haushalt −10 %',
      percent: '10',
      member_only: true,
      pool: { depts: ['Household'] },
    },
    'bon-3': {
      type: 'spend',
      name: 'Bon : −3 € dès 20 €',
      coupon: '9820000000034',
      pool: { all: true },
      tiers: [{ spend: 2000, amount: 300 }],
    },
  },
  na: {
    'snacks-b2g1': {
      type: 'buy-get',
      name: 'Snacks: buy 2, get 1 free',
      buy: { pool: { depts: ['Snacks'] }, qty: 2 },
      get: { qty: 1, percent: '100' },
    },
    'frozen-3-for-12': {
      type: 'n-for-price',
      name: 'Any 3 frozen for $12',
      n: 3,
      price: 1200,
      pool: { depts: ['Frozen'] },
    },
    'lunch-deal': {
      type: 'bundle',
      name: 'Lunch deal',
      price: 899,
      slots: [
        { pool: { depts: ['Bakery and deli'] }, qty: 1 },
        { pool: { depts: ['Beverages'] }, qty: 1 },
      ],
    },
    'household-10': {
      type: 'tiered-percent',
      name: 'Household: 4 or more, 10% off',
      pool: { depts: ['Household'] },
      tiers: [{ min: 4, percent: '10' }],
    },
    'weekend-produce': {
      type: 'percent-off',
      name: 'Weekend produce 10% off',
      percent: '10',
      pool: { depts: ['Produce'] },
      window: { days: [6, 7] },
    },
    'save-10': {
      type: 'spend',
      name: '$10 off $120',
      pool: { all: true },
      tiers: [{ spend: 12_000, amount: 1000 }],
    },
  },
};
