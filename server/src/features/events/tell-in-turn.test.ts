import { expect, test } from 'vitest';
import { tellInTurn } from './tell-in-turn.ts';

test('NEWS4 a region is told in turn, each once and in order, and who left is passed over', () => {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  const tills = Array.from({ length: 7 }, (_, i) => (event: string) => void told.push(event + i));
  const all = new Set(tills);
  tellInTurn(all, 'poke', { atOnce: 3, waitMs: 25 }, (run, ms) => {
    expect(ms).toBe(25);
    waiting.push(run);
  });
  expect(told).toEqual(['poke0', 'poke1', 'poke2']);
  all.delete(tills[4]!);
  waiting.shift()?.();
  expect(told).toEqual(['poke0', 'poke1', 'poke2', 'poke3', 'poke5']);
  waiting.shift()?.();
  expect(told.at(-1)).toBe('poke6');
  expect(waiting).toEqual([]);
});
