import type { LineView } from '../../../shared/till-api.ts';

/** Which question about prices and taxes is open. */
export type TermsAsk =
  | { readonly about: 'line-discount' | 'price'; readonly line: LineView }
  | { readonly about: 'basket-discount' | 'exempt' | 'note' };
