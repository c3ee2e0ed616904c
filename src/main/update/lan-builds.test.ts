import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { BUNDLE_NEEDS } from '../../contracts/build-bundle.ts';
import type { BuildFile } from '../../contracts/build-feed.ts';
import { openRegion } from '../../contracts/read-token.ts';
import { publicKeyText, signText } from '../identity/ed25519.ts';
import { newKey, openHeadOffice, token } from '../identity/testing-head-office.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { BUILD_TOPIC, type LanTill } from '../lan/lan-exchange.ts';
import { openLanServer } from '../lan/lan-server.ts';
import type { LanAddress } from '../lan/lan-setting.ts';
import { bringBuild } from './bring-build.ts';
import { openBuildShelf } from './build-shelf.ts';
import { BuildSources } from './build-sources.ts';
import { LanBuilds } from './lan-builds.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = (): boolean => false;

const BUNDLE = gzipSync(
  JSON.stringify({
    v: 1,
    version: '0.2.0',
    files: BUNDLE_NEEDS.map((name) => ({
      path: name,
      base64: randomBytes(99_000).toString('base64'),
    })),
  }),
);
const FILE: BuildFile = {
  platform: 'linux',
  name: 'b',
  hash: createHash('sha512').update(BUNDLE).digest('base64url'),
  size: BUNDLE.length,
};
const WORD = { version: '0.2.0', file: FILE };

