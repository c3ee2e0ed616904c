import { randomBytes, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { BuildsView } from '../../src/contracts/build-feed.ts';
import { HEADERS } from '../../src/contracts/wire.ts';
import type { ReleaseView } from '../../src/contracts/release.ts';
import { must } from '../../src/domain/assert.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { a, admin, b, newTill, problem, status } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import {
  askBuild,
  buildFile,
  champion,
  keepBuildPart,
  newNonce,
  publish,
  wordOf,
} from './test-builds.ts';

type Site = typeof a;
const STORES = Array.from({ length: 10 }, (_, i) => String(7600 + i));
/** Two parts and a bit. */
const BYTES = randomBytes(1_200_000);
const OLD = '1.0.0';
const NEW = '1.1.0';

const siteKey = (site: Site): string => {
  const der = createPublicKey(readFileSync(site.keyFile)).export({ type: 'spki', format: 'der' });
  return der.subarray(12).toString('base64url');
};
const act = (site: Site, id: string, action: string, who = 'anna') =>
  admin<ReleaseView>(site, `/v1/admin/releases/${id}/act`, { who, why: 'test', action });
const look = async (site: Site, id: string) =>
  (await admin<ReleaseView>(site, `/v1/admin/releases/${id}`)).body;

async function settled(): Promise<void> {
  await waitUntil('change logs to be equal', 8000, async () => {
    const [x, y] = [await status(a), await status(b)];
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });
}

/** What a store's till is told, as soon as it is that. */
async function told(site: Site, store: string, version: string): Promise<void> {
  await waitUntil(`${store} told ${version}`, 8000, async () =>
    (await buildAt(site, store)) === version ? true : undefined,
  );
}
const buildAt = async (site: Site, store: string) =>
  wordOf((await askBuild(site, newTill(store))).body, siteKey(site))?.version;

