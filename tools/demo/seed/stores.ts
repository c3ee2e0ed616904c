import type { StoreProfile } from '../../../src/contracts/store-profile.ts';
import type { Region } from '../demo-home.ts';

/** Tills of every store of the demo. */
export const TILLS = ['01', '02', '03'] as const;

type Tax = StoreProfile['taxes'][number];

const tax = (code: string, rate: string, label: string): Tax => ({
  code,
  rate,
  label,
  compound: false,
});

/** Switzerland's two for goods; nobody has coins below 5 Rappen. */
const ZURICH: StoreProfile = {
  store: '0421',
  name: 'Zürich HB',
  region: 'eu',
  currency: 'CHF',
  locale: 'de-CH',
  language: 'de',
  time_zone: 'Europe/Zurich',
  price_zone: 'eu-ch',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 5 },
  tax_version: 'ch-2024-01',
  taxes: [tax('N', '8.1', 'MWST 8,1 %'), tax('R', '2.6', 'MWST 2,6 %')],
  tax_classes: { standard: ['N'], intermediate: ['N'], reduced: ['R'], food: ['R'] },
  // Each cashier answers for a drawer (dom-Z9).
  cash_up: { drawers: 'own' },
  seller: {
    name: 'Evertill Demo AG',
    tax_id: 'CHE-000.000.000 MWST',
    footer: 'Danke für Ihren Einkauf',
  },
};

/** Québec: two taxes, each on the price alone; groceries carry neither, and cents are rounded away. */
const MONTREAL: StoreProfile = {
  store: '2105',
  name: 'Montréal Centre-ville',
  region: 'na',
  currency: 'CAD',
  locale: 'fr-CA',
  language: 'fr',
  time_zone: 'America/Toronto',
  price_zone: 'na-ca',
  price_mode: 'exclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 5 },
  tax_version: 'ca-qc-2013-01',
  taxes: [tax('TPS', '5', 'TPS 5 %'), tax('TVQ', '9.975', 'TVQ 9,975 %')],
  tax_classes: { general: ['TPS', 'TVQ'], prepared: ['TPS', 'TVQ'], food: [] },
  seller: {
    name: 'Evertill Démo Inc.',
    tax_id: 'TPS 000000000 RT0001 · TVQ 0000000000 TQ0001',
    footer: 'Merci de votre visite',
  },
};

/** Luxembourg's four rates: standard, intermediate, reduced, super-reduced. */
const LU: Pick<StoreProfile, 'tax_version' | 'taxes' | 'tax_classes'> = {
  tax_version: 'lu-2024-01',
  taxes: [
    tax('S', '17', 'TVA 17 %'),
    tax('I', '14', 'TVA 14 %'),
    tax('R', '8', 'TVA 8 %'),
    tax('P', '3', 'TVA 3 %'),
  ],
  tax_classes: { standard: ['S'], intermediate: ['I'], reduced: ['R'], food: ['P'] },
};

/** The demo's club: thirteen figures, such as 2950000000013. */
const MEMBER_CARDS = [{ prefix: '295', length: 13 }];
/** The demo's gift cards, such as 0960123456789015. The key is the demo's alone: a region makes its own. */
const GIFT_CARDS = {
  prefix: '0960',
  length: 16,
  key: 'ZXZlcnRpbGwtZGVtby1rZXktb2YtdGhlLWRlbW8tb24',
  offline_cap: 2000,
  vouchers: {},
};
/** Of the demo: since always, and never changed. */
const rate = (currency: string, worth: string) => ({
  currency,
  rates: [{ from_ms: 0, rate: worth }],
});

function luxembourg(
  store: string,
  name: string,
  locale: string,
  level: 'line' | 'document',
): StoreProfile {
  return {
    store,
    name,
    region: 'eu',
    currency: 'EUR',
    locale,
    time_zone: 'Europe/Luxembourg',
    price_zone: 'eu-lu',
    price_mode: 'inclusive',
    rounding: { level, mode: 'half-up' },
    cash_policy: { increment: 1 },
    member_cards: MEMBER_CARDS,
    gift_cards: GIFT_CARDS,
    foreign_cash: [rate('CHF', '1.06'), rate('GBP', '1.14')],
    ...LU,
    seller: {
      name: 'Evertill Demo S.à r.l.',
      tax_id: 'LU00000000',
      footer: 'Merci · Danke · Thank you',
    },
  };
}

type American = {
  store: string;
  name: string;
  zone: string;
  increment: number;
  taxes: Tax[];
  classes: Record<string, string[]>;
};

function american({ store, name, zone, increment, taxes, classes }: American): StoreProfile {
  return {
    store,
    name,
    region: 'na',
    currency: 'USD',
    locale: 'en-US',
    time_zone: zone,
    price_zone: 'na-us',
    price_mode: 'exclusive',
    rounding: { level: 'document', mode: 'half-up' },
    cash_policy: { increment },
    gift_cards: GIFT_CARDS,
    tax_version: 'us-2026-01',
    taxes,
    tax_classes: classes,
    seller: { name: 'Evertill Demo Inc.', tax_id: '00-0000000', footer: 'Thank you' },
  };
}

const NEW_YORK = [
  tax('NYS', '4', 'NY state 4%'),
  tax('NYC', '4.5', 'NY city 4.5%'),
  tax('MCTD', '0.375', 'MCTD 0.375%'),
];
const SEATTLE = [tax('WA', '6.5', 'WA state 6.5%'), tax('SEA', '3.85', 'Seattle 3.85%')];
const AUSTIN = [tax('TX', '6.25', 'TX state 6.25%'), tax('AUS', '2', 'Austin 2%')];
const CHICAGO = [
  tax('IL', '6.25', 'IL state 6.25%'),
  tax('COOK', '1.75', 'Cook county 1.75%'),
  tax('CHI', '2.25', 'Chicago and RTA 2.25%'),
];

/** Groceries are exempt in these demo stores; everything else carries every tax of its place. */
function classesOf(taxes: readonly Tax[]): Record<string, string[]> {
  const all = taxes.map(({ code }) => code);
  return { general: all, prepared: all, food: [] };
}

/** Stores of each region, the first one is where the demo's own till stands. */
export const STORES: Readonly<Record<Region, readonly StoreProfile[]>> = {
  eu: [
    luxembourg('0417', 'Luxembourg Gare', 'de-LU', 'document'),
    luxembourg('0418', 'Esch-sur-Alzette', 'fr-LU', 'document'),
    luxembourg('0419', 'Ettelbruck', 'fr-LU', 'line'),
    luxembourg('0420', 'Remich', 'de-LU', 'line'),
    ZURICH,
  ],
  na: [
    ...(
      [
        ['2101', 'Brooklyn', 'America/New_York', 1, NEW_YORK],
        ['2102', 'Chicago Loop', 'America/Chicago', 5, CHICAGO],
        ['2103', 'Seattle', 'America/Los_Angeles', 1, SEATTLE],
        ['2104', 'Austin', 'America/Chicago', 5, AUSTIN],
      ] as const
    ).map(([store, name, zone, increment, taxes]) =>
      american({ store, name, zone, increment, taxes, classes: classesOf(taxes) }),
    ),
    MONTREAL,
  ],
};
