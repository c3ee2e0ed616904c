import type { Static } from 'typebox';
import type { OpsAnswer } from '../../../../src/contracts/wire.ts';
import { CHANNELS } from '../../db/listener.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';
import { verifyText } from '../../keys/ed25519.ts';
import type { Till } from '../../plugins/till-auth.ts';
import type { SiteContext } from '../../site-context.ts';
import { insertGroup, insertOneByOne, type SignedRow } from './insert-rows.ts';
import { advance } from './advance-stream.ts';
import type { Batch } from './read-batch.ts';
import { peerClaims, streamEvidence } from './stream-evidence.ts';
import { aboveFloor } from '../retention/floors.ts';
import { lockStream, readChainState } from './stream-store.ts';

type Answer = Static<typeof OpsAnswer>;

/** Adds the till's signature and what is to be said against it; nothing here refuses (D19). */
function signedRows(batch: Batch, till: Till): SignedRow[] {
  const sigText = batch.header.last_sig;
  const bad =
    sigText !== undefined && !verifyText(till.key, 'op', batch.header.last_op_id, sigText);
  const after = till.standing === 'good' ? [] : ['after-revocation'];
  return batch.rows.map((row, i) => {
    const last = i === batch.rows.length - 1;
    return {
      ...row,
      sig: last && sigText !== undefined ? Buffer.from(sigText, 'base64url') : undefined,
      flags: [...row.flags, ...after, ...(last && bad ? ['bad-signature'] : [])],
    };
  });
}

type Insert = typeof insertGroup;

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
export async function storeBatch(site: SiteContext, till: Till, batch: Batch): Promise<Answer> {
  const rows = signedRows(batch, till);
  const answer = await storeRows(site, till, batch, rows, insertGroup).catch((error: unknown) => {
    if (!isDataError(error)) throw error;
    return storeRows(site, till, batch, rows, insertOneByOne);
  });
  if (answer.new > 0) site.poker.poke(CHANNELS.heads);
  return answer;
}

async function storeRows(
  site: SiteContext,
  till: Till,
  batch: Batch,
  rows: readonly SignedRow[],
  insert: Insert,
): Promise<Answer> {
  const stream = idBytes(batch.header.stream);
  const { incarnation, recovering } = site.identity.current;
  const writer = { incarnation, tillId: till.tillId, stream, table: site.tables.ownOps };
  return transaction(site.pool, async (tx): Promise<Answer> => {
    await lockStream(tx, stream, till.tillId);
    const before = await readChainState(tx, stream);
    const kept = before.floor === undefined ? rows : await aboveFloor(tx, stream, rows);
    const added = kept.length === 0 ? 0 : await insert(tx, writer, kept);
    const state = added === 0 ? before : await advance(tx, stream, before, rows);
    return {
      region: site.config.region,
      site: site.config.site,
      incarnation,
      stream: await streamEvidence(tx, stream, state, {
        seq: batch.header.from_seq + batch.header.count - 1,
        opId: batch.header.last_op_id,
      }),
      new: added,
      dup: rows.length - added,
      flagged: kept.flatMap((r) => r.flags.map((type) => ({ seq: r.seq, op_id: r.opId, type }))),
      peers: await peerClaims(tx, stream),
      recovering,
    };
  });
}