/** A store with tills on addresses of their own, and a head office that counts what it gives. */
async function openStore() {
  const office = await openHeadOffice('eu');
  office.close();
  const region = await openRegion(nodeTokenTools, office.trust);
  if (region === undefined) throw new Error('a region of its own making');
  const given: { site: string; till: string; bytes: number }[] = [];
  const shop = { isCut: false, wrong: '', holds: Promise.resolve(), asked: 0, clock: 0 };
  const addresses: LanAddress[] = [];

  function identity(till: string, store = '0417'): LanTill {
    const key = newKey();
    const of = { store, till, till_id: `eu-${store}-${till}` };
    const credential = office.credential(publicKeyText(key), of);
    return {
      region: region as NonNullable<typeof region>,
      credential,
      credentialToken: token(office.siteKey, 'credential', credential),
      sign: (purpose, text) => signText(key, purpose, text),
    };
  }

  async function openTill(number: string, store?: string) {
    const folder = mkdtempSync(path.join(tmpdir(), 'lan-builds-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    const me = identity(number, store);
    const shelf = openBuildShelf(folder);
    const state = { isFree: true, naps: 0 };
    const nap = async (ms: number): Promise<void> => {
      state.naps += 1;
      shop.clock += ms;
      await new Promise((resolve) => setTimeout(resolve, 3));
    };
    const others: LanAddress[] = [];
    const lan = new LanBuilds({
      till: () => me,
      others,
      shelf,
      isFree: () => state.isFree,
      nap,
      now: () => shop.clock,
      random: () => 0.99,
      waits: { connectMs: 500, totalMs: 2000 },
    });
    const topics = new Map([[BUILD_TOPIC.path, (question: string) => lan.answer(question)]]);
    const server = await openLanServer({ host: `127.0.0.${Number(number) + 10}`, port: 0 }, topics);
    closers.push(() => server.close());
    addresses.push(server.address);
    const sources = new BuildSources({
      sites: () => ['A', 'B'],
      async fromSite(site, _file, from, to) {
        shop.asked += 1;
        await shop.holds;
        if (shop.isCut) return undefined;
        const bytes = new Uint8Array(BUNDLE.subarray(from, to + 1));
        given.push({ site, till: number, bytes: bytes.length });
        if (site === shop.wrong) bytes[0] = (bytes[0] ?? 0) ^ 1;
        return bytes;
      },
      lan,
    });
    const bring = (isStale = never) => {
      others.splice(0, others.length, ...addresses.filter((one) => one !== server.address));
      const ports = { folder, shelf, sources, shares: true, calm: async () => undefined, nap, log };
      return bringBuild(WORD, { ...ports, now: () => shop.clock, bytesPerSecond: 1e9 }, isStale);
    };
    return { bring, state, server, shelf, lan, folder };
  }
  const sum = (of: (one: (typeof given)[number]) => boolean = () => true): number =>
    given.filter(of).reduce((all, { bytes }) => all + bytes, 0);
  return { openTill, sum, shop, given };
}

describe('UPD9 three tills of a store bring a build once', () => {
  test('all at once: the lowest of them fetches, the others have it from each other', async () => {
    const { openTill, sum, given } = await openStore();
    const tills = [await openTill('03'), await openTill('01'), await openTill('02')];
    const slots = await Promise.all(tills.map(({ bring }) => bring()));
    expect(slots.map((slot) => slot?.version)).toEqual(['0.2.0', '0.2.0', '0.2.0']);
    expect(sum()).toBe(FILE.size);
    expect(new Set(given.map(({ till }) => till)).size).toBe(1);
  });

  test('of two that want it the lower brings it, and waits for nobody', async () => {
    const { openTill, sum, shop } = await openStore();
    const [one, two] = [await openTill('01'), await openTill('02')];
    two.lan.begin(FILE.hash);
    expect(await one.bring()).toMatchObject({ version: '0.2.0' });
    expect(shop.clock).toBeLessThan(1000);
    expect(sum(({ till }) => till === '01')).toBe(FILE.size);
  });

  test('with head office away it comes from who has it; who is not of the store gets and gives nothing', async () => {
    const { openTill, sum, shop } = await openStore();
    const one = await openTill('01');
    await one.bring();
    shop.isCut = true;
    const two = await openTill('02');
    expect(await two.bring()).toMatchObject({ version: '0.2.0' });
    const stranger = await openTill('03', '0418');
    expect(await stranger.bring()).toBeUndefined();
    expect(sum()).toBe(FILE.size);
  });

  test('a till that gives wrong bytes is not believed, is left, and head office is asked at once', async () => {
    const { openTill, sum } = await openStore();
    const bad = await openTill('01');
    await bad.bring();
    const file = (await bad.shelf.wholeOf(FILE.hash)) ?? '';
    // After it was looked at: a disk that went bad, or somebody at work.
    const wrong = Buffer.from(BUNDLE);
    wrong[5] = (wrong[5] ?? 0) ^ 1;
    writeFileSync(file, wrong);
    const two = await openTill('02');
    expect(await two.bring()).toMatchObject({ version: '0.2.0' });
    expect(sum(({ till }) => till === '02')).toBe(FILE.size);
    // In the next life of the one it finds that out itself.
    expect(await openBuildShelf(bad.folder).wholeOf(FILE.hash)).toBeUndefined();
    const three = await openTill('03');
    expect(await three.bring()).toMatchObject({ version: '0.2.0' });
    expect(sum(({ till }) => till === '03')).toBe(0);
  });

  test('who gives dies on the way: the rest comes from another, or from head office, and nothing twice', async () => {
    const { openTill, sum } = await openStore();
    const one = await openTill('01');
    await one.bring();
    const two = await openTill('02');
    let pieces = 0;
    const read = one.shelf.read.bind(one.shelf);
    one.shelf.read = async (...asked) => {
      pieces += 1;
      if (pieces === 2) await one.server.close();
      return read(...asked);
    };
    expect(await two.bring()).toMatchObject({ version: '0.2.0' });
    const fromOffice = sum(({ till }) => till === '02');
    expect(fromOffice).toBeGreaterThan(0);
    expect(fromOffice).toBe(FILE.size - 128 * 1024);
  });

  test('a till in a sale gives nothing; who waits for it asks head office after a minute', async () => {
    const { openTill, sum, shop } = await openStore();
    const one = await openTill('01');
    await one.bring();
    one.state.isFree = false;
    const two = await openTill('02');
    expect(await two.bring()).toMatchObject({ version: '0.2.0' });
    expect(sum(({ till }) => till === '02')).toBe(FILE.size);
    expect(shop.clock).toBeGreaterThanOrEqual(60_000);
    expect(shop.clock).toBeLessThan(70_000);
  });

  test('prices poke every 40 s: they do not begin the wait anew', async () => {
    const { openTill, sum, shop } = await openStore();
    const one = await openTill('01');
    await one.bring();
    one.state.isFree = false;
    const two = await openTill('02');
    const beganMs = shop.clock;
    let slot: Awaited<ReturnType<typeof two.bring>>;
    while (slot === undefined && shop.clock - beganMs < 300_000) {
      const pokeMs = shop.clock + 40_000;
      slot = await two.bring(() => shop.clock >= pokeMs);
    }
    expect(slot).toMatchObject({ version: '0.2.0' });
    expect(sum(({ till }) => till === '02')).toBe(FILE.size);
    expect(shop.clock - beganMs).toBeLessThan(90_000);
  });

  test('who brings it and gets no further is waited for a minute; news end any wait', async () => {
    const { openTill, sum, shop } = await openStore();
    const { promise, resolve } = Promise.withResolvers<void>();
    shop.holds = promise;
    const [one, two] = [await openTill('01'), await openTill('02')];
    const first = one.bring();
    await expect.poll(() => shop.asked).toBe(1);
    let isDue = false;
    const stale = two.bring(() => isDue);
    await expect.poll(() => two.state.naps).toBeGreaterThan(3);
    isDue = true;
    expect(await stale).toBeUndefined();
    expect(sum()).toBe(0);
    const second = two.bring();
    await expect.poll(() => shop.asked, { timeout: 5000 }).toBe(2);
    expect(shop.clock).toBeGreaterThanOrEqual(60_000);
    resolve();
    expect(await Promise.all([first, second])).toMatchObject([
      { version: '0.2.0' },
      { version: '0.2.0' },
    ]);
    expect(sum()).toBe(2 * FILE.size);
  });

  test('what is given has a limit a second, whoever asks', async () => {
    const { openTill } = await openStore();
    const one = await openTill('01');
    await one.bring();
    const two = await openTill('02');
    expect(await two.bring()).toMatchObject({ version: '0.2.0' });
    // Asked again at once it rests; the asker comes back later, and has all but the first piece so.
    expect(two.state.naps).toBeGreaterThanOrEqual(Math.floor(FILE.size / (128 * 1024)));
  });
});

describe('UPD2 bytes that are wrong at one site come from the other', () => {
  test('bytes that a power cut tore on this disk are no site’s fault: it begins anew, also from the only site there', async () => {
    const { openTill, sum, given } = await openStore();
    const one = await openTill('01');
    writeFileSync(one.shelf.partOf(FILE.hash), Buffer.alloc(131_072));
    expect(await one.bring()).toMatchObject({ version: '0.2.0' });
    expect(new Set(given.map(({ site }) => site))).toEqual(new Set(['A']));
    expect(sum()).toBe(2 * FILE.size - 131_072);
  });

  test('the first site is left for that file, and asked again once all were wrong', async () => {
    const { openTill, given, shop } = await openStore();
    shop.wrong = 'A';
    const one = await openTill('01');
    expect(await one.bring()).toMatchObject({ version: '0.2.0' });
    expect(new Set(given.map(({ site }) => site))).toEqual(new Set(['A', 'B']));
    const from = (site: string) => given.filter((one_) => one_.site === site).length;
    expect(from('A')).toBe(from('B'));
  });
});
