import { expect, test } from 'vitest';
import { readCustomerPlace } from './customer-place.ts';

test('DSP3: the customer’s screen is named by its place, nothing is guessed', () => {
  const read = (EVERTILL_DISPLAY?: string) => readCustomerPlace({ EVERTILL_DISPLAY });
  expect(read('1366,0')).toEqual({ x: 1366, y: 0 });
  expect(read('-1024,-20')).toEqual({ x: -1024, y: -20 });
  expect([read(), read('')]).toEqual([undefined, undefined]);
  for (const wrong of ['1', 'left', '1,2,3', '1;2', '1.5,0', '999999,0', ' 1,2'])
    expect([wrong, read(wrong)]).toEqual([wrong, 'wrong']);
});
