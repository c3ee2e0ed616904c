import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeBehind } from './write-behind.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('I14: words come together, the newest of a key counts, one save at a time, and a failed one stops none', async () => {
  const saved: (readonly string[])[] = [];
  const failures: unknown[] = [];
  let end: (() => void) | undefined;
  const tell = writeBehind<string>({
    gatherMs: 200,
    keyOf: (word) => word.slice(0, 1),
    save(words) {
      saved.push(words);
      return new Promise((done, fail) => {
        end = () => (saved.length === 2 ? fail(new Error('away')) : done());
      });
    },
    onError: (error) => void failures.push(error),
  });
  for (const word of ['a1', 'b1', 'a2']) tell(word);
  await vi.advanceTimersByTimeAsync(200);
  expect(saved).toEqual([['a2', 'b1']]);
  tell('c1');
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toHaveLength(1);
  end?.();
  await vi.advanceTimersByTimeAsync(200);
  expect(saved.at(-1)).toEqual(['c1']);
  end?.();
  tell('d1');
  await vi.advanceTimersByTimeAsync(200);
  expect([saved.length, saved.at(-1), failures.length]).toEqual([3, ['d1'], 1]);
});
