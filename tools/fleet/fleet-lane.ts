import type { ChangeRow } from '../../src/contracts/wire.ts';
import type { EnrolledTill } from '../../src/main/identity/till-session.ts';
import {
  DRILLS,
  PEOPLE,
  PERMISSIONS,
  PROMOTIONS,
  RANKS,
} from '../../src/renderer/till-worker/head-office/held-rows.ts';
import { isGenuine } from '../../src/renderer/till-worker/head-office/is-genuine.ts';
import type { PullSink } from '../../src/renderer/till-worker/head-office/pull-changes.ts';
import { PullLane } from '../../src/renderer/till-worker/pull-lane.ts';
import { signatureHolds } from '../../src/renderer/till-worker/verify-signature.ts';
import type { WireClient } from '../../src/renderer/till-worker/wire-client.ts';
import type { StreamRow } from '../../src/sync/core/ports.ts';

/** The sets of a till with a catalogue and customers, in its order. */
const SETS: readonly (readonly string[])[] = [
  ...[PEOPLE, RANKS, PERMISSIONS, DRILLS, PROMOTIONS].map((set) => set.datasets),
  ['article', 'price'],
  ['customer'],
];

/** A till's pull lane; what it pulls is checked as a till does and then only told. */
export function fleetLane(
  { region }: EnrolledTill,
  wire: WireClient,
  stream: () => StreamRow,
  onRow: (row: ChangeRow) => void,
): PullLane {
  const keys = new Map(region.file.sites.map((s) => [s.id, s.key]));
  const sinkOf = (datasets: readonly string[]): PullSink => {
    let held: string | undefined;
    const take = async (changes: readonly ChangeRow[], cursor: string): Promise<void> => {
      for (const row of changes) if (await isGenuine(row, keys, signatureHolds)) onRow(row);
      held = cursor;
    };
    return {
      datasets,
      cursor: () => Promise.resolve(held),
      apply: take,
      reset: (_segments, changes, cursor) => take(changes, cursor),
      held: () => Promise.resolve(new Map()),
      keep: () => undefined,
      progress: () => undefined,
    };
  };
  return new PullLane({
    get: (site) => (path) => wire.get(site, path, stream()),
    sinks: SETS.map(sinkOf),
    now: () => performance.now(),
    // No till of the fleet is looked at for two weeks.
    current: () => undefined,
  });
}
