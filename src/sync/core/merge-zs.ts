import { ShiftClosedBody } from '../../contracts/end-of-day.ts';
import { parse } from '../../contracts/parse.ts';
import { inOrder } from '../../domain/cashup/adjust-declaration.ts';
import type { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
import type { Copied, ZRow } from './ports.ts';

/**
 * The rows of Zs that change when ops of another copy come in beside those `stored`: never with fewer
 * copies than anybody counted (RCP8), and with every correction that either knows (dom-Z12).
 */
export function mergeZs(
  stored: readonly ZRow[],
  zs: readonly ZRow[],
  copied: readonly Copied[],
  adjusted: readonly DeclarationAdjustedBody[] = [],
): ZRow[] {
  const all = new Map(stored.map((z) => [z.zId, z]));
  const changed = new Map<string, ZRow>();
  const put = (z: ZRow, copies: number): void => {
    const most = Math.max(copies, all.get(z.zId)?.copies ?? 0);
    const known = all.get(z.zId)?.adjusted;
    const row = {
      ...z,
      ...(most === 0 ? {} : { copies: most }),
      ...(known === undefined ? {} : { adjusted: known }),
    };
    all.set(z.zId, row);
    changed.set(z.zId, row);
  };
  for (const z of zs) put(z, 0);
  for (const { docId, count } of copied) {
    const z = all.get(docId);
    if (z !== undefined) put(z, count);
  }
  for (const body of adjusted) {
    const z = all.get(body.z_id);
    if (z === undefined) continue;
    const row = withAdjusted(z, body);
    all.set(z.zId, row);
    changed.set(z.zId, row);
  }
  return [...changed.values()];
}

/** The Z with one correction more; one that it has already changes nothing. */
export function withAdjusted(z: ZRow, body: DeclarationAdjustedBody): ZRow {
  const known = z.adjusted ?? [];
  if (known.some(({ adjust_id: id }) => id === body.adjust_id)) return z;
  const byTime = [...known, body].toSorted((a, b) => a.at_ms - b.at_ms);
  const declared = parse(ShiftClosedBody, z.body);
  return { ...z, adjusted: declared === undefined ? byTime : inOrder(declared, byTime) };
}
