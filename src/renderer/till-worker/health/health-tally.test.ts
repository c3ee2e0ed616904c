import { expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { HelloHealth } from '../../../contracts/wire.ts';
import { HealthTally, nextLife } from './health-tally.ts';

test('HEA1 counts since the start, scans by time, lives since it was installed', () => {
  const tally = new HealthTally(1000, { starts: 4, crashes: 1 });
  for (const ms of [0, 8, 8.5, 17, 999, 1001, 60_000]) tally.scanned(ms);
  tally.sold();
  tally.failed();
  tally.paidByCard(true);
  tally.paidByCard(false);
  const told = tally.told();
  expect(told).toEqual({
    since_ms: 1000,
    starts: 4,
    crashes: 1,
    sales: 1,
    failed_sales: 1,
    card_tries: 2,
    declined: 1,
    scans: [2, 1, 1, 0, 0, 0, 0, 1, 2],
    back_end: { set: null, asked: 0, fell_back: 0 },
  });
  expect(Value.Check(HelloHealth, told)).toBe(true);
});

test('HEA2 a life that was not proven before the next one began was a crash', () => {
  const first = nextLife(undefined);
  expect(first).toEqual({ starts: 1, crashes: 0, isProven: false });
  expect(nextLife({ ...first, isProven: true })).toMatchObject({ starts: 2, crashes: 0 });
  expect(nextLife(nextLife(first))).toMatchObject({ starts: 3, crashes: 2 });
});

test('HEA1, BE8 the set that the host took, and what of it the champion answered', () => {
  const tally = new HealthTally(1000, { starts: 1, crashes: 0 });
  tally.usesBackEnd('blue');
  for (const who of ['set', 'champion', 'champion'] as const) tally.answeredBy(who);
  expect(tally.told().back_end).toEqual({ set: 'blue', asked: 3, fell_back: 2 });
  tally.usesBackEnd(undefined);
  expect(tally.told().back_end).toEqual({ set: null, asked: 3, fell_back: 2 });
  expect(Value.Check(HelloHealth, tally.told())).toBe(true);
});

test('HEA1, BE8 what the champion answered for one set is not said of the next', () => {
  const tally = new HealthTally(1000, { starts: 1, crashes: 0 });
  tally.usesBackEnd('blue');
  for (let n = 0; n < 40; n += 1) tally.answeredBy('champion');
  tally.usesBackEnd('blue');
  expect(tally.told().back_end).toEqual({ set: 'blue', asked: 40, fell_back: 40 });
  tally.usesBackEnd('green');
  tally.answeredBy('set');
  expect(tally.told().back_end).toEqual({ set: 'green', asked: 1, fell_back: 0 });
  tally.usesBackEnd(undefined);
  tally.usesBackEnd('blue');
  expect(tally.told().back_end).toEqual({ set: 'blue', asked: 0, fell_back: 0 });
});
