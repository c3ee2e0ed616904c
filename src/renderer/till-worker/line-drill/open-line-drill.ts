import { DRILL_DATASET, LineDrill } from '../../../contracts/line-drill.ts';
import { parse, parseJson } from '../../../contracts/parse.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { Committer } from '../../../sync/core/commit.ts';
import type { SyncRunner } from '../../../sync/core/sync-runner.ts';
import type { Enrolled } from '../enrolled.ts';
import type { HostLink } from '../host-link.ts';
import type { PullLane } from '../pull-lane.ts';
import { random } from '../random.ts';
import { plainFact } from '../selling/facts.ts';
import { businessDateAt } from '../selling/till-rules.ts';
import type { WireClient } from '../wire-client.ts';
import { workerClock } from '../worker-clock.ts';
import { DrillNote, LineDrillDesk } from './line-drill-desk.ts';

export type LineDrillParts = {
  db: TillDb;
  committer: Committer;
  runner: SyncRunner;
  lane: PullLane;
  wire: WireClient;
  changed: () => void;
};

const NOTE = 'line-drill';
const DAY_MS = 86_400_000;

/** The desk of line drills on this till's database, host and clock. */
export function openLineDrill(
  host: HostLink,
  { store, profile }: Enrolled,
  { db, committer, runner, lane, wire, changed }: LineDrillParts,
): LineDrillDesk {
  const dayAt = (ms: number): string => businessDateAt(ms, profile.time_zone);
  return new LineDrillDesk({
    host,
    clock: workerClock,
    random,
    nowMs: () => wire.forwardMs(),
    hasTime: () => wire.hasTime,
    async row() {
      const held = await db.rows.get([DRILL_DATASET, store]);
      return held?.v == null ? undefined : parseJson(LineDrill, held.v);
    },
    note: {
      read: async () => parse(DrillNote, (await db.one.get(NOTE))?.value) ?? {},
      write: async (value) => void (await db.one.put({ name: NOTE, value })),
    },
    head: () => committer.head,
    async sold({ stream, from, to, fromMs }) {
      // No document of it is of an earlier day, however late it is told of.
      const since = dayAt(fromMs - 2 * DAY_MS);
      const docs = await db.docs
        .where('businessDate')
        .aboveOrEqual(since)
        .filter((doc) => doc.stream === stream && doc.seq >= from && doc.seq <= to)
        .toArray();
      const sums = docs.map(({ body }) => (body as Sale).totals.gross);
      return { documents: docs.length, gross: sums.reduce((sum, one) => sum + one, 0) };
    },
    waiting: () =>
      runner.state.streams.reduce((sum, one) => sum + Math.max(0, one.headSeq - one.released), 0),
    currency: profile.currency,
    async tell(body) {
      const done = await committer.commit(plainFact('line-drill', dayAt(wire.correctedMs()), body));
      return done.ok;
    },
    async ask() {
      const { current, sites } = runner.state;
      // The loop chooses no other site while the line is away; the stop may stand at one.
      const others = sites.map(({ id }) => id).filter((id) => id !== current);
      for (const site of [current, ...others])
        if (await lane.pullOnly(site, DRILL_DATASET).catch(() => false)) return;
    },
    changed,
    back: () => runner.dispatch({ type: 'wake' }),
  });
}