let made = 0;
async function startPilot(audience: object, percents: number[], build = NEW): Promise<string> {
  made += 1;
  const id = `build-${process.env['VITEST_POOL_ID']}-${made}`;
  const stage = { advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const more = { needs_approval: false, business_hours: false };
  const stages = percents.map((percent) => ({ ...stage, ...more, percent }));
  const release = { id, kind: 'build', build, audience, stages };
  const asked = { who: 'anna', why: 'a build', release };
  const answer = await admin<ReleaseView>(a, '/v1/admin/releases', asked);
  expect(answer.status, answer.text).toBe(200);
  return id;
}

beforeAll(async () => {
  const rows = STORES.map((store) => ({
    ds: 'store',
    k: store,
    op: 'put',
    v: { ...STORE_PROFILE, store, groups: ['builds'] },
  }));
  await admin(a, '/v1/admin/changes', { rows });
  for (const site of [a, b])
    for (const version of [OLD, NEW]) {
      const answer = await publish(site, version, Buffer.concat([BYTES, Buffer.from(version)]));
      expect(answer.status, answer.text).toBe(200);
      await settled();
    }
  await champion(a, OLD);
  await settled();
});

describe('which build a store runs', () => {
  test('BLD1 BLD2 a pilot of a build reaches its share of the stores, and each till its own store’s', async () => {
    const id = await startPilot({ groups: ['builds'] }, [20, 100]);
    const { body } = await act(a, id, 'start');
    expect(body.stores.admitted).toHaveLength(2);
    await settled();
    const [pilot = ''] = body.stores.admitted;
    const other = must(
      STORES.find((store) => !body.stores.admitted.includes(store)),
      'a store outside',
    );
    for (const site of [a, b]) {
      await told(site, pilot, NEW);
      await told(site, other, OLD);
    }
    const second = await startPilot({ stores: [other] }, [100]);
    expect((await act(a, second, 'start')).text).toContain(
      `release ${id} brings another build now`,
    );
    await act(a, id, 'widen');
    await told(a, other, NEW);
    await act(a, id, 'rollback');
    for (const store of [pilot, other]) await told(a, store, OLD);
    await settled();
    for (const store of [pilot, other]) await told(b, store, OLD);
  }, 60_000);

  test('BLD6 a build that is not published, or without a way back, does not go out', async () => {
    const id = await startPilot({ groups: ['builds'] }, [100], '9.9.9');
    expect((await act(a, id, 'start')).text).toContain('build 9.9.9 is not published');
    const same = await startPilot({ groups: ['builds'] }, [100], OLD);
    expect((await act(a, same, 'start')).text).toContain('is the champion already');
    await publish(a, '0.9.0', randomBytes(60));
    const older = await startPilot({ groups: ['builds'] }, [100], '0.9.0');
    expect((await act(a, older, 'start')).text).toContain('is older than the champion 1.0.0');
  });

  test('BLD7 a till that came back from the build by itself takes a pilot of one store back', async () => {
    const store = must(STORES[3], 'a store');
    const id = await startPilot({ stores: [store] }, [100]);
    await act(a, id, 'start');
    await told(a, store, NEW);
    await askBuild(a, newTill(store), { more: `&failed=${NEW}&why=crash` });
    await waitUntil('the pilot to be taken back', 15_000, async () =>
      (await look(a, id)).status === 'rolled-back' ? true : undefined,
    );
    expect((await look(a, id)).history.at(-1)?.why).toBe(
      'tills came back from the build by themselves',
    );
    await told(a, store, OLD);
    const { tills } = (await admin<BuildsView>(a, '/v1/admin/builds')).body;
    expect(tills).toContainEqual(
      expect.objectContaining({ store, failed: NEW, why: 'crash', silent: false }),
    );
  }, 30_000);

  test('BLD7 files damaged on one till’s own disk take no pilot back, not even of one store; on two tills’ a person looks', async () => {
    const store = must(STORES[4], 'a store');
    const id = await startPilot({ stores: [store] }, [100]);
    await act(a, id, 'start');
    await told(a, store, NEW);
    const damaged = () => askBuild(a, newTill(store), { more: `&failed=${NEW}&why=damaged` });
    await damaged();
    // Longer than a pilot of one store needs to be taken back.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect((await look(a, id)).status).toBe('running');
    await damaged();
    await waitUntil('the pilot to be held', 15_000, async () =>
      (await look(a, id)).status === 'paused' ? true : undefined,
    );
    expect((await look(a, id)).history.at(-1)?.why).toContain('damaged on several tills');
    await act(a, id, 'rollback');
    await told(a, store, OLD);
  }, 40_000);

  test('BLD7 one store of several holds the pilot, two take it back', async () => {
    const id = await startPilot({ groups: ['builds'] }, [100]);
    const { body } = await act(a, id, 'start');
    const [one = '', two = ''] = body.stores.admitted;
    await askBuild(a, newTill(one), { more: `&failed=${NEW}&why=hang` });
    await waitUntil('the pilot to be held', 15_000, async () =>
      (await look(a, id)).status === 'paused' ? true : undefined,
    );
    await askBuild(a, newTill(two), { more: `&failed=${NEW}&why=hang` });
    await waitUntil('the pilot to be taken back', 15_000, async () =>
      (await look(a, id)).status === 'rolled-back' ? true : undefined,
    );
  }, 40_000);

  test('BLD7 a second pilot of a build that tills do not take is held, and goes on once somebody resumed', async () => {
    const id = await startPilot({ groups: ['builds'] }, [100]);
    const { body } = await act(a, id, 'start');
    const store = must(body.stores.admitted[5], 'a store');
    const till = newTill(store);
    await told(a, store, NEW);
    await askBuild(a, till, { more: `&failed=9.9.8&why=crash&refuses=${NEW}` });
    await waitUntil('the pilot to be held', 15_000, async () =>
      (await look(a, id)).status === 'paused' ? true : undefined,
    );
    expect((await look(a, id)).history.at(-1)?.why).toContain('do not take the build');
    await act(a, id, 'resume');
    await askBuild(a, till, { more: `&failed=9.9.8&why=crash&refuses=${NEW}` });
    // It is measured anew for this step: nothing holds it any more.
    expect((await act(a, id, 'finish')).body.status).toBe('done');
    await act(a, id, 'rollback');
    await told(a, store, OLD);
    // Each app server answers from a book of half a second.
    await new Promise((resolve) => setTimeout(resolve, 600));
  }, 40_000);
});

describe('the manifest', () => {
  test('BLD2 BLD3 is what electron-updater reads, signed for this till and question', async () => {
    const store = must(STORES[0], 'a store');
    const till = newTill(store);
    const nonce = newNonce();
    await champion(a, OLD);
    await told(a, store, OLD);
    const answer = await askBuild(a, till, { nonce });
    expect(answer.headers.get('content-type')).toContain('text/yaml');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const bytes = Buffer.concat([BYTES, Buffer.from(OLD)]);
    const file = buildFile('linux', bytes);
    const sha512 = Buffer.from(file.hash, 'base64url').toString('base64');
    const url = `files/${file.hash}`;
    expect(parse(answer.body)).toEqual({
      version: OLD,
      files: [{ url, sha512, size: bytes.length }],
      path: url,
      sha512,
      releaseDate: expect.stringMatching(/^20\d\d-/),
    });
    expect(wordOf(answer.body, siteKey(a))).toMatchObject({
      store,
      till_id: till.identity.tillId,
      nonce,
      platform: 'linux',
      version: OLD,
      file,
      sequence: { A: expect.any(Number) },
    });
    // Longer by one sign, cut short, of the other site: not these lines under this key.
    expect(wordOf(answer.body.replace('version: ', 'version:  '), siteKey(a))).toBeUndefined();
    expect(wordOf(answer.body.slice(0, -10), siteKey(a))).toBeUndefined();
    expect(wordOf(answer.body, siteKey(b))).toBeUndefined();
  });

  test('BLD2 another till’s signature, a revoked way of asking, a bad word: refused', async () => {
    const till = newTill(must(STORES[0], 'a store'));
    expect((await askBuild(a, till, { nonce: 'short' })).status).toBe(400);
    expect((await askBuild(a, till, { more: '&why=boredom' })).status).toBe(400);
    expect((await askBuild(a, till, { manifest: 'latest-mac.yml' })).status).toBe(400);
    const path = `/v1/store/builds/latest.yml?nonce=${newNonce()}&build=0.1.0`;
    const other = await till.send(a.url, 'GET', path, new Uint8Array(), {
      [HEADERS.till]: newTill('0418').identity.tillId,
    });
    expect(other.status).toBe(401);
    expect((await fetch(new URL(path, a.url))).status).toBe(400);
  });
});

describe('files of a build', () => {
  const bytes = Buffer.concat([BYTES, Buffer.from(OLD)]);
  const path = `/v1/store/builds/files/${buildFile('linux', bytes).hash}`;
  const ranged = async (range: string) => {
    const till = newTill(must(STORES[0], 'a store'));
    const headers = { ...till.headers('GET', path, new Uint8Array()), range };
    return fetch(new URL(path, a.url), { headers });
  };
  const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

  test('BLD8 come whole, or from where a download broke off', async () => {
    const whole = await ranged('');
    expect(whole.status).toBe(200);
    expect((await bodyOf(whole)).equals(bytes)).toBe(true);
    // Across the seams of the parts.
    const some = await ranged('bytes=524280-1048580');
    expect(some.status).toBe(206);
    expect(some.headers.get('content-range')).toBe(`bytes 524280-1048580/${bytes.length}`);
    expect((await bodyOf(some)).equals(bytes.subarray(524_280, 1_048_581))).toBe(true);
    const rest = await ranged(`bytes=${bytes.length - 5}-`);
    expect((await bodyOf(rest)).toString()).toBe(OLD);
    expect((await ranged(`bytes=${bytes.length}-`)).status).toBe(416);
  });

  test('BLD8 of a build that the store does not run there is none', async () => {
    const till = newTill(must(STORES[0], 'a store'));
    const { hash } = buildFile('linux', Buffer.concat([BYTES, Buffer.from(NEW)]));
    const answer = await till.get(a.url, `/v1/store/builds/files/${hash}`);
    expect(problem(answer)).toBe('not-found');
  });

  test('BLD5 what is not whole is not published, and a version never changes', async () => {
    const torn = randomBytes(700_000);
    const files = [buildFile('linux', torn)];
    const ask = { who: 'anna', version: '3.0.0', files };
    await keepBuildPart(a, must(files[0], 'a file').hash, 0, torn.subarray(0, 512 * 1024));
    expect(problem(await admin(a, '/v1/admin/builds', ask))).toBe('malformed-request');
    // Right in length, other bytes.
    const rest = Buffer.alloc(torn.length - 512 * 1024);
    await keepBuildPart(a, must(files[0], 'a file').hash, 1, rest);
    expect(problem(await admin(a, '/v1/admin/builds', ask))).toBe('malformed-request');
    expect(problem(await publish(a, OLD, randomBytes(100)))).toBe('head-office-conflict');
    const again = await publish(b, OLD, bytes);
    expect(again.body.builds.find(({ version }) => version === OLD)?.here).toBe(true);
    expect((await champion(a, '8.8.8')).status).toBe(404);
  });
});
