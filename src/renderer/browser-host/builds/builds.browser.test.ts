import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BUNDLE_NEEDS } from '../../../contracts/build-bundle.ts';
import type { BuildFile, BuildWord } from '../../../contracts/build-feed.ts';
import { openHostDb } from '../host-db.ts';
import { openBuildBook, type BuildBook } from './build-book.ts';
import { browserBuilds } from './browser-builds.ts';
import { buildServer } from './serve-build.ts';

const POLICY = "default-src 'none'";
const hashOf = (version: string): string => version.replaceAll('.', '').padEnd(86, 'a');

async function clear(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  await (await openHostDb()).put('build-book', undefined);
}
beforeEach(clear);
afterEach(clear);

async function bundleOf(version: string): Promise<Uint8Array<ArrayBuffer>> {
  const files = [...BUNDLE_NEEDS, 'dist/renderer/assets/main-abcdefgh.js'].map((path) => ({
    path,
    base64: btoa(`<html data-build="${version}">${path}`),
  }));
  const text = JSON.stringify({ v: 1, version, files });
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** A browser whose origin gave page 0.1.0, with what head office says and what was fetched. */
async function browser(silenceMs = 0) {
  const book = openBuildBook(await openHostDb());
  const did: string[] = [];
  const office = { says: '0.1.0', at: 1, isTorn: false, line: Promise.resolve() };
  const clock = { ms: 0 };
  const word = (): BuildWord => ({
    v: 1,
    region: 'eu',
    site: 'A',
    store: '0417',
    till_id: 'eu-0417-01',
    platform: 'linux',
    nonce: 'n',
    sequence: { A: office.at },
    version: office.says,
    file: { platform: 'linux', name: 'b', hash: hashOf(office.says), size: 1 },
    manifest: '',
  });
  const page = (build: string) =>
    browserBuilds({
      build,
      book,
      clock: () => clock.ms,
      ask: async ({ failed }, runs, { refuses, heldUp }) => {
        const held = heldUp === undefined ? '' : ` ${heldUp}`;
        did.push(`ask ${runs} failed ${failed?.version} refuses ${refuses}${held}`);
        return [word()];
      },
      fetchFile: async ({ hash }: BuildFile) => {
        did.push(`fetch ${hash.slice(0, 3)}`);
        await office.line;
        return office.isTorn ? new Uint8Array([1, 2, 3]) : bundleOf(office.says);
      },
    });
  const worker = (found: () => Promise<BuildBook> = async () => book) =>
    buildServer({
      book: found,
      kept: async (path) =>
        path === '/index.html'
          ? new Response('<html data-build="0.1.0">kept', {
              headers: { 'content-security-policy': POLICY, 'content-length': '1' },
            })
          : undefined,
      network: async ({ url }) => new Response(`network ${new URL(url).pathname}`),
      // A minute of silence is short here; what a start may take is as it is.
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms >= 60_000 ? silenceMs : ms)),
    });
  /** Loads the page; which build answers. */
  const start = async (by = worker()) => {
    const ask = { url: 'http://till.test/', mode: 'navigate', method: 'GET' } as Request;
    const answer = await by.answer(ask);
    const build = /data-build="([^"]+)"/.exec(await answer.text())?.[1] ?? 'none';
    return { build, policy: answer.headers.get('content-security-policy'), by };
  };
  const asset = async (by: ReturnType<typeof worker>) => {
    const url = 'http://till.test/assets/main-abcdefgh.js';
    const answer = await by.answer({ url, mode: 'cors', method: 'GET' } as Request);
    return { type: answer.headers.get('content-type'), text: await answer.text() };
  };
  return { office, clock, did, page, worker, start, asset, book };
}

