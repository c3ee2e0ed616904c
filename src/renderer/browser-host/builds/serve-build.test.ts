import { afterEach, expect, test, vi } from 'vitest';
import type { SlotBook } from '../../../contracts/build-slots.ts';
import type { BuildBook } from './build-book.ts';
import { buildServer } from './serve-build.ts';

afterEach(() => vi.unstubAllGlobals());

const NEW = { version: '0.6.0', hash: 'h'.repeat(86), folder: '0.6.0-x' };
const bookOf = (): SlotBook => ({
  v: 1,
  now: NEW,
  before: { version: '0.1.0', hash: null, folder: null },
  trial: { starts: 0 },
  next: null,
  failed: null,
  sequence: {},
});

/** Time is said by hand: `late()` is the moment at which four seconds are over. */
function browser(slow: 'page' | 'disk') {
  let held = bookOf();
  let late: () => void = () => undefined;
  let matches = 0;
  vi.stubGlobal('caches', {
    match: async () => {
      matches += 1;
      // The look for the index in begin() comes first, the page itself second.
      if (slow === 'page' && matches % 2 === 0) await new Promise(() => undefined);
      return new Response('<html data-build="0.6.0">new');
    },
  });
  const book: BuildBook = {
    read: async () => held,
    change: async (make) => {
      const next = make(held);
      if (slow === 'disk') await new Promise((resolve) => setTimeout(resolve, 20));
      if (next !== undefined) held = next;
      return held;
    },
  };
  const server = buildServer({
    book: async () => book,
    kept: async () => new Response('<html data-build="0.1.0">kept'),
    network: async () => new Response('network'),
    sleep: (ms) =>
      ms === 4000
        ? new Promise((resolve) => {
            late = resolve;
          })
        : Promise.resolve(),
  });
  const start = async () => {
    const answer = server.answer({
      url: 'https://till.test/',
      mode: 'navigate',
      method: 'GET',
    } as Request);
    await new Promise((resolve) => setTimeout(resolve, 10));
    late();
    const text = await (await answer).text();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return text;
  };
  const hold = (trial: SlotBook['trial']) => {
    held = { ...held, trial };
  };
  return { server, start, hold, book: () => held };
}

test('UPD12 pages that come too late: the kept page starts and no start of the build is counted', async () => {
  const { start, book } = browser('page');
  expect(await start()).toContain('kept');
  expect(book().trial).toEqual({ starts: 0 });
});

test('UPD12 the kept page that started instead is not started anew after a minute as if the build hung', async () => {
  const { start, server } = browser('page');
  expect(await start()).toContain('kept');
  expect(await server.hangs()).toBe(false);
});

test('UPD12 a disk that was slow in writing the count down: the kept page starts, no start is counted', async () => {
  const { start, book } = browser('disk');
  expect(await start()).toContain('kept');
  expect(book().trial).toEqual({ starts: 0 });
});

test('UPD12 three late starts do not refuse a build that never ran', async () => {
  const { start, book, server } = browser('page');
  for (let n = 0; n < 3; n += 1) {
    expect(await start()).toContain('kept');
    await server.hangs();
  }
  expect(book().failed).toBe(null);
});

test('UPD12 a late start takes back its own count and no other', async () => {
  const { start, book, hold } = browser('page');
  hold({ starts: 1 });
  expect(await start()).toContain('kept');
  expect(book().trial).toEqual({ starts: 1 });
});
