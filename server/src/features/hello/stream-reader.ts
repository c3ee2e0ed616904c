import { gather } from '../../gather.ts';
import { idText } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { readChangesVector, type ChangesVector } from '../changes/changes-vector.ts';
import type { ChainState } from '../ops/next-heads.ts';
import { readPeerClaims, type Peers } from '../ops/stream-evidence.ts';
import { readChainStates, UNKNOWN_STREAM } from '../ops/stream-store.ts';

export type StreamNews = { state: ChainState; peers: Peers; changesVec: ChangesVector };

const LIMITS = { atOnce: 2, most: 256 };

/** What a hello asks the database for; hellos that come together ask it once. */
export function streamReader({ pool }: SiteContext): (stream: Buffer) => Promise<StreamNews> {
  return gather(LIMITS, async (streams: readonly Buffer[]) => {
    const [states, claims, changesVec] = await Promise.all([
      readChainStates(pool, streams),
      readPeerClaims(pool, streams),
      readChangesVector(pool),
    ]);
    return streams.map((stream) => {
      const id = idText(stream);
      return { state: states.get(id) ?? UNKNOWN_STREAM, peers: claims.get(id) ?? {}, changesVec };
    });
  });
}
