import { foldText } from './fold-text.ts';

/** What an article is found by. */
export type Findable = {
  readonly article: string;
  readonly name: string;
  readonly brand: string;
  /** 14 figures each. */
  readonly gtins: readonly string[];
};

/** Articles made ready to be searched, in step: one entry of each list an article. */
export type SearchRecords = {
  readonly articles: string[];
  /** Name and, after a tab, brand. */
  readonly names: string[];
  /** Number and barcodes. */
  readonly codes: string[];
  /** Every word of the names once. */
  readonly words: Set<string>;
};

export function noRecords(): SearchRecords {
  return { articles: [], names: [], codes: [], words: new Set() };
}

export function addRecord(records: SearchRecords, { article, name, brand, gtins }: Findable): void {
  records.articles.push(article);
  const folded = [foldText(name), foldText(brand)];
  records.names.push(brand === '' ? (folded[0] ?? '') : folded.join('\t'));
  for (const text of folded) for (const word of text.split(' ')) records.words.add(word);
  // Without the zeros that pad them: nobody reads those off a pack.
  const codes = gtins.map((gtin) => gtin.replace(/^0+/, ''));
  records.codes.push([foldText(article), ...codes].join(' '));
}
