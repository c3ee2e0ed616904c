import { expect, it } from 'vitest';
import { askedOf, counted, keyedMilli, stepped, withGoods } from './no-receipt-rows.ts';

const told = { ok: true, article: '1', name: 'Bread', unit: 'piece', price: 299 } as const;
const bread = { ...told, deposit: 0, days: 30 };
const cheese = { ...bread, article: '2', name: 'Cheese', unit: 'kg' as const };

it('dom-T2: the same article again is a further piece; what is weighed waits for its weight', () => {
  const rows = withGoods(withGoods(withGoods([], bread), bread), cheese);
  expect(rows.map(({ article, qtyMilli }) => [article, qtyMilli])).toEqual([
    ['1', 2000],
    ['2', 0],
  ]);
  expect(keyedMilli(cheese, '742')).toBe(742);
  expect(keyedMilli(bread, '3')).toBe(3000);
  for (const text of ['', '-1', '1.5', 'x']) expect(keyedMilli(bread, text)).toBeUndefined();
});

it('dom-T2: nothing is asked before each has its quantity and its reason', () => {
  const [row] = withGoods([], bread);
  if (row === undefined) throw new Error('a row');
  expect(askedOf([])).toBeUndefined();
  expect(askedOf([row])).toBeUndefined();
  const why = { ...row, reason: 'recall' as const };
  expect(askedOf([why])).toEqual([{ article: '1', qtyMilli: 1000, reason: 'recall' }]);
  expect(askedOf([stepped(why, -1)])).toBeUndefined();
  expect(askedOf([why, row])).toBeUndefined();
  expect(counted(why, 5_000_000).qtyMilli).toBe(999_000);
  expect(stepped(counted(why, 0), -1).qtyMilli).toBe(0);
});
