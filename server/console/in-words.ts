import { currencyExponent, isCurrency } from '../../src/domain/currency.ts';

/** A span of time, ms, at a glance; null: never. */
export function ago(ms: number | null): string {
  if (ms === null) return 'never';
  if (ms < 90_000) return 'just now';
  return `${span(ms)} ago`;
}

export function span(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

export const count = (n: number): string => n.toLocaleString('en');

/** Minor units as an amount of that currency; digits are moved as text, never as a float. */
export function amount(minor: number, currency: string): string {
  const places = isCurrency(currency) ? currencyExponent(currency) : 2;
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = places === 0 ? '' : `.${digits.slice(-places)}`;
  const text = `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
  return `${minor < 0 ? '−' : ''}${text} ${currency}`;
}

/** With its sign, for what is more or less than it should be. */
export const difference = (minor: number, currency: string): string =>
  minor > 0 ? `+${amount(minor, currency)}` : amount(minor, currency);

export const clock = (ms: number): string =>
  new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const TENDERS: Readonly<Record<string, string>> = {
  cash: 'Cash',
  card: 'Card',
  'foreign-cash': 'Foreign cash',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  voucher: 'Voucher',
};

/** A tender as people call it; what this page does not know keeps its name. */
export const tenderName = (tender: string): string => TENDERS[tender] ?? tender;
