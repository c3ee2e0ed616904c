import { setTimeout as sleep } from 'node:timers/promises';
import { idText } from '../../ids.ts';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { adoptFloor, beyondUs } from '../retention/adopt-floor.ts';
import { floorsOf, type Floor } from '../retention/floors.ts';
import { differing, lackingOf, opDigests } from './op-digests.ts';
import { bytesOf, storeOpRows } from './op-rows.ts';
import { checks, type OpLogRow } from './peer-answers.ts';

/** Hashing a page takes the peer seconds at most, ms. */
const ANSWER_MS = 60_000;
/** Ids of one question; they travel in its path. */
const IDS_A_QUESTION = 150;
const ROWS_A_TRANSACTION = 1500;

export type OpsReconciled = { buckets: number; differing: number; ops: number };

/**
 * Fetches every op that the peer holds and this site does not. Streams only this site knows are the
 * peer's to fetch. `settleMs`: what is on its way by replication is given so long to come by itself.
 */
export async function reconcileOps(
  site: SiteContext,
  peer: PeerAddress,
  settleMs: number,
): Promise<OpsReconciled> {
  const done = { buckets: 0, differing: 0, ops: 0 };
  for (let after: string | null = ''; after !== null;) {
    const path: string = `/v1/peer/op-digests?after=${after}`;
    const page = await askPeer(site, peer, path, checks.opDigests, ANSWER_MS);
    await adoptFloors(site, peer, page.streams);
    const streams = page.streams.map((s) => s.stream);
    const ours = await opDigests(site.pool, streams);
    const floors = await floorsOf(site.pool, streams);
    const held = new Map(ours.map((s) => [s.stream, s.buckets]));
    let lacking: string[] = [];
    for (const { stream, buckets } of page.streams) {
      done.buckets += buckets.length;
      for (const bucket of differing(held.get(stream) ?? [], buckets)) {
        done.differing += 1;
        const above = floors.get(stream)?.seq ?? 0;
        const ids = `/v1/peer/op-ids?stream=${stream}&bucket=${bucket}&above=${above}`;
        const asked = await askPeer(site, peer, ids, checks.opIds, ANSWER_MS);
        lacking.push(...(await lackingOf(site.pool, asked.ids)));
      }
    }
    if (lacking.length > 0 && settleMs > 0) {
      await sleep(settleMs);
      lacking = await lackingOf(site.pool, lacking);
    }
    done.ops += await fetchOps(site, peer, lacking);
    after = page.next;
  }
  return done;
}

/** Where the peer dropped ops that this site never held, the stream begins above them here too. */
async function adoptFloors(
  site: SiteContext,
  peer: PeerAddress,
  streams: readonly { stream: string; floor?: Floor }[],
): Promise<void> {
  const floors = new Map<string, Floor>();
  for (const { stream, floor } of streams) if (floor !== undefined) floors.set(stream, floor);
  if (floors.size === 0) return;
  for (const [stream, floor] of await beyondUs(site.pool, floors))
    await adoptFloor(site, peer, stream, floor);
}

async function fetchOps(
  site: SiteContext,
  peer: PeerAddress,
  ids: readonly string[],
): Promise<number> {
  let stored = 0;
  for (let at = 0; at < ids.length; at += ROWS_A_TRANSACTION)
    stored += await fetchGroup(site, peer, ids.slice(at, at + ROWS_A_TRANSACTION));
  return stored;
}

/** Rows and the heads they move go in together, so many at a time that a long walk pays. */
async function fetchGroup(
  site: SiteContext,
  peer: PeerAddress,
  ids: readonly string[],
): Promise<number> {
  const rows: OpLogRow[] = [];
  let waiting = [...ids];
  while (waiting.length > 0) {
    const asked = waiting.slice(0, IDS_A_QUESTION);
    const path = `/v1/peer/ops?ids=${asked.join(',')}`;
    const answer = await askPeer(site, peer, path, checks.opRows, ANSWER_MS);
    rows.push(...answer.rows);
    const got = new Set(answer.rows.map((row) => idText(bytesOf(row.op_id))));
    // None at all: listed a moment ago and no longer held, so nothing is to be had.
    const settled = got.size === 0 ? new Set(asked) : got;
    const left = waiting.filter((id) => !settled.has(id));
    if (left.length === waiting.length) throw new Error('the peer sends ops nobody asked for');
    waiting = left;
  }
  return storeOpRows(site, rows);
}
