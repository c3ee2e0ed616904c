import type { OpsAnswer, StreamEvidence } from '../../contracts/wire.ts';
import type { ResolvedClaim } from './evidence.ts';
import type { OpsFacts } from './sync-events.ts';

/** Is this op the till's own at that place of the stream? */
type OnChain = (seq: number, opId: string) => Promise<boolean>;

/** What an answer says of a stream, each claim held against our own chain (D3). */
export async function resolveClaims(
  onChain: OnChain,
  a: Pick<OpsAnswer, 'site' | 'incarnation' | 'stream' | 'peers' | 'recovering' | 'new'>,
): Promise<OpsFacts> {
  const { site, incarnation, recovering } = a;
  const { received_max: receivedMax, want } = a.stream;
  const about = { site, incarnation, recovering, receivedMax, want, source: 'direct' } as const;
  const claims = [await claimOf(onChain, a.stream, about)];
  for (const [peer, p] of Object.entries(a.peers)) {
    const heard = { site: peer, incarnation: p.incarnation, receivedMax: p.contiguous } as const;
    const hearsay = { ...heard, recovering: false, want: [], source: 'peer' } as const;
    claims.push(await claimOf(onChain, p, hearsay));
  }
  return { incarnation, claims, status: a.stream.status, stored: a.new };
}

/** A site may name several heads (a fork, our own below its tip): ours is the highest on our own chain (D9). */
async function claimOf(
  onChain: OnChain,
  e: Pick<StreamEvidence, 'contiguous' | 'contiguous_op_id' | 'heads'>,
  about: Omit<ResolvedClaim, 'contiguous' | 'opId' | 'onChain'>,
): Promise<ResolvedClaim> {
  const heads = [{ seq: e.contiguous, op_id: e.contiguous_op_id }, ...(e.heads ?? [])].sort(
    (a, b) => b.seq - a.seq,
  );
  for (const h of heads)
    if (await onChain(h.seq, h.op_id))
      return { ...about, contiguous: h.seq, opId: h.op_id, onChain: true };
  return { ...about, contiguous: e.contiguous, opId: e.contiguous_op_id, onChain: false };
}
