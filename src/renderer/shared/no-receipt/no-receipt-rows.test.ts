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
  expect(keyedMilli(bread, '')).toBe(0);
  for (const text of ['-1', '1.5', 'x']) expect(keyedMilli(bread, text)).toBeUndefined();
});

it('dom-T2: weighed goods that are scanned again are chosen, and keep the weight that was keyed', () => {
  const [weighed] = withGoods([], cheese).map((row) => counted(row, 742));
  if (weighed === undefined) throw new Error('a row');
  expect(withGoods([weighed], cheese)).toEqual([weighed]);
  // A label that says a weight adds it: another pack.
  expect(withGoods([weighed], { ...cheese, qtyMilli: 300 })[0]?.qtyMilli).toBe(1042);
});

it('dom-T2: packs of one label are a row, of another label another, asked with their code', () => {
  const pack = { ...bread, price: 399, qtyMilli: 1000, code: '2112345003992' };
  const rows = withGoods(withGoods(withGoods([], bread), pack), pack);
  const more = withGoods(rows, { ...pack, price: 299, code: '2112345002995' });
  expect(more.map(({ price, qtyMilli }) => [price, qtyMilli])).toEqual([
    [299, 1000],
    [399, 2000],
    [299, 1000],
  ]);
  const why = more.map((row) => ({ ...row, reason: 'faulty' as const }));
  expect(askedOf(why)?.map(({ code }) => code)).toEqual([
    undefined,
    '2112345003992',
    '2112345002995',
  ]);
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
