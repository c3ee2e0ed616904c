import { setTimeout as sleep } from 'node:timers/promises';
import { fleetPlan, tillSettings } from '../tools/fleet/fleet-plan.ts';
import { enrolFleetTill, openIssuer } from '../tools/fleet/fleet-identity.ts';
import { startFleetRegion, type FleetRegion } from '../tools/fleet/fleet-region.ts';
import { FleetTally } from '../tools/fleet/fleet-tally.ts';
import { startFleetTill, type FleetTill } from '../tools/fleet/fleet-till.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import type { BenchRun } from './bench-run.ts';
import { consoleFleet } from './console-fleet.ts';
import { cpuUse, microsAnOp } from './cpu-use.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const TILLS = 5000;
const ROUNDS = 5;
const GOAL_MS = 5000;
const PART = 0.99;
const FLAG = 'sell-quick-cash';
const STARTING_AT_ONCE = 100;
const LOST_AFTER_MS = 120_000;
/** The console asks for a provider; this bench signs in without it. */
const NOBODY = {
  EVERTILL_OIDC_ISSUER: 'http://127.0.0.1:9',
  EVERTILL_OIDC_CLIENT_ID: 'bench',
  EVERTILL_OIDC_CLIENT_SECRET: 'known to this bench alone',
};
/** Tills that just came ask for everything once; a flag is pushed to a fleet at rest. */
const REST_MS = 30_000;

/**
 * A flag written at one site until 99 % of 5,000 tills there hold it: real tills' loops, lanes, event
 * streams and checks of the signature, one process, on the machine that also runs both sites. Their
 * hellos are further apart than shipped (two cores carry the whole region); everything else is theirs.
 */
export async function flagSpread({
  quick,
  say,
}: Pick<BenchRun, 'quick' | 'say'>): Promise<Metric[]> {
  const tills = quick ? 200 : TILLS;
  const region = await startFleetRegion({ webWorkers: 2, env: NOBODY });
  const fleet: FleetTill[] = [];
  try {
    const heard = new Heard();
    await startFleet(region, tills, fleet, heard);
    say(`${fleet.length} tills listen`);
    await sleep(quick ? 5000 : REST_MS);
    const took: number[] = [];
    const killed: number[] = [];
    const before = cpuUse();
    const began = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [times, state] of [
        [took, 'ENABLED'],
        [killed, 'DISABLED'],
      ] as const) {
        const spread = await heard.of(tills, () => publish(region, state));
        times.push(spread);
        say(`${state === 'ENABLED' ? 'switched on' : 'killed'}: ${Math.round(spread)} ms`);
        await sleep(2000);
      }
    }
    const cpu = microsAnOp(before, cpuUse(), tills * 2 * ROUNDS);
    const settings = { tills, rounds: ROUNDS, part: PART, microsATill: cpu };
    const seconds = rounded((performance.now() - began) / 1000);
    return [
      metric('flag.spread', took, { ...settings, seconds }),
      metric('flag.spread kill switch', killed, settings),
      ...(await consoleFleet(region.pair, tills)),
    ];
  } finally {
    for (const till of fleet) till.stop();
    await region.stop();
  }
}

function metric(name: string, times: readonly number[], settings: Metric['settings']): Metric {
  // The worst round: a kill switch that is late once is late.
  const value = Math.max(...times);
  return {
    name,
    value: rounded(value),
    unit: 'ms',
    goal: `≤ ${GOAL_MS} ms from the write to 99 % of ${TILLS} tills, the slowest of ${ROUNDS}`,
    holds: value <= GOAL_MS,
    comparedWith: `limit ${GOAL_MS} ms`,
    peerValue: GOAL_MS,
    ratio: rounded(value / GOAL_MS),
    samples: { spread: allRounded(times) },
    settings: { ...settings, median: rounded(quantile(times, 0.5)) },
  };
}

/** Who holds which row of the flag, by its stamp. */
class Heard {
  readonly #tills = new Map<number, Set<number>>();
  #told: () => void = () => undefined;

  row(till: number, hlc: number): void {
    const known = this.#tills.get(hlc) ?? new Set();
    this.#tills.set(hlc, known.add(till));
    this.#told();
  }

  /** Ms from before the write until 99 % of so many tills hold what it wrote. */
  async of(tills: number, write: () => Promise<number>): Promise<number> {
    const began = performance.now();
    const hlc = await write();
    const enough = Math.ceil(tills * PART);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const look = (): void => {
      if ((this.#tills.get(hlc)?.size ?? 0) >= enough) resolve(performance.now() - began);
    };
    const timer = setTimeout(
      () => reject(new Error(`only ${this.#tills.get(hlc)?.size ?? 0} tills have it`)),
      LOST_AFTER_MS,
    );
    this.#told = look;
    look();
    return promise.finally(() => clearTimeout(timer));
  }
}

async function publish({ pair }: FleetRegion, state: 'ENABLED' | 'DISABLED'): Promise<number> {
  const v = { state, variants: { on: true, off: false }, defaultVariant: 'on' };
  const rows = [{ ds: 'flag', k: FLAG, op: 'put', v }];
  const { hlc } = await askAdmin<{ hlc: number }>(
    pair.a.url,
    pair.adminToken,
    '/v1/admin/changes',
    {
      rows,
    },
  );
  return hlc;
}

async function startFleet(
  { pair, onlyA }: FleetRegion,
  tills: number,
  fleet: FleetTill[],
  heard: Heard,
): Promise<void> {
  const issuer = openIssuer(pair.a.keyFile, 'A', onlyA);
  const tally = new FleetTally(() => undefined);
  tally.begin('start');
  const plan = fleetPlan({ tills, minutes: 2, peak: 1 });
  let next = 0;
  const startSome = async (): Promise<void> => {
    while (next < tills) {
      const index = next++;
      const till = await startFleetTill({
        identity: enrolFleetTill(issuer, index),
        home: 'A',
        settings: tillSettings(plan, false),
        tally,
        isSample: false,
        onRow: ({ ds, k, hlc }) => {
          if (ds === 'flag' && k === FLAG) heard.row(index, hlc);
        },
      });
      fleet.push(till);
      while (till.state.eventsOpen['A'] !== true) await sleep(50);
    }
  };
  await Promise.all(Array.from({ length: STARTING_AT_ONCE }, startSome));
}
