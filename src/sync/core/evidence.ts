/**
 * What one site is known to hold of one stream. Only `releases` says whether it may
 * free ops: see `releasable`.
 */
export type Evidence = {
  incarnation: string;
  contiguous: number;
  opId: string;
  /** Is `opId` our own op at that seq? False: the site tells another story (D3). */
  onChain: boolean;
  /** Restored and not yet reconciled: releases nothing (D6). */
  recovering: boolean;
  receivedMax: number;
  want: readonly (readonly [number, number])[];
  source: 'direct' | 'peer';
  at: number;
  /** When `contiguous` last rose; an unmoving laggard is topped up. */
  movedAt: number;
};

/** A claim as it arrived, compared with the till's own chain by the shell. */
export type ResolvedClaim = Omit<Evidence, 'at' | 'movedAt'> & { site: string };

/**
 * Takes a new claim over an old one (sync 2.4).
 * - A direct word always wins, also when it is lower: a restored site may regress.
 * - A relayed word counts only under the incarnation the site itself last named, and
 *   never lowers what is known.
 */
export function takeClaim(
  known: Evidence | undefined,
  claim: ResolvedClaim,
  siteIncarnation: string | undefined,
  now: number,
): Evidence | undefined {
  const movedAt = known !== undefined && known.contiguous >= claim.contiguous ? known.movedAt : now;
  const taken = { ...withoutSite(claim), at: now, movedAt };
  if (claim.source === 'direct') return taken;
  if (siteIncarnation !== undefined && siteIncarnation !== claim.incarnation) return known;
  if (known === undefined || known.incarnation !== claim.incarnation) return taken;
  // A head that is not ours says nothing about our branch; the site itself will name it (hello).
  if (known.onChain && (!claim.onChain || claim.contiguous <= known.contiguous)) return known;
  // A relayed word knows nothing of holes or recovery at that site: keep what the site said.
  return { ...taken, recovering: known.recovering, want: known.want, source: known.source };
}

function withoutSite(claim: ResolvedClaim): Omit<ResolvedClaim, 'site'> {
  const { site: _site, ...rest } = claim;
  return rest;
}

/**
 * Highest seq every required site has confirmed on our own chain under its current
 * incarnation (promise 3, D3). Sites without evidence confirm nothing.
 */
export function releasable(
  required: readonly string[],
  evidence: Readonly<Record<string, Evidence | undefined>>,
  incarnations: Readonly<Record<string, string | undefined>>,
): number {
  if (required.length === 0) return 0;
  return Math.min(
    ...required.map((site) => {
      const e = evidence[site];
      if (e === undefined || !e.onChain || e.recovering) return 0;
      return incarnations[site] === e.incarnation ? e.contiguous : 0;
    }),
  );
}
