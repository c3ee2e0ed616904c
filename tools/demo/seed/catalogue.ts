import { assert, must } from '../../../src/domain/assert.ts';
import type { Article } from '../../../src/contracts/datasets.ts';
import { gtinCheckDigit } from '../../../src/domain/gtin.ts';
import { readShelf, type Range, type ReadShelf } from './range.ts';

/** An article as the generator makes it; `price` in minor units. */
export type SeedArticle = { number: string; article: Article; price: number };

const FIRST_NUMBER = 100_001;
/** Digits of a GTIN-13: company prefix 7, item 5, check 1. */
const COMPANY_DIGITS = 7;
const ITEM_DIGITS = 5;
const PREFIX_DIGITS = 3;

/** `count` articles, the same for the same random source; each name and GTIN comes once. */
export function makeArticles(range: Range, count: number, random: () => number): SeedArticle[] {
  const shelves = range.shelves.map(readShelf);
  const companies = companyPrefixes(range, random);
  const places = shuffled(allPlaces(range, shelves), count, random);
  assert(places.length === count, `the range has ${places.length} articles, ${count} are wanted`);
  const items = new Map<number, number>();
  return places.map((place, index) => {
    const item = (items.get(place.brand) ?? 0) + 1;
    items.set(place.brand, item);
    const company = must(companies[place.brand], 'a company prefix a brand');
    const shelf = must(shelves[place.shelf], 'a shelf');
    return {
      number: String(FIRST_NUMBER + index),
      article: articleOf(range, shelf, place, gtin13(company, item)),
      price: priceOf(shelf, place, random()),
    };
  });
}

type Place = { shelf: number; product: number; variant: number; size: number; brand: number };

function allPlaces(range: Range, shelves: readonly ReadShelf[]): Place[] {
  const places: Place[] = [];
  for (const [shelf, { products, variants, sizes }] of shelves.entries())
    for (const product of products.keys())
      for (const variant of variants.keys())
        for (const size of sizes.keys())
          for (const brand of range.brands.keys())
            places.push({ shelf, product, variant, size, brand });
  return places;
}

/** The first `count` of a Fisher-Yates shuffle: a longer catalogue begins with the shorter one. */
function shuffled<T>(all: T[], count: number, random: () => number): T[] {
  const end = Math.min(count, all.length);
  for (let at = 0; at < end; at += 1) {
    const from = at + Math.floor(random() * (all.length - at));
    const moved = must(all[from], 'a place');
    all[from] = must(all[at], 'a place');
    all[at] = moved;
  }
  return all.slice(0, end);
}

function companyPrefixes(range: Range, random: () => number): string[] {
  const taken = new Set<string>();
  return range.brands.map((_, brand) => {
    const gs1 = must(range.gs1Prefixes[brand % range.gs1Prefixes.length], 'a GS1 prefix');
    for (;;) {
      const own = String(Math.floor(random() * 10 ** (COMPANY_DIGITS - PREFIX_DIGITS)));
      const prefix = `${gs1}${own.padStart(COMPANY_DIGITS - PREFIX_DIGITS, '0')}`;
      if (taken.has(prefix)) continue;
      taken.add(prefix);
      return prefix;
    }
  });
}

function gtin13(company: string, item: number): string {
  const digits = `${company}${String(item).padStart(ITEM_DIGITS, '0')}`;
  return `${digits}${gtinCheckDigit(digits)}`;
}

function articleOf(range: Range, shelf: ReadShelf, at: Place, gtin: string): Article {
  const words = [
    range.brands[at.brand],
    shelf.products[at.product]?.name,
    shelf.variants[at.variant],
    shelf.sizes[at.size]?.label,
  ];
  return {
    name: words.join(' '),
    dept: shelf.dept,
    tax_class: shelf.tax,
    unit: 'piece',
    gtins: [gtin.padStart(14, '0')],
    discountable: true,
  };
}

/** A price as shops like them: ends in 9 below ten units, in 49 or 99 above; brands differ by a fifth. */
function priceOf(shelf: ReadShelf, at: Place, chance: number): number {
  const product = must(shelf.products[at.product], 'a product');
  const size = must(shelf.sizes[at.size], 'a size');
  const wanted = product.cents * size.factor * (0.9 + chance * 0.2 + at.variant * 0.01);
  if (wanted < 1000) return Math.max(19, Math.round(wanted / 10) * 10 - 1);
  return Math.round(wanted / 50) * 50 - 1;
}
