import { expect, test } from 'vitest';
import type { HelloHealth } from '../../../../src/contracts/wire.ts';
import { healthGrowth } from './health-growth.ts';

const told = (over: Partial<HelloHealth> = {}): HelloHealth => ({
  since_ms: 1,
  starts: 3,
  crashes: 1,
  sales: 10,
  failed_sales: 2,
  card_tries: 5,
  declined: 1,
  scans: [1, 2, 3, 0, 0, 0, 0, 0, 0],
  ...over,
});
const before = { since_ms: 1, told: told() };

test('HEA3 counts go on from the word before, never below nothing', () => {
  const next = told({ sales: 12, failed_sales: 2, scans: [1, 4, 3, 0, 0, 0, 0, 0, 1] });
  expect(healthGrowth(before, next)).toEqual({
    starts: 0,
    crashes: 0,
    sales: 2,
    failed_sales: 0,
    card_tries: 0,
    declined: 0,
    scans: [0, 2, 0, 0, 0, 0, 0, 0, 1],
    set_asked: 0,
    fell_back: 0,
  });
  expect(healthGrowth(before, told({ sales: 3, starts: 0 }))).toMatchObject({
    sales: 0,
    starts: 0,
  });
});

test('HEA3 another life begins anew, its start and the crash before it count', () => {
  const next = told({ since_ms: 2, starts: 4, crashes: 2, sales: 1, failed_sales: 0 });
  expect(healthGrowth(before, next)).toMatchObject({ starts: 1, crashes: 1, sales: 1 });
});

test('HEA3 a first word is no hour’s', () => {
  expect(healthGrowth(undefined, told())).toBeUndefined();
});

test('HEA3, BE8 what the champion answered for a set is counted on too; a till of before told nothing of it', () => {
  const end = (asked: number, fell_back: number) => ({
    back_end: { set: 'blue', asked, fell_back },
  });
  const on = { since_ms: 1, told: told(end(10, 2)) };
  expect(healthGrowth(on, told(end(15, 6)))).toMatchObject({ set_asked: 5, fell_back: 4 });
  expect(healthGrowth(before, told(end(15, 6)))).toMatchObject({ set_asked: 15, fell_back: 6 });
  expect(healthGrowth(on, told())).toMatchObject({ set_asked: 0, fell_back: 0 });
});

test('HEA3, BE8 another set begins at nothing in the same life; a till of before counts on over both', () => {
  const end = (set: string | null, asked: number, fell_back: number) => ({
    back_end: { set, asked, fell_back },
  });
  const on = { since_ms: 1, told: told(end('blue', 40, 40)) };
  expect(healthGrowth(on, told(end('green', 3, 1)))).toMatchObject({ set_asked: 3, fell_back: 1 });
  expect(healthGrowth(on, told(end('green', 42, 41)))).toMatchObject({
    set_asked: 2,
    fell_back: 1,
  });
  expect(healthGrowth(on, told(end(null, 41, 41)))).toMatchObject({ set_asked: 1, fell_back: 1 });
});
