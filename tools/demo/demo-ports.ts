import { createServer } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import type { Ports } from '../region/site-pair.ts';
import { badInput, DemoError } from './demo-error.ts';
import { inRegion, REGIONS, type Region } from './demo-home.ts';

/** Ports of one region's demo, all on 127.0.0.1. */
export type DemoPorts = Ports & {
  /** The browser till's one fixed origin, never a site's (D24). */
  till: number;
  /** Where people of head office sign in to the console. */
  identity: number;
  /** `npm run site`, `price`, `flag`, `enrol` and `verify` speak to it. */
  control: number;
};

/** Below what systems hand out to outgoing connections, so that nobody takes them by chance. */
const DEFAULT_BASE = 24_100;
const REGION_STEP = 100;
const HIGHEST_BASE = 65_000;

/** EVERTILL_PORT_BASE, else 24100. Regions follow each other, a hundred apart. */
function portBase(env: NodeJS.ProcessEnv): number {
  const text = env['EVERTILL_PORT_BASE'];
  if (text === undefined || text === '') return DEFAULT_BASE;
  const base = Number(text);
  if (!Number.isInteger(base) || base < 1024 || base > HIGHEST_BASE)
    throw badInput(`EVERTILL_PORT_BASE is ${text}: give a port from 1024 to ${HIGHEST_BASE}`);
  return base;
}

export function demoPorts(region: Region, env: NodeJS.ProcessEnv = process.env): DemoPorts {
  const base = portBase(env) + REGIONS.indexOf(region) * REGION_STEP;
  return {
    till: base,
    siteA: base + 1,
    siteB: base + 2,
    identity: base + 3,
    control: base + 9,
    postgresA: base + 11,
    postgresB: base + 12,
  };
}

/** Tills know the sites by address, so a demo keeps the ports it was made with. */
export function refuseMovedPorts(dir: string, region: Region, ports: DemoPorts): void {
  const file = inRegion.pair(dir);
  if (!existsSync(file)) return;
  const { ports: kept } = JSON.parse(readFileSync(file, 'utf8')) as { ports: Ports };
  if (kept.siteA === ports.siteA) return;
  const base = kept.siteA - 1 - REGIONS.indexOf(region) * REGION_STEP;
  throw new DemoError(
    `the data in ${dir} was made with EVERTILL_PORT_BASE=${base}: set it so, or start with --reset`,
  );
}

/** Throws one line naming every port that somebody else listens on. Nothing has started yet. */
export async function refuseTakenPorts(ports: DemoPorts): Promise<void> {
  const numbers = Object.values(ports);
  const taken = await Promise.all(numbers.map(isTaken));
  const list = numbers.filter((_, i) => taken[i]);
  if (list.length === 0) return;
  const which = list.length === 1 ? `port ${list[0]} is` : `ports ${list.join(', ')} are`;
  throw new DemoError(
    `${which} in use: end the demo or program there, or set EVERTILL_PORT_BASE to another base (and --reset)`,
  );
}

function isTaken(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  return promise;
}
