import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { openIpcRegistry, type IpcRegistry } from './ipc-registry.ts';
import { makeTellPages } from './ipc-events.ts';
import { makeLog } from './log.ts';

const TABLE = {
  'drawer.open': {
    arg: Type.Object({ reason: Type.String() }),
    answer: Type.Object({ opened: Type.Boolean() }),
  },
};

type Ask = (arg: unknown, url?: string) => Promise<unknown>;

function setUp(): { registry: IpcRegistry<typeof TABLE>; ask: Ask; lines: string[] } {
  const registered = new Map<string, (event: never, arg: unknown) => unknown>();
  const lines: string[] = [];
  const registry = openIpcRegistry({
    table: TABLE,
    ipcMain: { handle: (channel, run) => void registered.set(channel, run) },
    isTrusted: (url) => url === 'app://till/',
    log: makeLog(
      (line) => lines.push(line),
      () => 0,
    ),
  });
  const ask: Ask = async (arg, url = 'app://till/') =>
    registered.get('drawer.open')?.({ senderFrame: { url } } as never, arg);
  return { registry, ask, lines };
}

test('runs a verb whose sender, argument and answer are right', async () => {
  const { registry, ask } = setUp();
  registry.handle('drawer.open', ({ reason }) => ({ opened: reason === 'sale' }));
  expect(await ask({ reason: 'sale' })).toEqual({ ok: true, answer: { opened: true } });
});

test('refuses, and never throws at the page', async () => {
  const { registry, ask } = setUp();
  expect(await ask({ reason: 'sale' })).toMatchObject({ ok: false, refusal: 'unknown-channel' });
  registry.handle('drawer.open', () => {
    throw new Error('jammed');
  });
  const refusals = [
    await ask({ reason: 'sale' }, 'https://elsewhere/'),
    await ask({ reason: 7 }),
    await ask(undefined),
    await ask({ reason: 'sale' }),
  ];
  expect(refusals).toMatchObject([
    { ok: false, refusal: 'not-trusted' },
    { ok: false, refusal: 'bad-argument' },
    { ok: false, refusal: 'bad-argument' },
    { ok: false, refusal: 'failed' },
  ]);
});

test('an answer outside its schema does not reach the page', async () => {
  const { registry, ask } = setUp();
  registry.handle('drawer.open', () => ({ opened: 'yes' }) as never);
  expect(await ask({ reason: 'sale' })).toMatchObject({ ok: false, refusal: 'failed' });
});

test('a refused argument’s value stays out of the log', async () => {
  const { registry, ask, lines } = setUp();
  registry.handle('drawer.open', () => ({ opened: true }));
  await ask({ reason: ['card 4111'] });
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain('4111');
});

test('one owner a channel, and the ones without are known', () => {
  const { registry } = setUp();
  expect(registry.unhandled()).toEqual(['drawer.open']);
  registry.handle('drawer.open', () => ({ opened: true }));
  expect(registry.unhandled()).toEqual([]);
  expect(() => registry.handle('drawer.open', () => ({ opened: true }))).toThrow('two handlers');
});

test('events reach open pages only and must fit their schema', () => {
  const sent: unknown[] = [];
  const page = (isGone: boolean) => ({
    isDestroyed: () => isGone,
    send: (...args: unknown[]) => void sent.push([isGone, ...args]),
  });
  const tell = makeTellPages({ poke: Type.Object({ site: Type.String() }) }, () => [
    page(false),
    page(true),
  ]);
  tell('poke', { site: 'a' });
  expect(sent).toEqual([[false, 'poke', { site: 'a' }]]);
  expect(() => tell('poke', { site: 1 } as never)).toThrow('does not fit');
});
