import { describe, expect, it } from 'vitest';
import type { Article } from '../../../contracts/datasets.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { gtinCheckDigit } from '../../../domain/gtin.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { BasketDesk } from './basket-desk.ts';
import { scanRulesAt } from './till-rules.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const MILK = '04006381333931';
const GS1_MILK = `01${MILK}`;

const withCheck = (body: string): string => `${body}${gtinCheckDigit(body)}`;

const PROFILE: StoreProfile = {
  store: '0417',
  name: 'Test',
  region: 'eu-test',
  currency: 'EUR',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: 't1',
  taxes: [{ code: 'R', rate: '7', label: 'VAT', compound: false }],
  tax_classes: { reduced: ['R'] },
  seller: { name: '', tax_id: '', footer: '' },
  barcodes: {
    formats: [
      { name: 'price', pattern: '22IIIIVPPPPPC', decimals: 2 },
      { name: 'weight', pattern: '28IIIIIWWWWWC', decimals: 3, unit: 'kg' },
    ],
  },
};

const ARTICLES: Record<string, Partial<Article> & { price?: number }> = {
  '4001': { name: 'Milk', gtins: [MILK], recalled_lots: ['BAD1'] },
  '4002': { name: 'Beans', gtins: [withCheck('0004210000526')] },
  '4003': { name: 'Sample', gtins: [withCheck('0400638133300')], price: -1 },
  '250000': { name: 'Six figures', gtins: [] },
  '77': { name: 'Apples', unit: 'kg', price: 299, gtins: [] },
  '2001': { name: 'Ham', unit: 'kg', price: 1999, gtins: [`0${withCheck('228888000000')}`] },
  '90': { name: 'Crate', gtins: [`0${withCheck('241234500000')}`] },
};

function shop(barcodes: NonNullable<StoreProfile['barcodes']> = PROFILE.barcodes ?? {}) {
  const index = new CatalogueIndex('de');
  for (const [k, { price = 149, ...fields }] of Object.entries(ARTICLES)) {
    const v = { dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true, ...fields };
    index.put('article', { k, v, hlc: 1, o: 'a' });
    if (price >= 0) index.put('price', { k: `de/${k}/0`, v: { amount: price }, hlc: 1, o: 'a' });
  }
  const profile = { ...PROFILE, barcodes };
  const desk = new BasketDesk(
    {
      profile,
      currency: 'EUR',
      scanRules: (ms) => scanRulesAt(profile, 'EUR', ms),
      index: () => index,
      correctedMs: () => NOW,
      wallMs: () => NOW,
      newId: () => 'basket-1',
      asks: () => false,
      cashier: () => '104',
      save: () => {},
      changed: () => {},
    },
    undefined,
  );
  const lines = (): string[] =>
    desk.basket.lines.map(({ name, qtyMilli, unitPrice }) => `${name} ${qtyMilli} ${unitPrice}`);
  return { desk, lines };
}

/** What one scan sells, or why it does not. */
function sells(code: string): string {
  const { desk, lines } = shop();
  const answer = desk.scan(code);
  if (!answer.ok) expect(lines()).toEqual([]);
  return answer.ok ? lines().join() : answer.kind;
}

describe('a scan', () => {
  it.each([
    ['4006381333931', 'Milk 1000 149'],
    [']E04006381333931', 'Milk 1000 149'],
    [' 4006381333931 ', 'Milk 1000 149'],
    [']E004252614', 'Beans 1000 149'],
    ['425261', 'Beans 1000 149'],
    [`]C1${GS1_MILK}10L1`, 'Milk 1000 149'],
    [`https://shop.example/x/01/${MILK}/10/L1?utm=1`, 'Milk 1000 149'],
    ['77', 'Apples 1000 299'],
    ['250000', 'Six figures 1000 149'],
    [withCheck('241234500000'), 'Crate 1000 149'],
  ])('dom-B1, dom-B2, dom-B6, dom-B8: %j sells %s', (code, sold) => expect(sells(code)).toBe(sold));

  it('dom-B3, dom-B5: the store’s scales name an article by its number or its listed code', () => {
    expect(sells(withCheck('280007701234'))).toBe('Apples 1234 299');
    expect(sells(withCheck('228888902345'))).toBe('Ham 1000 2345');
  });

  it('dom-B5: the price on the label wins and the line keeps what the book said', () => {
    const { desk } = shop();
    desk.scan(withCheck('228888902345'));
    expect(desk.basket.lines[0]).toMatchObject({
      article: '2001',
      unitPrice: 2345,
      label: { bookPrice: 1999, weightMilli: 1173 },
    });
  });

  it('dom-B6: weight and amount of an element string', () => {
    const ham = `010${withCheck('228888000000')}`;
    expect(sells(`${ham}3103000420`)).toBe('Ham 420 1999');
    expect(sells(`${ham}31030004203922799`)).toBe('Ham 1000 799');
  });

  it.each([
    ['5901234123457', 'unknown-code'],
    ['nobody knows', 'unknown-code'],
    ['', 'unknown-code'],
    [withCheck('241234500001'), 'unknown-code'],
    [withCheck('289999901234'), 'unknown-code'],
    ['4006381333932', 'check-digit'],
    ['04252614', 'check-digit'],
    [withCheck('228888102345'), 'price-check-digit'],
    ['9812345678903'.replace(/.$/, String(gtinCheckDigit('981234567890'))), 'coupon'],
    [']C100006141411234567890', 'no-gtin'],
    ['https://www.example.com/menu', 'not-gs1'],
    [`${GS1_MILK}17261120`, 'expired'],
    [`${GS1_MILK}10BAD1`, 'recalled'],
    [`${GS1_MILK}88X`, 'unknown-ai'],
    [withCheck('228888000000'), 'empty-label'],
    [withCheck('280007700000'), 'empty-label'],
    [`${GS1_MILK}393275249900`, 'other-currency'],
    [withCheck('400638133300'), 'no-price'],
  ])('dom-B10: %j sells nothing: %s', (code, kind) => expect(sells(code)).toBe(kind));

  it('dom-B3: without a format table an in-store number is sold only where it is listed', () => {
    const { desk, lines } = shop({});
    expect(desk.scan(withCheck('280007701234'))).toMatchObject({ kind: 'unknown-code' });
    expect(desk.scan(withCheck('241234500000'))).toMatchObject({ ok: true });
    expect(lines()).toEqual(['Crate 1000 149']);
  });

  it('dom-B7: past its best, sold with a word or not at all, as the store says', () => {
    const code = `${GS1_MILK}15261120`;
    expect(shop().desk.scan(code)).toEqual({
      ok: true,
      lineId: '1',
      warning: expect.stringMatching(/^Milk is past its best-before date/) as string,
    });
    const strict = shop({ past_best_before: 'refuse' }).desk.scan(code);
    expect(strict).toMatchObject({ ok: false, kind: 'past-best-before' });
  });
});

