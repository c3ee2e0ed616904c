import type { Head } from '../../../../src/domain/oplog/advance-heads.ts';
import { CHANNELS } from '../../db/listener.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { growth } from './growth.ts';
import { insertRows } from './insert-rows.ts';
import type { ChainState } from './next-heads.ts';
import { signedRows, type Push } from './signed-rows.ts';
import { flagsOf, lastOf, siteWords, type Answer } from './store-batch.ts';
import { readPeerClaims, streamEvidence } from './stream-evidence.ts';
import { lockFreeStreams, readChainStates, saveGrownHeads } from './stream-store.ts';

type Grown = { push: Push; before: ChainState; head: Head };

/**
 * Stores many tills' batches in one transaction with a few statements, those of them that only
 * lengthen their streams: that is what selling is, and whose streams are free. Answers undefined for every other, of which nothing
 * is stored. Throws where the database took none of them.
 */
export async function storeGrowth(
  site: SiteContext,
  pushes: readonly Push[],
): Promise<(Answer | undefined)[]> {
  const answers = await transaction(site.pool, async (tx) => {
    const named = pushes.map(({ batch }) => idBytes(batch.header.stream));
    const streams = await lockFreeStreams(tx, named);
    const grown = growing(pushes, await readChainStates(tx, streams));
    if (grown.length === 0) return new Map<Push, Answer>();
    const parts = grown.map(({ push, head }) => ({
      push,
      head,
      tillId: push.till.tillId,
      stream: idBytes(push.batch.header.stream),
      rows: signedRows(push),
    }));
    const log = { incarnation: site.identity.current.incarnation, table: site.tables.ownOps };
    const added = await insertRows(tx, log, parts);
    const meant = parts.reduce((sum, { rows }) => sum + rows.length, 0);
    if (added !== meant) throw new Error('rows above the head of their stream were held already');
    await saveGrownHeads(tx, parts, true);
    const claims = await readPeerClaims(tx, streams);
    const done = new Map<Push, Answer>();
    for (const [i, { push, before, head }] of grown.entries()) {
      const { stream } = push.batch.header;
      const state = { ...before, heads: [head], receivedMax: head.seq };
      const { rows = [] } = parts[i] ?? {};
      done.set(push, {
        ...siteWords(site),
        stream: await streamEvidence(tx, idBytes(stream), state, lastOf(push.batch)),
        new: rows.length,
        dup: 0,
        flagged: flagsOf(rows),
        peers: claims.get(stream) ?? {},
      });
    }
    return done;
  });
  if (answers.size > 0) site.poker.poke(CHANNELS.heads);
  return pushes.map((push) => answers.get(push));
}

/** Those that lengthen their streams; of two batches for one stream only the first. */
function growing(pushes: readonly Push[], states: ReadonlyMap<string, ChainState>): Grown[] {
  const taken = new Set<string>();
  return pushes.flatMap((push): Grown[] => {
    const { stream } = push.batch.header;
    const before = states.get(stream);
    const head = before === undefined ? undefined : growth(before, push.batch.rows);
    if (before === undefined || head === undefined || taken.has(stream)) return [];
    taken.add(stream);
    return [{ push, before, head }];
  });
}
