import { expect, test } from 'vitest';
import type { HostLink } from '../host-link.ts';
import { BackEndDesk } from './back-end-desk.ts';

function start() {
  const told: unknown[] = [];
  const used: (string | undefined)[] = [];
  const now = { value: 'champion', hlc: 0, waiting: 0, isDeaf: false, took: true };
  const invoke = async (channel: string, arg: unknown): Promise<object> => {
    told.push([channel, arg]);
    if (now.isDeaf) throw new Error('no answer');
    return { took: now.took };
  };
  const desk = new BackEndDesk({
    uses: (set) => used.push(set),
    host: { invoke: invoke as unknown as HostLink['invoke'] },
    flags: { backEnd: () => ({ value: now.value, hlc: now.hlc }) },
    streams: () => [{ headSeq: 10, released: 10 - now.waiting }],
  });
  const look = (over: Partial<typeof now>): unknown => {
    Object.assign(now, over);
    told.length = 0;
    desk.look();
    return told.map((one) => (one as [string, { set: string | null; epoch: number }])[1]);
  };
  return { look, used };
}

test('BE4: the host is told once what the rows name, with their stamp', () => {
  const { look } = start();
  expect(look({})).toEqual([{ set: null, epoch: 0 }]);
  expect(look({})).toEqual([]);
  expect(look({ value: 'blue', hlc: 5, waiting: 3 })).toEqual([{ set: 'blue', epoch: 5 }]);
  expect(look({ hlc: 6 })).toEqual([{ set: 'blue', epoch: 6 }]);
});

test('BE4: a swap waits until everything is confirmed under the old back end; the way home waits for nothing', () => {
  const { look } = start();
  look({});
  expect(look({ value: 'drain:green', hlc: 7, waiting: 2 })).toEqual([]);
  expect(look({ waiting: 1 })).toEqual([]);
  expect(look({ waiting: 0 })).toEqual([{ set: 'green', epoch: 7 }]);
  // Widening writes the row anew; the till is there already.
  expect(look({ hlc: 8, waiting: 4 })).toEqual([{ set: 'green', epoch: 8 }]);
  expect(look({ value: 'champion', hlc: 9, waiting: 4 })).toEqual([{ set: null, epoch: 9 }]);
});

test('BE4: a word that the host did not hear is told again at the next look, and a swap drains anew', async () => {
  const { look } = start();
  look({ value: 'blue', hlc: 5 });
  expect(look({ value: 'champion', hlc: 6, isDeaf: true })).toEqual([{ set: null, epoch: 6 }]);
  await Promise.resolve();
  expect(look({ isDeaf: false })).toEqual([{ set: null, epoch: 6 }]);
  expect(look({})).toEqual([]);
  expect(look({ value: 'drain:green', hlc: 7, isDeaf: true })).toHaveLength(1);
  await Promise.resolve();
  expect(look({ isDeaf: false, waiting: 1 })).toEqual([]);
  expect(look({ waiting: 0 })).toEqual([{ set: 'green', epoch: 7 }]);
});

test('BE8: what the host took is told on; a host that takes none, as a browser, is at the champion', async () => {
  const { look, used } = start();
  look({ value: 'blue', hlc: 5 });
  await Promise.resolve();
  await Promise.resolve();
  look({ value: 'green', hlc: 6, took: false });
  await Promise.resolve();
  await Promise.resolve();
  expect(used).toEqual(['blue']);
});