describe('the line and the square of one pack (dom-B9)', () => {
  const SQUARE = `]d2${GS1_MILK}10L1`;
  const LINE = ']E04006381333931';

  function reads(scans: readonly [string, number | undefined][], barcodes?: object): string[] {
    const { desk, lines } = shop({ ...PROFILE.barcodes, ...barcodes });
    for (const [code, ms] of scans) expect(desk.scan(code, ms)).toMatchObject({ lineId: '1' });
    return lines();
  }

  it.each<[string, string, [string, number | undefined][]]>([
    [
      'both of one',
      'Milk 1000 149',
      [
        [LINE, 0],
        [SQUARE, 300],
      ],
    ],
    [
      'the square first',
      'Milk 1000 149',
      [
        [SQUARE, 0],
        [LINE, 300],
      ],
    ],
    [
      'the same line twice',
      'Milk 2000 149',
      [
        [LINE, 0],
        [LINE, 50],
      ],
    ],
    [
      'a second apart',
      'Milk 2000 149',
      [
        [LINE, 0],
        [SQUARE, 1000],
      ],
    ],
    [
      'a third read',
      'Milk 2000 149',
      [
        [LINE, 0],
        [SQUARE, 100],
        [LINE, 200],
      ],
    ],
    [
      'two packs, both codes',
      'Milk 2000 149',
      [
        [LINE, 0],
        [SQUARE, 100],
        [LINE, 200],
        [SQUARE, 300],
      ],
    ],
    [
      'keyed after scanned',
      'Milk 2000 149',
      [
        [SQUARE, 0],
        ['4006381333931', undefined],
      ],
    ],
  ])('%s: %s', (_, sold, scans) => expect(reads(scans)).toEqual([sold]));

  it('can be turned off', () => {
    expect(
      reads(
        [
          [LINE, 0],
          [SQUARE, 1],
        ],
        { one_pack_ms: 0 },
      ),
    ).toEqual(['Milk 2000 149']);
  });

  it('is not looked for after anything else was done', () => {
    const { desk, lines } = shop();
    desk.scan(LINE, 0);
    desk.scan('5901234123457', 10);
    desk.scan(SQUARE, 20);
    expect(lines()).toEqual(['Milk 2000 149']);
    desk.act({ type: 'void-line', lineId: '1', atMs: NOW });
    desk.scan(LINE, 30);
    expect(desk.basket.lines.map((line) => line.voided)).toEqual([true, false]);
  });

  it('tells of goods that have expired by their second code, too', () => {
    const { desk } = shop();
    desk.scan(LINE, 0);
    expect(desk.scan(`]d2${GS1_MILK}17261120`, 100)).toMatchObject({ kind: 'expired' });
    desk.scan(LINE, 2000);
    expect(desk.scan(`]d2${GS1_MILK}15261120`, 2100)).toMatchObject({
      ok: true,
      warning: expect.stringContaining('best-before') as string,
    });
  });

  it('dom-Y2: a card that is swiped sells nothing, and no figure of it is told', () => {
    const { desk, lines } = shop();
    for (const swiped of [';4111111111111111=25121010000012345678?', '4111111111111111']) {
      const answer = desk.scan(swiped, 1);
      expect(answer).toMatchObject({ ok: false, kind: 'card-swiped' });
      expect(JSON.stringify(answer)).not.toContain('1111');
    }
    expect(lines()).toEqual([]);
  });
});
