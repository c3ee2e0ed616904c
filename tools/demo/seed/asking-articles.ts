import type { Article } from '../../../src/contracts/datasets.ts';
import { gtinCheckDigit } from '../../../src/domain/gtin.ts';
import type { Region } from '../demo-home.ts';
import type { SeedArticle } from './catalogue.ts';

/** Of a company that no range of the demo has. */
const COMPANY = '5901234';

type Asking = Pick<Article, 'name' | 'dept'> & Partial<Article> & { price: number };

/** Articles that ask something before they are sold, each kind once. */
const ASKING: readonly Asking[] = [
  { name: 'Evertill Gin 0.7 l', dept: 'Wine and beer', price: 1799, min_age: 18 },
  { name: 'Evertill Water 1 l, returnable', dept: 'Drinks', price: 89, deposit: 'bottle' },
  { name: 'Bottle deposit', dept: 'Deposit', price: 25, discountable: false },
  { name: 'Vine tomatoes, loose', dept: 'Fruit and vegetables', price: 299, unit: 'kg' },
  { name: 'Repair', dept: 'Services', price: 500, open_price: { min: 100, max: 10_000 } },
];

const CLASSES: Readonly<Record<Region, string>> = { eu: 'standard', na: 'general' };

/** The asking articles with their own numbers, from `first` on. */
export function askingArticles(region: Region, first: number): SeedArticle[] {
  const numberOf = (name: string): string =>
    String(first + ASKING.findIndex((one) => one.name === name));
  return ASKING.map(({ price, deposit, ...fields }, at) => {
    const digits = `${COMPANY}${String(at + 1).padStart(5, '0')}`;
    return {
      number: String(first + at),
      price,
      article: {
        tax_class: CLASSES[region],
        unit: 'piece',
        gtins: [`0${digits}${gtinCheckDigit(digits)}`],
        discountable: true,
        ...fields,
        ...(deposit === undefined ? {} : { deposit: numberOf('Bottle deposit') }),
      },
    };
  });
}

export const ASKING_COUNT = ASKING.length;
