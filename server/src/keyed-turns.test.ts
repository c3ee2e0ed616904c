import { expect, test } from 'vitest';
import { keyedTurns } from './keyed-turns.ts';

test('one key in order, also after a failure; other keys do not wait', async () => {
  const inTurn = keyedTurns();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn('x', async () => {
    await gate.promise;
    seen.push('x1');
    throw new Error('no');
  });
  const second = inTurn('x', async () => void seen.push('x2'));
  await inTurn('y', async () => void seen.push('y'));
  expect(seen).toEqual(['y']);
  gate.resolve();
  await expect(first).rejects.toThrow('no');
  await second;
  expect(seen).toEqual(['y', 'x1', 'x2']);
});
