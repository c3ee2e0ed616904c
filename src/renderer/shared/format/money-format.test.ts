import { describe, expect, it } from 'vitest';
import { formatMoney, readKeyedAmount } from './money-format.ts';

const BERLIN = { locale: 'de-DE', currency: 'EUR' };
const text = (amount: number, setting = BERLIN, form?: 'bare'): string =>
  formatMoney(amount, setting, form).replaceAll('\u00a0', ' ');

describe('money on screen', () => {
  it('is written the store’s way, with as many places as its currency has (dom-M1)', () => {
    expect(text(1353)).toBe('13,53 €');
    expect(text(5, BERLIN, 'bare')).toBe('0,05');
    expect(text(123456, { locale: 'en-US', currency: 'USD' })).toBe('$1,234.56');
    expect(text(1353, { locale: 'ja-JP', currency: 'JPY' }, 'bare')).toBe('1,353');
    expect(text(1353, { locale: 'en-GB', currency: 'KWD' }, 'bare')).toBe('1.353');
  });

  it('keeps every digit of the largest amount', () => {
    expect(text(Number.MAX_SAFE_INTEGER, BERLIN, 'bare')).toBe('90.071.992.547.409,91');
  });

  it('shows what is taken off with a real minus sign', () => {
    expect(text(-199, BERLIN, 'bare')).toBe('−1,99');
  });

  it('reads keyed digits as minor units and a decimal mark as whole units', () => {
    expect(readKeyedAmount('2000', 'EUR')).toBe(2000);
    expect(readKeyedAmount('20,', 'EUR')).toBe(2000);
    expect(readKeyedAmount('20.5', 'EUR')).toBe(2050);
    expect(readKeyedAmount('', 'EUR')).toBeUndefined();
    expect(readKeyedAmount('1,234', 'EUR')).toBeUndefined();
    expect(readKeyedAmount('99999999999999999', 'EUR')).toBeUndefined();
  });
});
