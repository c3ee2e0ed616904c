import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RegionTrust } from '../../../src/contracts/region.ts';
import { addressesDialled, dialling } from '../dialled.ts';
import { heals } from '../failover.ts';
import type { Fault } from '../fault-proxy.ts';
import { report } from '../fault-report.ts';
import { enrolmentCode, regionAt, startFaultRegion, type FaultRegion } from '../fault-region.ts';
import { openHeadlessHost } from '../headless-host.ts';
import { confirmed, startScene, withScene, type Scene } from '../scene.ts';
import { spoken, type Spoken } from '../spoken-faults.ts';

/*
 * Europe and North America at once, two real sites and a till each. Every connection of this process
 * is noted at the socket, by the till that made it; what is dialled must be one of the two addresses
 * that its own region file names, whatever anybody says (I10).
 */

const eu = inject('faultRegion');
let na: FaultRegion;
let american: Scene;
let stopNa: () => Promise<void>;

beforeAll(async () => {
  const started = await startFaultRegion({ region: 'na' });
  na = started.region;
  stopNa = started.stop;
  american = await startScene(na);
}, 120_000);
afterAll(async () => {
  await american.stop();
  await stopNa();
});

const hostOf = (url: string): string => new URL(url).host;
const sitesOf = (region: FaultRegion): string[] => Object.values(region.urls).map(hostOf);

/** The American till sells on as if nothing were, and has met nobody but its own. */
async function americaIsWell(): Promise<void> {
  await confirmed(american.till, await american.till.sell());
  expect(american.till.alarms).toEqual([]);
  const { tillId } = american.till;
  expect(addressesDialled(tillId).toSorted()).toEqual([...american.sites].toSorted());
}

test('I10: both regions at once: each till sells to its own two sites and knows no other', async () => {
  await withScene(eu, {}, async ({ till, sites }) => {
    await confirmed(till, await till.sell(5));
    await americaIsWell();
    expect(till.tillId).toMatch(/^eu-/);
    expect(american.till.tillId).toMatch(/^na-/);
    expect(addressesDialled(till.tillId).toSorted()).toEqual([...sites].toSorted());
    // The notebook is awake: what is dialled under a name stands under it.
    const probe = dialling('probe', () =>
      net.connect(Number(new URL(na.urls.A).port), '127.0.0.1'),
    );
    await once(probe, 'connect');
    probe.destroy();
    expect(addressesDialled('probe')).toEqual([hostOf(na.urls.A)]);
  });
});

/** The same answer with other words, where it has them. */
const saying =
  (words: () => Record<string, unknown>, only: string) =>
  (_path: string, answer: Spoken): Spoken => {
    const said = JSON.parse(answer.body.toString() || '{}') as Record<string, unknown>;
    if (!(only in said)) return answer;
    return { ...answer, body: Buffer.from(JSON.stringify({ ...said, ...words() })) };
  };

const trustOf = (region: FaultRegion): RegionTrust =>
  JSON.parse(readFileSync(path.join(region.dir, 'region-trust.json'), 'utf8')) as RegionTrust;

test.each<{ name: string; did: string; fault: () => Fault }>([
  { name: 'its own region is down', did: 'sold on', fault: () => 'refuse' },
  {
    name: 'both sites answer with a redirect to the other region',
    did: 'sold on, not followed',
    fault: () => ({
      answer: (asked) => spoken(307, 'text/html', '', { location: `${na.urls.A}${asked}` }),
    }),
  },
  {
    name: 'both sites say hello in the name of the other region',
    did: 'sold on, quarantined',
    fault: () => ({ alter: saying(() => ({ region: 'na', site: 'A' }), 'nonce_sig') }),
  },
  {
    name: 'hello brings the region file of the other region',
    did: 'sold on, not taken',
    fault: () => ({
      alter: saying(() => ({ region_file: trustOf(na).region_file }), 'nonce_sig'),
    }),
  },
])('I10: $name: no address of it is dialled, and it sells', async ({ name, did, fault }) => {
  await withScene(eu, {}, async (scene) => {
    const { a, b, till } = scene;
    const sold = till.stream.headSeq;
    await Promise.all([a.set(fault()), b.set(fault())]);
    expect(await till.sell(10)).toBe(sold + 10);
    till.clock.setPace(60);
    // Long enough for every retry, probe and switch to have had its turn at both sites.
    const from = till.calls.length;
    await till.until('several calls at each site', 30_000, () =>
      ['A', 'B'].every((site) => till.calls.slice(from).filter((c) => c.site === site).length > 2),
    );
    till.clock.setPace(1);
    await americaIsWell();
    const failed = till.calls.slice(from).filter((call) => call.verdict !== 'ok');
    expect(a.struck + b.struck + failed.length).toBeGreaterThan(0);
    expect(addressesDialled(till.tillId).filter((x) => sitesOf(na).includes(x))).toEqual([]);
    report({ id: 'I10', fault: name, did });
    await heals(scene);
  });
});

test('I10: an enrolment code of the other region is refused by its own region, and not carried there', async () => {
  const code = await enrolmentCode(na, '91');
  const place = regionAt(eu, eu.urls);
  await dialling('stranger', async () => {
    const { link, close } = await openHeadlessHost(place);
    const answer = await link.invoke('identity.enrol', { code });
    expect(answer).toMatchObject({ ok: false, kind: 'code-unknown' });
    await close();
  });
  expect(addressesDialled('stranger')).toEqual([hostOf(eu.urls.A)]);
});
