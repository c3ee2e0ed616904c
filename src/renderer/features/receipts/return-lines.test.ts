import { expect, it } from 'vitest';
import { asked, returnRows, stepped, type ReturnRow } from './return-lines.ts';

const line = (qtyMilli: number, returnedMilli = 0) => ({
  line: '1',
  article: '100',
  name: 'Bread',
  qtyMilli,
  gross: 300,
  returnedMilli,
});
const first = (rows: ReturnRow[]): ReturnRow => {
  const [row] = rows;
  if (row === undefined) throw new Error('a row');
  return row;
};

it('offers what is left of each line, and no line that came back whole or was a return', () => {
  expect(returnRows([line(3000, 1000), line(1000, 1000), line(-1000)])).toMatchObject([
    { leftMilli: 2000, soldMilli: 3000, qtyMilli: 0 },
  ]);
});

it('GIFT3: does not offer a line that put value on a card', () => {
  const card = { ...line(1000), line: '2', name: 'Gift card ••0042', isLoad: true as const };
  expect(returnRows([line(1000), card]).map(({ name }) => name)).toEqual(['Bread']);
});

it('steps by pieces within what is left; what was weighed comes back as a whole', () => {
  const bread = first(returnRows([line(3000, 1000)]));
  const two = stepped(stepped(stepped(bread, 1), 1), 1);
  expect(two.qtyMilli).toBe(2000);
  expect(stepped(stepped(bread, -1), -1).qtyMilli).toBe(0);
  expect(stepped(first(returnRows([line(742)])), 1).qtyMilli).toBe(742);
  // Two kilograms to the gram were weighed all the same.
  const weighed = { ...line(2000), isByWeight: true as const };
  expect(stepped(first(returnRows([weighed])), 1).qtyMilli).toBe(2000);
});

it('asks for nothing while a line that comes back has no reason', () => {
  const one = stepped(first(returnRows([line(3000)])), 1);
  expect(asked([one])).toBeUndefined();
  expect(asked([{ ...one, qtyMilli: 0 }])).toBeUndefined();
  expect(asked([{ ...one, reason: 'faulty' }])).toEqual([
    { line: '1', qtyMilli: 1000, reason: 'faulty' },
  ]);
});
