import { BackEndDesk } from './back-end/back-end-desk.ts';
import type { Enrolled } from './enrolled.ts';
import type { FlagSet } from './flags/flag-set.ts';
import { openFlags } from './flags/open-flags.ts';
import type { HealthTally } from './health/health-tally.ts';
import type { HostLink } from './host-link.ts';
import type { LineDrillDesk } from './line-drill/line-drill-desk.ts';
import { openLineDrill, type LineDrillParts } from './line-drill/open-line-drill.ts';

/** What head office steers by signed rows: flags, where requests go, and drills. */
export type Steering = {
  flags: FlagSet;
  backEnd: BackEndDesk;
  lineDrill: LineDrillDesk;
  /** New rows are here. */
  rowsSteer: () => void;
};

export async function openSteering(
  host: HostLink,
  identity: Enrolled,
  parts: LineDrillParts,
  health: Pick<HealthTally, 'usesBackEnd'>,
): Promise<Steering> {
  const { db, runner } = parts;
  const flags = await openFlags(identity, db);
  const backEnd = new BackEndDesk({
    host,
    flags,
    streams: () => runner.state.streams,
    uses: (set) => health.usesBackEnd(set),
  });
  const lineDrill = openLineDrill(host, identity, parts);
  await lineDrill.start();
  parts.wire.whenTimed(() => void lineDrill.look());
  const rowsSteer = (): void => {
    backEnd.look();
    void lineDrill.look();
  };
  return { flags, backEnd, lineDrill, rowsSteer };
}
