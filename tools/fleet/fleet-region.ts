import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegion, type TrustedRegion } from '../../src/contracts/read-token.ts';
import { nodeTokenTools } from '../../src/main/identity/token-tools.ts';
import { startPair, type PairOptions, type SitePair } from '../region/site-pair.ts';

/** A site that comes back starts beside a load that leaves it little of the machine. */
const READY_WITHIN_MS = 180_000;

export type FleetRegion = {
  pair: SitePair;
  /** The region as its tills know it. */
  both: TrustedRegion;
  /** The same region for tills that know site A alone. */
  onlyA: TrustedRegion;
  stop(): Promise<void>;
};

/** A real pair in a folder of its own; `stop` ends and removes everything, however often it is called. */
export async function startFleetRegion(options: PairOptions = {}): Promise<FleetRegion> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-fleet-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const remove = (): void => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const env = { EVERTILL_LOG_LEVEL: 'warn', ...options.env };
    const pair = await startPair(dir, {
      region: 'eu',
      webWorkers: 2,
      readyWithinMs: READY_WITHIN_MS,
      ...options,
      env,
    });
    const both = await openRegion(nodeTokenTools, pair.keys.trust);
    if (both === undefined) throw new Error('the region file does not hold');
    const sites = both.file.sites.filter((s) => s.id === 'A');
    let stopped: Promise<void> | undefined;
    const end = (): Promise<void> => pair.stop().finally(remove);
    return {
      pair,
      both,
      onlyA: { ...both, file: { ...both.file, sites } },
      stop: () => (stopped ??= end()),
    };
  } catch (error) {
    remove();
    throw error;
  }
}
