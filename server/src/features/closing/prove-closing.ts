import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { OpRange, ZProof } from '../../../../src/contracts/store-day.ts';
import type { GrandTotals } from '../../../../src/domain/cashup/grand-totals.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';
import { floorsOf } from '../retention/floors.ts';
import { foldZ, type FoundZ } from './fold-z.ts';
import { peerReach, type Reach } from './peer-holds.ts';
import { zBefore } from './z-before.ts';

/** A Z and the op that told it. */
export type Closing = {
  tillId: string;
  stream: string;
  seq: number;
  /** When the till told it, by its own clock. */
  atMs: number;
  opId: string;
  z: ShiftClosedBody;
};

/** Whose word is asked for; `peer` undefined: the region has this site alone. */
export type Sites = { peer: string | undefined };

const MOST_KEPT = 1000;
/** Zs found whole here: what an op id stands for never changes, so neither does this. */
const whole = new Map<string, FoundZ>();

/** Says whether all that a Z counts is here and there, and adds up to it; names what is not. */
export async function proveClosing(db: Db, sites: Sites, closing: Closing): Promise<ZProof> {
  const { z } = closing;
  const documents = Object.values(z.figures.numbers).reduce((sum, { count }) => sum + count, 0);
  const before = await zBefore(db, closing);
  const faults = [
    ...strangeTill(closing),
    ...before.faults,
    ...(await strangeStreams(db, closing)),
  ];
  const isArchived = await isDropped(db, z);
  const found = isArchived ? NOTHING_FOUND : await foundHere(db, closing, before.grand);
  const waiting =
    sites.peer === undefined || isArchived ? [] : await notThere(db, sites.peer, closing);
  const proof = { documents, ...found, waiting, faults: [...faults, ...found.faults] };
  return { state: isArchived && faults.length === 0 ? 'archived' : stateOf(proof), ...proof };
}

const NOTHING_FOUND: FoundZ = {
  missing: { ops: [], documents: 0, numbers: [] },
  differences: [],
  faults: [],
};

function stateOf({
  missing,
  waiting,
  differences,
  faults,
}: Omit<ZProof, 'state'>): ZProof['state'] {
  if (differences.length > 0 || faults.length > 0) return 'differs';
  if (missing.ops.length > 0 || missing.documents > 0) return 'missing';
  return waiting.length > 0 ? 'waiting' : 'whole';
}

async function foundHere(db: Db, { opId, z }: Closing, before?: GrandTotals): Promise<FoundZ> {
  const key = `${opId} ${before?.sales} ${before?.reductions}`;
  const known = whole.get(key);
  if (known !== undefined) return known;
  const found = await foldZ(db, z, before);
  const isWhole = found.missing.ops.length === 0 && found.faults.length === 0;
  if (isWhole) {
    const [oldest] = whole.keys();
    if (oldest !== undefined && whole.size >= MOST_KEPT) whole.delete(oldest);
    whole.set(key, found);
  }
  return found;
}

/** Ops of the Z, and the one that told it, which the other site does not confirm. */
async function notThere(
  db: Db,
  peer: string,
  { z, stream, seq, opId }: Closing,
): Promise<OpRange[]> {
  const own: OpRange & Reach = { stream, from_seq: seq, to_seq: seq, head: opId };
  const waiting: OpRange[] = [];
  for (const { stream: id, from_seq: from, to_seq: to, head } of [...z.streams, own]) {
    if (to < from) continue;
    const reach = await peerReach(db, peer, { stream: id, to_seq: to, head });
    if (reach < to) waiting.push({ stream: id, from_seq: Math.max(from, reach + 1), to_seq: to });
  }
  return waiting;
}

/** The till that was authenticated, not the one the body names (D20). */
function strangeTill({ tillId, z }: Closing): string[] {
  const [, store, till] = tillId.split('-');
  return z.store === store && z.till === till
    ? []
    : [`it says that it is of store ${z.store}, till ${z.till}`];
}

/** A Z counts ops of its own till and of no other's (D20). */
async function strangeStreams(db: Db, { tillId, z }: Closing): Promise<string[]> {
  const found = await db.query<{ stream: Buffer; till_id: string }>(
    'SELECT stream_id AS stream, till_id FROM stream_state WHERE stream_id = ANY ($1::bytea[])',
    [z.streams.map(({ stream }) => idBytes(stream))],
  );
  return found.rows
    .filter((row) => row.till_id !== tillId)
    .map((row) => `stream ${idText(row.stream)} is of till ${row.till_id}`);
}

/** Whether ops of it were dropped with an old month; both sites had held them alike then (D5). */
async function isDropped(db: Db, z: ShiftClosedBody): Promise<boolean> {
  const floors = await floorsOf(
    db,
    z.streams.map(({ stream }) => stream),
  );
  return z.streams.some(({ stream, from_seq }) => (floors.get(stream)?.seq ?? 0) >= from_seq);
}
