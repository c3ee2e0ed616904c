/** What an article wants to know before it is sold. */
export type ArticleAsks = {
  readonly isByWeight: boolean;
  readonly hasOpenPrice: boolean;
  /** Whole years. */
  readonly minAge: number | undefined;
};

/** What is known by now. */
export type Known = {
  readonly isOldEnough: boolean;
  readonly isMeasured: boolean;
  readonly isPriced: boolean;
};

export type QuestionAbout = 'age' | 'weight' | 'price';

/**
 * The next thing to ask of an article, if any (ASK3). Age comes first: nobody weighs or prices what may
 * not be sold. A label that names a price leaves nothing to price.
 */
export function nextQuestion(asks: ArticleAsks, known: Known): QuestionAbout | undefined {
  if (asks.minAge !== undefined && !known.isOldEnough) return 'age';
  if (asks.isByWeight && !known.isMeasured) return 'weight';
  return asks.hasOpenPrice && !known.isPriced ? 'price' : undefined;
}

/** Grams that are weighed at a till, both included; 100 kg is no hand's goods. */
export const WEIGHABLE_GRAMS = { least: 1, most: 99_999 } as const;

export function isWeighable(grams: number): boolean {
  return (
    Number.isSafeInteger(grams) && grams >= WEIGHABLE_GRAMS.least && grams <= WEIGHABLE_GRAMS.most
  );
}

/** Bounds of a price that is keyed, minor units, both included. */
export type PriceBounds = { readonly min: number; readonly max: number };

/** Whether a keyed price is inside its bounds (ASK5). */
export function isWithinBounds(amount: number, { min, max }: PriceBounds): boolean {
  return Number.isSafeInteger(amount) && amount >= min && amount <= max;
}
