/**
 * Articles of one shelf, written so that a person can read them: lists parted by commas.
 * Every product comes in every variant, size and brand of its shelf.
 */
export type Shelf = {
  dept: string;
  tax: string;
  /** `Milk 119`: name and price in minor units of the size with factor 1. */
  products: string;
  variants: string;
  /** `500 ml*0.6`: label and price factor. */
  sizes: string;
};

/** Everything a region sells, and under which company prefixes it is barcoded. */
export type Range = {
  shelves: readonly Shelf[];
  /** Invented; no shop sells them. */
  brands: readonly string[];
  /** GS1 prefixes, three digits; none restricted (02, 04, 2x), coupon (05, 98, 99) or book (97x). */
  gs1Prefixes: readonly string[];
};

export type ReadShelf = {
  dept: string;
  tax: string;
  products: readonly { name: string; cents: number }[];
  variants: readonly string[];
  sizes: readonly { label: string; factor: number }[];
};

const list = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Reads a shelf's lists; a slip in them is a bug and throws. */
export function readShelf(shelf: Shelf): ReadShelf {
  const { dept, tax } = shelf;
  const products = list(shelf.products).map((text) => {
    const at = text.lastIndexOf(' ');
    return { name: text.slice(0, at), cents: Number(text.slice(at + 1)) };
  });
  const sizes = list(shelf.sizes).map((text) => {
    const [label = '', factor = ''] = text.split('*');
    return { label, factor: Number(factor) };
  });
  const numbers = [...products.map((p) => p.cents), ...sizes.map((s) => s.factor)];
  if (numbers.some((n) => !(n > 0))) throw new Error(`shelf ${dept}: a price or factor is missing`);
  return { dept, tax, products, variants: list(shelf.variants), sizes };
}
