import type { Static } from 'typebox';
import type { OpsAnswer } from '../../../../src/contracts/wire.ts';
import { CHANNELS } from '../../db/listener.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { aboveFloor } from '../retention/floors.ts';
import { advance } from './advance-stream.ts';
import { insertOneByOne, insertRows, type SignedRow } from './insert-rows.ts';
import type { Batch } from './read-batch.ts';
import { signedRows, type Push } from './signed-rows.ts';
import { readPeerClaims, streamEvidence } from './stream-evidence.ts';
import { lockStream, readChainState } from './stream-store.ts';

export type Answer = Static<typeof OpsAnswer>;

type Insert = typeof insertRows;

/** Errors of the data in a statement (class 22, 23): worth a second try row by row. */
function isDataError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(22|23)/.test(code);
}

/**
 * Stores a batch in this site's own log and computes what the site may say of the stream, in one
 * transaction. The answer leaves only after a flushed commit, so a lost answer costs nothing: the
 * same batch again finds the same rows and gives the same evidence.
 */
export async function storeBatch(site: SiteContext, push: Push): Promise<Answer> {
  const rows = signedRows(push);
  const answer = await storeRows(site, push, rows, insertRows).catch((error: unknown) => {
    if (!isDataError(error)) throw error;
    return storeRows(site, push, rows, insertOneByOne);
  });
  if (answer.new > 0) site.poker.poke(CHANNELS.heads);
  return answer;
}

async function storeRows(
  site: SiteContext,
  { till, batch }: Push,
  rows: readonly SignedRow[],
  insert: Insert,
): Promise<Answer> {
  const stream = idBytes(batch.header.stream);
  const { incarnation } = site.identity.current;
  return transaction(site.pool, async (tx): Promise<Answer> => {
    await lockStream(tx, stream, till.tillId);
    const before = await readChainState(tx, stream);
    const kept = before.floor === undefined ? rows : await aboveFloor(tx, stream, rows);
    const log = { incarnation, table: site.tables.ownOps };
    const of = { tillId: till.tillId, stream, rows: kept };
    const added = kept.length === 0 ? 0 : await insert(tx, log, [of]);
    const state = added === 0 ? before : await advance(tx, stream, before, rows);
    const claims = await readPeerClaims(tx, [stream]);
    return {
      ...siteWords(site),
      stream: await streamEvidence(tx, stream, state, lastOf(batch)),
      new: added,
      dup: rows.length - added,
      flagged: flagsOf(kept),
      peers: claims.get(batch.header.stream) ?? {},
    };
  });
}

/** What each answer to a push says of the site itself. */
export function siteWords(
  site: SiteContext,
): Pick<Answer, 'region' | 'site' | 'incarnation' | 'recovering'> {
  const { region, site: name } = site.config;
  const { incarnation, recovering } = site.identity.current;
  return { region, site: name, incarnation, recovering };
}

/** The till's own head: the end of what it sends. */
export function lastOf({ header }: Batch): { seq: number; opId: string } {
  return { seq: header.from_seq + header.count - 1, opId: header.last_op_id };
}

export function flagsOf(rows: readonly SignedRow[]): Answer['flagged'] {
  return rows.flatMap((r) => r.flags.map((type) => ({ seq: r.seq, op_id: r.opId, type })));
}
