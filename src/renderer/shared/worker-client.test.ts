import { describe, expect, it } from 'vitest';
import { FIRST_VIEW } from './first-view.ts';
import { createWorkerClient, type WorkerLike } from './worker-client.ts';
import type { PageMessage, WorkerMessage } from './worker-messages.ts';

type Sent = { message: PageMessage; transfer: Transferable[] };

function setUp(invoke: (channel: string, arg: unknown) => Promise<unknown>) {
  const sent: Sent[] = [];
  const heard = new Map<string, (event: never) => void>();
  const events = new Map<string, (data: unknown) => void>();
  const worker: WorkerLike = {
    postMessage: (message, transfer) => sent.push({ message, transfer }),
    addEventListener: (type: string, listener: (event: never) => void) => {
      heard.set(type, listener);
    },
  };
  const bridge = {
    invoke,
    on: (name: string, cb: (data: unknown) => void) => events.set(name, cb),
  };
  const client = createWorkerClient(worker, bridge, () => () => undefined);
  const say = (data: WorkerMessage): void => heard.get('message')?.({ data } as never);
  const die = (message: string): void => heard.get('error')?.({ message } as never);
  return { client, sent, say, die, events };
}

const NO_HOST = (): Promise<unknown> => Promise.reject(new Error('no host'));

describe('worker client', () => {
  it('sends a command and resolves with the worker’s own answer', async () => {
    const { client, sent, say } = setUp(NO_HOST);
    const call = client.call('scan', { code: '4001234567890' });
    expect(sent).toEqual([
      {
        message: { call: { id: 1, command: 'scan', arg: { code: '4001234567890' } } },
        transfer: [],
      },
    ]);
    say({ answer: { id: 1, ok: true, answer: { ok: true, lineId: '7' } } });
    expect(await call).toEqual({ ok: true, lineId: '7' });
  });

  it('turns a bug of the worker’s into a refusal with a next step', async () => {
    const { client, say } = setUp(NO_HOST);
    const call = client.call('void-line', { lineId: '1' });
    say({ answer: { id: 1, ok: false, detail: 'TypeError' } });
    expect(await call).toEqual({
      ok: false,
      kind: 'no-answer',
      next: 'The till did not answer. Please try again.',
    });
  });

  it('merges pushed parts shallowly and keeps the others', () => {
    const { client, say } = setUp(NO_HOST);
    const seen: number[] = [];
    const stop = client.subscribe((view) => seen.push(view.nowMs));
    say({ view: { nowMs: 5 } });
    stop();
    say({ view: { nowMs: 6 } });
    expect(seen).toEqual([5]);
    expect(client.view()).toEqual({ ...FIRST_VIEW, nowMs: 6 });
    expect(client.view().basket).toBe(FIRST_VIEW.basket);
  });

  it('relays verbs to the host and moves the bytes of its answer', async () => {
    const body = new Uint8Array([1, 2, 3]);
    const { sent, say } = setUp((channel, arg) => Promise.resolve({ channel, arg, body }));
    say({ host: { id: 9, channel: 'transport.request', arg: { id: 'r' } } });
    await expect.poll(() => sent.length).toBe(1);
    const reply = { channel: 'transport.request', arg: { id: 'r' }, body };
    expect(sent).toEqual([
      { message: { hostAnswer: { id: 9, ok: true, reply } }, transfer: [body.buffer] },
    ]);
  });

  it('tells the worker when the host threw, and passes the host’s events on', async () => {
    const { sent, say, events } = setUp(NO_HOST);
    say({ host: { id: 3, channel: 'journal.open', arg: {} } });
    await expect.poll(() => sent.length).toBe(1);
    events.get('transport.event')?.({ site: 'eu-a', kind: 'poke' });
    expect(sent.map((one) => one.message)).toEqual([
      { hostAnswer: { id: 3, ok: false, detail: 'Error: no host' } },
      { hostEvent: { name: 'transport.event', data: { site: 'eu-a', kind: 'poke' } } },
    ]);
  });

  it('stops the till with a next step when the worker dies', async () => {
    const { client, die } = setUp(NO_HOST);
    const open = client.call('search', { text: 'br', limit: 5 });
    die('boom');
    expect(await open).toEqual({ hits: [], total: 0 });
    expect(client.view().phase.at).toBe('unusable');
  });
});
