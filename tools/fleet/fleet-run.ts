import { setTimeout as sleep } from 'node:timers/promises';
import type { Switch } from '../../src/sync/core/sync-state.ts';
import type { TrustedRegion } from '../../src/contracts/read-token.ts';
import type { SitePair } from '../region/site-pair.ts';
import { enrolFleetTill, openIssuer, type Issuer } from './fleet-identity.ts';
import { SAMPLE_EVERY, tillSettings, type FleetPlan } from './fleet-plan.ts';
import { proveSite, sitesBefore, type SiteProof } from './fleet-proof.ts';
import { FleetTally } from './fleet-tally.ts';
import { startFleetTill, type FleetTill } from './fleet-till.ts';
import { fleetMemory, type FleetMemory } from './fleet-memory.ts';
import { sellAtRate } from './sell-at-rate.ts';

/** Everything a run found; `null` where nothing of the kind happened. */
export type FleetRun = {
  sites: readonly string[];
  tally: FleetTally;
  /** Ms from the kill to the switch, a number for each till that was at site A. */
  switchMs: number[];
  /** Tills that were at site A when it was killed. */
  atKilledSite: number;
  /** Ms from the moment site A was started again to the till's return. */
  failBackMs: number[];
  /** Tills that are still away from home, and were not told to stay there by too many switches. */
  notHome: number;
  /** Sales the tills hold at the end that some required site has not confirmed. */
  unconfirmed: number;
  /** From the end of selling until every till was empty, ms. */
  drainedMs: number;
  memory: FleetMemory;
  proofs: SiteProof[];
};

export type FleetScene = {
  pair: SitePair;
  plan: FleetPlan;
  region: TrustedRegion;
  /** Told once a second or so, for people who wait. */
  progress: (line: string) => void;
  /** Told as each phase begins, so that its cost can be measured. */
  onPhase?: (name: string, tally: FleetTally) => void;
  signal: AbortSignal;
};

const STARTING_AT_ONCE = 100;
const STARTED_WITHIN_MS = 30_000;
const DRAINED_WITHIN_MS = 300_000;
const PROGRESS_MS = 2000;

/** Plays the whole plan with a fleet whose region file names these sites, and proves the result. */
export async function runFleet(scene: FleetScene, firstTill: number): Promise<FleetRun> {
  const { pair, signal } = scene;
  const before = await Promise.all([pair.a, pair.b].map(sitesBefore));
  const tally = new FleetTally((name) => scene.onPhase?.(name, tally));
  tally.begin('start');
  const tills: FleetTill[] = [];
  const stopTelling = tellProgress(scene, tally, tills);
  try {
    await startTills(scene, tally, tills, firstTill);
    const play = await playPhases(scene, tally, tills);
    tally.begin('drain');
    const began = performance.now();
    await drained(tills, signal);
    const drainedMs = performance.now() - began;
    const failBackMs = tills.flatMap((t) => comingHome(t.state.switches, play.startedAt));
    const notHome = tills.filter((t) => !isHome(t)).length;
    const unconfirmed = tills.reduce((n, t) => n + t.waiting, 0);
    const memory = fleetMemory(pair, tills.length);
    for (const till of tills) till.stop();
    stopTelling();
    scene.progress('comparing every op with both sites');
    const told = tills.flatMap((t) => t.told());
    const proofs = await Promise.all(
      [pair.a, pair.b].map((site, i) => proveSite(site, told, before[i] ?? NOTHING)),
    );
    const sites = scene.region.file.sites.map((s) => s.id);
    const { switchMs, atKilledSite } = play;
    const ends = { unconfirmed, drainedMs, memory, proofs, failBackMs, notHome };
    return { sites, tally, switchMs, atKilledSite, ...ends };
  } finally {
    stopTelling();
    for (const till of tills) till.stop();
  }
}
const NOTHING = { ops: new Set<string>(), documents: new Set<string>() };

