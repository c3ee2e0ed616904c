import type { Copied, ZRow } from './ports.ts';

/**
 * The rows of Zs that change when ops of another copy come in beside those `stored`: never with fewer
 * copies than anybody counted (RCP8).
 */
export function mergeZs(
  stored: readonly ZRow[],
  zs: readonly ZRow[],
  copied: readonly Copied[],
): ZRow[] {
  const all = new Map(stored.map((z) => [z.zId, z]));
  const changed = new Map<string, ZRow>();
  const put = (z: ZRow, copies: number): void => {
    const most = Math.max(copies, all.get(z.zId)?.copies ?? 0);
    const row = most === 0 ? z : { ...z, copies: most };
    all.set(z.zId, row);
    changed.set(z.zId, row);
  };
  for (const z of zs) put(z, 0);
  for (const { docId, count } of copied) {
    const z = all.get(docId);
    if (z !== undefined) put(z, count);
  }
  return [...changed.values()];
}
