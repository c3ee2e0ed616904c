import { decimalText } from './decimal-text.ts';
import { gs1Date } from './gs1-date.ts';
import type { AiValues, Derived } from './scanned-code.ts';

type Writable = { -readonly [Field in keyof Derived]: Derived[Field] };

const TEXTS: Readonly<Record<string, 'lot' | 'serial' | 'variant'>> = {
  '10': 'lot',
  '21': 'serial',
  '22': 'variant',
};

const DATES: Readonly<
  Record<string, 'production' | 'packaging' | 'bestBefore' | 'sellBy' | 'expiry'>
> = {
  '11': 'production',
  '13': 'packaging',
  '15': 'bestBefore',
  '16': 'sellBy',
  '17': 'expiry',
};

const DECIMALS: Readonly<
  Record<string, 'netWeightKg' | 'netWeightLb' | 'amount' | 'pricePerUnit'>
> = { '310': 'netWeightKg', '320': 'netWeightLb', '392': 'amount', '395': 'pricePerUnit' };

/** What checked values mean to a till (vec-barcodes-B10); the rest of them is kept as read. */
export function derive(ais: AiValues, today: string): Derived {
  const derived: Writable = {};
  for (const [ai, value] of Object.entries(ais)) {
    const text = TEXTS[ai];
    const date = DATES[ai];
    const decimal = ai.length === 4 ? DECIMALS[ai.slice(0, 3)] : undefined;
    if (text !== undefined) derived[text] = value;
    if (decimal !== undefined) derived[decimal] = decimalText(value, Number(ai[3]));
    if (ai === '30') derived.count = Number(value);
    if (/^393.$/.test(ai)) {
      derived.amountCurrency = value.slice(0, 3);
      derived.amount = decimalText(value.slice(3), Number(ai[3]));
    }
    const day = date === undefined ? undefined : gs1Date(value, today);
    if (date !== undefined && day !== undefined) derived[date] = day;
  }
  return derived;
}
