import type { FleetRun } from './fleet-run.ts';
import { countRequests, partOf, type Phase } from './fleet-tally.ts';

/** Sales of one phase; ms, undefined where nothing was measured. */
export type PhaseNumbers = {
  name: string;
  seconds: number;
  sold: number;
  soldASecond: number;
  firstSiteP50: number | undefined;
  firstSiteP99: number | undefined;
  bothSitesP50: number | undefined;
  bothSitesP99: number | undefined;
  /** Requests by what came of them. */
  hellos: Record<string, number>;
  pushes: Record<string, number>;
  mostHellosASecond: number;
};

type Spread = {
  tills: number;
  p50: number | undefined;
  p99: number | undefined;
  most: number | undefined;
};

export type FleetNumbers = {
  sites: readonly string[];
  sold: number;
  acknowledged: number;
  unconfirmed: number;
  lost: number;
  doubled: number;
  phases: PhaseNumbers[];
  /** Pushes sent for each that was taken. */
  retryAmplification: number;
  /** Ops that travelled for each that was told. */
  opsSentPerOp: number;
  switched: Spread & { atKilledSite: number };
  failBack: Spread & { first: number | undefined; notHome: number };
  /** Failed requests of all requests while selling. */
  errorShare: number;
  /** Sales that no site had acknowledged after five seconds, of all sales. */
  lateShare: number;
  drainedMs: number;
  memory: FleetRun['memory'];
  proofs: FleetRun['proofs'];
};

const LATE_MS = 5000;

export function fleetNumbers(run: FleetRun): FleetNumbers {
  const { tally, proofs } = run;
  const { phases } = tally;
  const selling = phases.filter((p) => p.sold > 0);
  const first = phases.flatMap((p) => p.firstSite);
  const sold = phases.reduce((n, p) => n + p.sold, 0);
  const taken = countRequests(phases, ['ops'], (v) => v === 'ok');
  const told = proofs[0]?.told ?? 0;
  const all = countRequests(selling, ['hello', 'ops']);
  const failed = countRequests(selling, ['hello', 'ops'], (v) => v !== 'ok' && v !== 'aborted');
  const late = first.filter((ms) => ms > LATE_MS).length + sold - first.length;
  return {
    sites: run.sites,
    sold,
    acknowledged: first.length,
    unconfirmed: run.unconfirmed,
    lost: sum(proofs.map((p) => p.lost)),
    doubled: sum(proofs.map((p) => p.doubled)),
    phases: phases.map(phaseNumbers),
    retryAmplification: ratio(countRequests(phases, ['ops']), taken),
    opsSentPerOp: ratio(tally.opsSent, told),
    switched: { ...spread(run.switchMs), atKilledSite: run.atKilledSite },
    failBack: {
      ...spread(run.failBackMs),
      first: whole(partOf(run.failBackMs, 0)),
      notHome: run.notHome,
    },
    errorShare: ratio(failed, all),
    lateShare: ratio(late, sold),
    drainedMs: Math.round(run.drainedMs),
    memory: run.memory,
    proofs,
  };
}

function phaseNumbers(p: Phase): PhaseNumbers {
  const end = p.endedAt === Infinity ? performance.now() : p.endedAt;
  const seconds = (end - p.startedAt) / 1000;
  return {
    name: p.name,
    seconds: Math.round(seconds),
    sold: p.sold,
    soldASecond: Math.round(p.sold / seconds),
    firstSiteP50: whole(partOf(p.firstSite, 0.5)),
    firstSiteP99: whole(partOf(p.firstSite, 0.99)),
    bothSitesP50: whole(partOf(p.bothSites, 0.5)),
    bothSitesP99: whole(partOf(p.bothSites, 0.99)),
    hellos: Object.fromEntries(p.requests.hello),
    pushes: Object.fromEntries(p.requests.ops),
    mostHellosASecond: p.perSecond.hello.reduce((most, n) => Math.max(most, n), 0),
  };
}

function spread(samples: readonly number[]): Spread {
  const at = (part: number): number | undefined => whole(partOf(samples, part));
  return { tills: samples.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ratio = (a: number, b: number): number => (b === 0 ? 0 : Number((a / b).toPrecision(4)));
const whole = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(ms);
