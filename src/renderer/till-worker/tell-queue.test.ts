import { expect, test } from 'vitest';
import { queueTeller, waitingNow, type Waiting } from './tell-queue.ts';

const sale = (seq: number) => ({ stream: 's', seq, atMs: seq * 1000 });
const parked = (seq: number) => ({ ...sale(seq), opId: 'o', kind: 'sale', reason: 'refused' });

test('EX7 what waits counts sales and what is parked, each once, and its oldest', () => {
  expect(waitingNow([sale(5), sale(6)], [parked(2), parked(5)])).toEqual({
    waiting: 3,
    oldest_ms: 2000,
  });
});

test('EX7 the host hears at once that something waits or nothing does, and counts now and then', () => {
  const heard: Waiting[] = [];
  const tell = queueTeller((told) => heard.push(told));
  const at = (seqs: number[], ms: number): void =>
    tell(
      waitingNow(
        seqs.map((seq) => sale(seq)),
        [],
      ),
      ms,
    );
  at([], 0);
  at([1], 1000);
  at([1, 2], 2000);
  at([1, 2], 30_999);
  at([1, 2, 3], 31_000);
  at([1, 2, 3], 90_000);
  at([], 90_001);
  expect(heard).toEqual([
    { waiting: 0, oldest_ms: 0 },
    { waiting: 1, oldest_ms: 1000 },
    { waiting: 3, oldest_ms: 1000 },
    { waiting: 0, oldest_ms: 0 },
  ]);
});
