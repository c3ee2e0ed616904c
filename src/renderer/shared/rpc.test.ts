import { describe, expect, it } from 'vitest';
import { createRpc, type StartTimer } from './rpc.ts';

function manualTimers(): { start: StartTimer; fireAll: () => void; running: () => number } {
  const timers = new Set<() => void>();
  return {
    start: (_ms, fire) => {
      timers.add(fire);
      return () => timers.delete(fire);
    },
    fireAll: () => {
      for (const fire of timers) fire();
    },
    running: () => timers.size,
  };
}

describe('rpc', () => {
  it('joins each answer to its own call, in whatever order they come', async () => {
    const timers = manualTimers();
    const rpc = createRpc(timers.start);
    const sent: number[] = [];
    const first = rpc.call((id) => sent.push(id), 10);
    const second = rpc.call((id) => sent.push(id), 10);
    expect(sent).toEqual([1, 2]);
    rpc.settle(2, { ok: true, answer: 'b' });
    rpc.settle(1, { ok: true, answer: 'a' });
    expect([await first, await second]).toEqual([
      { ok: true, answer: 'a' },
      { ok: true, answer: 'b' },
    ]);
    expect(timers.running()).toBe(0);
  });

  it('tells a caller that no answer came, and drops the late one', async () => {
    const timers = manualTimers();
    const rpc = createRpc(timers.start);
    const call = rpc.call(() => undefined, 250);
    timers.fireAll();
    rpc.settle(1, { ok: true, answer: 'late' });
    expect(await call).toEqual({
      ok: false,
      failure: { kind: 'timed-out', detail: 'no answer within 250 ms' },
    });
  });

  it('ends open and later calls when the worker is gone', async () => {
    const rpc = createRpc(manualTimers().start);
    const open = rpc.call(() => undefined, 10);
    rpc.close('crashed');
    const gone = { ok: false, failure: { kind: 'gone', detail: 'crashed' } };
    const later = rpc.call(() => expect.unreachable('sent to a dead worker'), 10);
    expect([await open, await later]).toEqual([gone, gone]);
  });
});
