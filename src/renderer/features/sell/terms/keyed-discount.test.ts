import { expect, it } from 'vitest';
import { readDiscount } from './keyed-discount.ts';

it('reads percentages to a hundredth and amounts as they are keyed', () => {
  const percent = (keyed: string) => {
    const read = readDiscount(keyed, 'percent', 'EUR');
    return read.ok ? read.size : read.next;
  };
  expect(percent('10')).toEqual({ kind: 'percent', hundredths: 1000 });
  expect(percent('12,5')).toEqual({ kind: 'percent', hundredths: 1250 });
  expect(percent('100')).toEqual({ kind: 'percent', hundredths: 10_000 });
  for (const keyed of ['', '0', '100,01', '0,005', '-5'])
    expect(percent(keyed)).toBe('Key a percentage from 0,01 to 100.');
  expect(readDiscount('150', 'amount', 'EUR')).toEqual({
    ok: true,
    size: { kind: 'amount', amount: 150 },
  });
  expect(readDiscount('0', 'amount', 'EUR')).toMatchObject({ ok: false });
});