/** A hundred at a time: a region's tills are not switched on in one moment. */
async function startTills(
  { pair, plan, region, signal }: FleetScene,
  tally: FleetTally,
  tills: FleetTill[],
  firstTill: number,
): Promise<void> {
  const issuer: Issuer = openIssuer(pair.a.keyFile, 'A', region);
  const sites = region.file.sites.map((s) => s.id);
  let next = 0;
  const startSome = async (): Promise<void> => {
    while (next < plan.tills && !signal.aborted) {
      const index = next++;
      const isSample = index % SAMPLE_EVERY === 0;
      const till = await startFleetTill({
        identity: enrolFleetTill(issuer, firstTill + index),
        home: sites[Math.floor(index / SAMPLE_EVERY) % sites.length] ?? 'A',
        settings: tillSettings(plan, isSample),
        tally,
        isSample,
      });
      tills.push(till);
      const end = performance.now() + STARTED_WITHIN_MS;
      while (!isHeard(till) && performance.now() < end && !signal.aborted) await sleep(50);
    }
  };
  await Promise.all(Array.from({ length: STARTING_AT_ONCE }, startSome));
}

/** Some site holds its first op. */
function isHeard({ state }: FleetTill): boolean {
  const evidence = state.streams.at(-1)?.evidence ?? {};
  return Object.values(evidence).some((e) => e.contiguous > 0);
}

type Play = { switchMs: number[]; atKilledSite: number; startedAt: number };

/** Steady selling, the peak, site A killed at the peak, site A back. */
async function playPhases(scene: FleetScene, tally: FleetTally, tills: FleetTill[]): Promise<Play> {
  const { pair, plan, signal } = scene;
  const peakRate = plan.steadyRate * plan.peak;
  tally.begin('steady');
  await sellAtRate(tills, plan.steadyRate, plan.steadyMs, signal);
  tally.begin('peak');
  await sellAtRate(tills, peakRate, plan.peakMs, signal);
  tally.begin('site A away');
  const away = tills.filter((t) => t.state.current === 'A');
  const killedAt = performance.now();
  await Promise.all([
    sellAtRate(tills, peakRate, plan.awayMs, signal),
    pair.a.process.kill(),
    pair.a.postgres.kill(),
  ]);
  const switchMs = away.flatMap(({ state }) => {
    const left = state.switches.find((s) => s.from === 'A' && s.at >= killedAt);
    return left === undefined ? [] : [left.at - killedAt];
  });
  tally.begin('site A back');
  // Selling does not wait for a site to start.
  const startedAt = performance.now();
  const started = new AbortController();
  const untilThen = AbortSignal.any([signal, started.signal]);
  await Promise.all([
    startSiteA(pair).finally(() => started.abort()),
    sellAtRate(tills, plan.steadyRate, Infinity, untilThen),
  ]);
  await sellAtRate(tills, plan.steadyRate, plan.backMs, signal);
  return { switchMs, atKilledSite: away.length, startedAt };
}

async function startSiteA({ a }: SitePair): Promise<void> {
  await a.postgres.start();
  await a.start();
}

/** A till that switched too often stays where it is for an hour. */
function isHome({ state }: FleetTill): boolean {
  return state.current === state.home || state.stayUntil > performance.now();
}

/** A return before that moment was from a site that was slow, not from one that was gone. */
function comingHome(switches: readonly Switch[], startedAt: number): number[] {
  const last = switches.findLast((s) => s.reason === 'fail-back' && s.to === 'A');
  return last === undefined || last.at < startedAt ? [] : [last.at - startedAt];
}

/** Resolves when no till has anything left to tell and all are at home, or after long enough. */
async function drained(tills: readonly FleetTill[], signal: AbortSignal): Promise<void> {
  const end = performance.now() + DRAINED_WITHIN_MS;
  const isDone = (): boolean => tills.every((t) => t.waiting === 0 && isHome(t));
  while (!isDone() && performance.now() < end && !signal.aborted) await sleep(100);
}

function tellProgress(
  { progress, plan }: FleetScene,
  tally: FleetTally,
  tills: readonly FleetTill[],
): () => void {
  const timer = setInterval(() => {
    const { phase } = tally;
    const seconds = Math.round((performance.now() - phase.startedAt) / 1000);
    const sold = tally.phases.reduce((n, p) => n + p.sold, 0);
    const acked = tally.phases.reduce((n, p) => n + p.firstSite.length, 0);
    const waiting = tills.reduce((n, t) => n + t.waiting, 0);
    const atA = tills.filter((t) => t.state.current === 'A').length;
    progress(
      `${phase.name} ${seconds} s: ${tills.length} of ${plan.tills} tills, ${atA} at site A; ` +
        `${sold} sold, ${acked} at a site, ${waiting} ops wait for both`,
    );
  }, PROGRESS_MS);
  return () => clearInterval(timer);
}