describe('UPD10 a till in a browser follows its store’s release', () => {
  test('fetched beside what runs, put in place when the page says so, well from its first word; and back without fetching', async () => {
    const { office, did, page, start, asset } = await browser();
    const old = page('0.1.0');
    office.says = '0.2.0';
    await old.look();
    expect(old.state()).toBe('ready');
    expect((await start()).build).toBe('0.1.0');
    old.putInPlace();
    await expect.poll(() => old.state()).toBe('in-place');
    const { build, policy, by } = await start();
    expect([build, policy]).toEqual(['0.2.0', POLICY]);
    expect(await asset(by)).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      text: expect.stringContaining('data-build="0.2.0"'),
    });
    const fresh = page('0.2.0');
    await fresh.well();
    for (let n = 0; n < 4; n += 1) expect((await start()).build).toBe('0.2.0');

    office.says = '0.1.0';
    office.at = 2;
    await fresh.look();
    expect(fresh.state()).toBe('ready');
    fresh.putInPlace();
    await expect.poll(() => fresh.state()).toBe('in-place');
    expect((await start()).build).toBe('0.1.0');
    expect(did.filter((one) => one.startsWith('fetch'))).toEqual(['fetch 020']);
  });

  test('UPD6 UPD7 a build that never says that it is well has two starts; then the one before is back, and it is not fetched again', async () => {
    const { office, did, page, start } = await browser();
    const old = page('0.1.0');
    office.says = '0.3.0';
    await old.look();
    old.putInPlace();
    await expect.poll(() => old.state()).toBe('in-place');
    const first = await start();
    expect(first.build).toBe('0.3.0');
    // Silent for its minute, it is started anew.
    expect(await first.by.hangs()).toBe(true);
    expect((await start(first.by)).build).toBe('0.3.0');
    expect(await first.by.hangs()).toBe(true);
    expect((await start(first.by)).build).toBe('0.1.0');
    const again = page('0.1.0');
    await again.look();
    await again.look();
    expect(again.state()).toBe('none');
    expect(did.slice(-2)).toEqual([
      'ask 0.1.0 failed 0.3.0 refuses undefined',
      'ask 0.1.0 failed 0.3.0 refuses 0.3.0',
    ]);
    expect(did.filter((one) => one.startsWith('fetch'))).toHaveLength(1);
  });

  test.each([
    ['is taken back by head office', '0.1.0'],
    ['has another word come', '0.3.0'],
  ])('UPD6 a build that never says that it is well and %s is started anew', async (_what, says) => {
    const { office, page, start } = await browser(300);
    const old = page('0.1.0');
    office.says = '0.3.0';
    await old.look();
    old.putInPlace();
    await expect.poll(() => old.state()).toBe('in-place');
    const first = await start();
    expect(first.build).toBe('0.3.0');
    const hangs = first.by.hangs();
    // Its database never opens, but its host asks for builds.
    Object.assign(office, { says, at: 2 });
    await page('0.3.0').look();
    expect(await hangs).toBe(true);
  });

  test('UPD5 what was taken back is not put in place while another is fetched', async () => {
    const { office, did, page, start } = await browser();
    const old = page('0.1.0');
    office.says = '0.3.0';
    await old.look();
    expect(old.state()).toBe('ready');
    const line = Promise.withResolvers<void>();
    Object.assign(office, { says: '0.2.0', at: 2, line: line.promise });
    const looking = old.look();
    await expect.poll(() => did.at(-1)).toBe('fetch 020');
    expect(old.state()).toBe('none');
    // Somebody pressed the key that was there a moment ago.
    old.putInPlace();
    expect((await start()).build).toBe('0.1.0');
    expect(old.state()).toBe('none');
    line.resolve();
    await looking;
    expect(old.state()).toBe('ready');
  });

  test('what is no build is not kept; what waits and is taken back is not offered', async () => {
    const { office, clock, page, start, book } = await browser();
    const old = page('0.1.0');
    office.says = '0.4.0';
    office.isTorn = true;
    await old.look();
    expect(old.state()).toBe('none');
    office.isTorn = false;
    clock.ms = 900_000;
    await old.look();
    expect(old.state()).toBe('ready');
    office.says = '0.1.0';
    office.at = 2;
    await old.look();
    expect([old.state(), (await book.read())?.next]).toEqual(['none', null]);
    expect((await start()).build).toBe('0.1.0');
  });

  test('UPD11 a build that there is no room for is not fetched at each look, leaves nothing, and is told to head office', async () => {
    const { office, clock, did, page } = await browser();
    const old = page('0.1.0');
    office.says = '0.4.0';
    const fetched = (): number => did.filter((one) => one.startsWith('fetch')).length;
    const full = vi
      .spyOn(Cache.prototype, 'put')
      .mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    try {
      await old.look();
      await old.look();
      expect([old.state(), fetched(), await caches.keys()]).toEqual(['none', 1, []]);
      expect(did.at(-1)).toBe('ask 0.1.0 failed undefined refuses undefined no-room');
      clock.ms = 900_000;
      await old.look();
      expect(fetched()).toBe(2);
      // The pause doubles.
      clock.ms += 900_000;
      await old.look();
      expect(fetched()).toBe(2);
    } finally {
      full.mockRestore();
    }
    clock.ms += 900_000;
    await old.look();
    expect([old.state(), fetched()]).toEqual(['ready', 3]);
    await old.look();
    expect(did.at(-1)).toBe('ask 0.1.0 failed undefined refuses undefined');
  });

  test('UPD12 a database that hangs keeps no till shut: the kept page starts, and no start of the build is counted', async () => {
    const { office, page, start, worker, book } = await browser();
    const old = page('0.1.0');
    office.says = '0.6.0';
    await old.look();
    old.putInPlace();
    await expect.poll(() => old.state()).toBe('in-place');
    const hung = Promise.withResolvers<BuildBook>();
    const by = worker(() => hung.promise);
    expect((await start(by)).build).toBe('0.1.0');
    hung.resolve(book);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await book.read())?.trial).toEqual({ starts: 0 });
    // The next start finds the book in time.
    expect((await start(by)).build).toBe('0.6.0');
  });

  test('with its pages taken by a browser that needs room, or a page that the book does not name, nothing is lost', async () => {
    const { office, page, start } = await browser();
    const old = page('0.1.0');
    office.says = '0.5.0';
    await old.look();
    old.putInPlace();
    await expect.poll(() => old.state()).toBe('in-place');
    expect((await start()).build).toBe('0.5.0');
    // A worker of before gave the page that was kept: it does not say well for another.
    const stranger = page('0.1.0');
    await stranger.well();
    await stranger.look();
    expect(stranger.state()).toBe('none');
    await page('0.5.0').well();
    for (const name of await caches.keys()) await caches.delete(name);
    expect((await start()).build).toBe('0.1.0');
    const again = page('0.1.0');
    office.at = 3;
    await again.look();
    expect(again.state()).toBe('ready');
  });
});
