import type { ShelvedRow } from './ports.ts';

/** The shelf after ops of another copy came in: what any of them took off it is never put back (PARK3). */
export function mergeShelf(
  stored: readonly ShelvedRow[],
  told: readonly ShelvedRow[],
): ShelvedRow[] {
  const all = new Map<string, ShelvedRow>();
  for (const row of [...stored, ...told])
    if (all.get(row.parkId)?.isGone !== true) all.set(row.parkId, row);
  return [...all.values()];
}
