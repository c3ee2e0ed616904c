import { TENDER_WORDS } from '../../shared/tender-words.ts';
import { sayLater } from '../../shared/words/say.ts';

/** "Cash", "Cash USD"; what is of a later version stands as it is. */
export function tenderText(tender: string, own: string): string {
  const [type = tender, currency = own] = tender.split(':');
  const words = (TENDER_WORDS as Readonly<Record<string, string>>)[type] ?? type;
  return currency === own ? sayLater(words) : `${sayLater(words)} ${currency}`;
}
