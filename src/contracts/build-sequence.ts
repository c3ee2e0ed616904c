/** How much of each site's words an answer knew: the stamp of its newest, ms since 1970. */
export type BuildSequence = Readonly<Record<string, number>>;

/**
 * Whether an answer knew all that an earlier one did (BLD4). Two sites that were cut off from each other
 * each know something the other does not: then the one that was heard first stands until one knows both.
 */
export function knowsAll(offered: BuildSequence, held: BuildSequence): boolean {
  return Object.entries(held).every(([site, stamp]) => (offered[site] ?? 0) >= stamp);
}
