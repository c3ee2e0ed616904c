import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from '../../src/domain/assert.ts';
import type { SyncSettings } from '../../src/sync/core/settings.ts';
import { addressesDialled } from './dialled.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { enrolmentCode, regionAt, type FaultRegion } from './fault-region.ts';
import { startHeadlessTill, type HeadlessTill } from './headless-till.ts';
import type { Certificate } from './spoken-faults.ts';

/** One till whose home is site A, and a proxy before each site. */
export type Scene = {
  a: FaultProxy;
  b: FaultProxy;
  till: HeadlessTill;
  /** `host:port` of everything the till may dial. */
  sites: readonly string[];
  stop(): Promise<void>;
};

export type SceneOptions = {
  settings?: Partial<SyncSettings>;
  /** Sites speak TLS: what they show, and what the till trusts. */
  tls?: { shown: Certificate; trusted: readonly string[] };
  /** The site that redeems the enrolment code; A unless it is away. */
  enrolAt?: 'A' | 'B';
  /** Only this site must have acknowledged before the play begins, e.g. where the other is away. */
  waitFor?: 'A' | 'B';
  /** Other ways to a site than through its proxy's own address. */
  ways?: (urls: Record<'A' | 'B', string>) => Promise<Record<'A' | 'B', string>>;
};

/** Numbers from here on are no other's: a region may have tills of its own. */
const FIRST_TILL = 50;
let tills = 0;

/** Sold once, confirmed by both sites: connections are open and kept, site A is current. */
export async function startScene(region: FaultRegion, o: SceneOptions = {}): Promise<Scene> {
  const number = FIRST_TILL + (tills % FIRST_TILL);
  tills += 1;
  const proxies = [await startFaultProxy(o.tls?.shown), await startFaultProxy(o.tls?.shown)];
  const [a, b] = proxies as [FaultProxy, FaultProxy];
  a.target = region.urls.A;
  b.target = region.urls.B;
  const own = { A: a.url, B: b.url };
  const urls = (await o.ways?.(own)) ?? own;
  const { folder, regionFile } = regionAt(region, urls);
  const caFile = path.join(folder, 'authorities.pem');
  if (o.tls !== undefined) writeFileSync(caFile, o.tls.trusted.join(''));
  const till = await startHeadlessTill({
    folder,
    regionFile,
    ...(o.tls === undefined ? {} : { caFile }),
    code: await enrolmentCode(region, String(number), o.enrolAt),
    home: 'A',
    ...(o.settings === undefined ? {} : { settings: o.settings }),
  });
  const seq = await till.sell();
  await (o.waitFor === undefined ? confirmed(till, seq) : acknowledged(till, o.waitFor, seq, 0));
  return {
    a,
    b,
    till,
    sites: Object.values(urls).map((url) => new URL(url).host),
    async stop() {
      await till.stop();
      await a.close();
      await b.close();
    },
  };
}

/** One scene from start to end; a till that dialled a stranger fails whatever was looked at (I10). */
export async function withScene(
  region: FaultRegion,
  options: SceneOptions,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const scene = await startScene(region, options);
  try {
    await play(scene);
  } finally {
    await scene.stop();
  }
  const strangers = addressesDialled(scene.till.tillId).filter((x) => !scene.sites.includes(x));
  assert(
    strangers.length === 0,
    `dialled ${strangers.join(', ')}, sites are ${scene.sites.join()}`,
  );
}

/** Resolves once every required site confirmed the stream up to `seq`. */
export function confirmed(till: HeadlessTill, seq: number, ms = 20_000): Promise<true> {
  return till.until(`both sites at ${seq}`, ms, () => releasedOf(till) >= seq);
}

/** Resolves when nothing is under way at a site and nothing is due there soon. */
export function quiet(till: HeadlessTill, site: string): Promise<true> {
  return till.until(`quiet at site ${site}`, 10_000, () => {
    const soon = till.clock.now() + SOON_MS;
    const isDue = till.state.streams.some((s) => (s.nextHello[site] ?? 0) < soon);
    return !isDue && !till.state.flights.some((f) => f.site === site && f.kind !== 'pull');
  });
}
const SOON_MS = 1500;

export function releasedOf(till: HeadlessTill): number {
  return till.state.streams.at(-1)?.released ?? 0;
}

/** When a site itself first said after `since` that it holds all up to `seq`; ms of `performance.now()`. */
export async function acknowledged(
  till: HeadlessTill,
  site: string,
  seq: number,
  since: number,
  ms = 30_000,
): Promise<number> {
  const call = await till.until(`site ${site} to acknowledge ${seq}`, ms, () =>
    till.calls.find(
      (c) =>
        c.site === site && c.verdict === 'ok' && c.endedAt >= since && (c.contiguous ?? 0) >= seq,
    ),
  );
  return call.endedAt;
}
