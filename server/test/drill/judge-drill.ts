/** What a drill measured; times in ms since the site was destroyed unless said otherwise. */
export type DrillReport = {
  tills: number;
  opsSold: number;
  /** Of those, sold after the site was destroyed and before it was level again. */
  opsSoldMeanwhile: number;
  /** Taking the backup under load, ms. */
  backupMs: number;
  /** Longest time any till waited for an acknowledgement in the whole drill, ms. */
  longestWaitMs: number;
  restoredMs: number;
  /** The restored site takes sales. */
  takesSalesMs: number;
  /** It has compared with its peer and releases again. */
  releasesMs: number;
  /** Both sites hold the same. */
  levelMs: number;
  /** Ids that no site holds. */
  lost: string[];
  /** Ids that only one site holds, by the site that lacks them. */
  missing: Readonly<Record<string, string[]>>;
  differences: string[];
  /** Ops a till still had to keep at the end. */
  unreleased: number;
};

export type Held = Readonly<Record<string, ReadonlySet<string>>>;

/** What was sold and is not where it must be. */
export function countLoss(
  sold: readonly string[],
  held: Held,
): Pick<DrillReport, 'lost' | 'missing'> {
  const sites = Object.entries(held);
  return {
    lost: sold.filter((id) => sites.every(([, ids]) => !ids.has(id))),
    missing: Object.fromEntries(
      sites.map(([site, ids]) => [site, sold.filter((id) => !ids.has(id))]),
    ),
  };
}

/** Why the drill failed; none: nothing was lost and both sites are level. */
export function judgeDrill(report: DrillReport): string[] {
  const faults: string[] = [];
  if (report.opsSoldMeanwhile === 0) faults.push('nothing was sold meanwhile: it proves nothing');
  if (report.lost.length > 0) faults.push(`${report.lost.length} ops are lost`);
  for (const [site, ids] of Object.entries(report.missing))
    if (ids.length > 0) faults.push(`site ${site} lacks ${ids.length} ops`);
  if (report.unreleased > 0) faults.push(`tills still keep ${report.unreleased} ops`);
  return [...faults, ...report.differences];
}
