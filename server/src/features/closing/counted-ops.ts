import type { ShiftClosedBody, ZStream } from '../../../../src/contracts/end-of-day.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';

/** Where an op stands: its stream, its place there, and the id it is held under or stands for. */
export type OpPlace = { stream: string; seq: number; opId: string };

/** Of a forked stream: the ids on the branch that was closed, and at which places anything is held. */
type Branch = { ids: ReadonlySet<string>; held: ReadonlySet<number> };
/** The ops of one stream that a Z counts; without a branch: all that stand between. */
type Range = ZStream & { branch: Branch | undefined };
export type CountedOps = { shiftId: string; documents: number; ranges: readonly Range[] };

/** What each of these Zs counts; a forked stream is walked down from the Z's own head (CLO8). */
export async function countedOps(db: Db, zs: readonly ShiftClosedBody[]): Promise<CountedOps[]> {
  const forked = await forkedStreams(db, zs);
  const counted: CountedOps[] = [];
  for (const { shift_id: shiftId, streams, figures } of zs) {
    const ranges: Range[] = [];
    for (const told of streams) {
      const branch = forked.has(told.stream) ? await branchOf(db, told) : undefined;
      ranges.push({ ...told, branch });
    }
    const documents = Object.values(figures.numbers).reduce((sum, { count }) => sum + count, 0);
    counted.push({ shiftId, documents, ranges });
  }
  return counted;
}

/** Whether a Z's ops go over this one; of whatever shift it is, which only the op itself says. */
export function goesOver({ ranges }: CountedOps, { stream, seq, opId }: OpPlace): boolean {
  return ranges.some(
    ({ branch, ...range }) =>
      range.stream === stream &&
      seq >= range.from_seq &&
      seq <= range.to_seq &&
      // What was dropped with its month says no more which branch it was on.
      (branch === undefined || branch.ids.has(opId) || !branch.held.has(seq)),
  );
}

/** Whether a Z of the op's own shift counts it: one of another shift goes over it and leaves it out. */
export function isCounted(counted: readonly CountedOps[], shiftId: string, at: OpPlace): boolean {
  return counted.some((z) => z.shiftId === shiftId && goesOver(z, at));
}

async function forkedStreams(db: Db, zs: readonly ShiftClosedBody[]): Promise<Set<string>> {
  const streams = new Set(zs.flatMap((z) => z.streams.map(({ stream }) => stream)));
  const found = await db.query<{ stream: Buffer }>(
    `SELECT stream_id AS stream FROM stream_state
      WHERE stream_id = ANY ($1::bytea[]) AND status = 'forked'`,
    [[...streams].map((stream) => idBytes(stream))],
  );
  return new Set(found.rows.map(({ stream }) => idText(stream)));
}

type Link = { seq: number; prev: Buffer; op_id: Buffer; link: Buffer };

/** The chain that ends in the Z's head. Below a hole no link says which branch it was: as in `walkZ`. */
async function branchOf(db: Db, told: ZStream): Promise<Branch> {
  const found = await db.query<Link>({
    name: 'closing-branch',
    text: `SELECT DISTINCT seq, prev_op_id AS prev, op_id, coalesce(stands_for, op_id) AS link
             FROM all_ops WHERE stream_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq DESC`,
    values: [idBytes(told.stream), told.from_seq, told.to_seq],
  });
  const ids = new Set<string>();
  const bySeq = Map.groupBy(found.rows, (row) => row.seq);
  let wanted = told.head === '' ? undefined : idBytes(told.head);
  let above = told.to_seq + 1;
  for (const [seq, rows] of bySeq) {
    if (seq !== above - 1) wanted = undefined;
    const on = rows.filter(({ link }) => wanted?.equals(link) ?? true);
    for (const { op_id: id, link } of on) ids.add(idText(id)).add(idText(link));
    [above, wanted] = [seq, on[0]?.prev];
  }
  return { ids, held: new Set(bySeq.keys()) };
}
