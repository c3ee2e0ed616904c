import { expect, test } from 'vitest';
import { DayTeller } from './day-teller.ts';

function tellerWith() {
  const timers: { run: () => void; ms: number; isOff: boolean }[] = [];
  let told = 0;
  const teller = new DayTeller({
    tell: async () => {
      told += 1;
    },
    later: (run, ms) => {
      const timer = { run, ms, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
  });
  return { teller, timers, told: () => told };
}

test('sales are told of now and then, however many; a shift that closes is told soon', () => {
  const { teller, timers, told } = tellerWith();
  for (let i = 0; i < 100; i++) teller.heard('sale');
  expect(timers.map(({ ms }) => ms)).toEqual([15_000]);
  teller.heard('shift-closed');
  expect(timers.map(({ ms, isOff }) => [ms, isOff])).toEqual([
    [15_000, true],
    [300, false],
  ]);
  teller.heard('sale');
  expect(timers).toHaveLength(2);
  timers[1]?.run();
  expect(told()).toBe(1);
  teller.heard('sale');
  expect(timers).toHaveLength(3);
});
