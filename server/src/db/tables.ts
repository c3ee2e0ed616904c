/** Names of the tables that differ by site: own log (one writer: us) and the copy of the peer's. */
export type Tables = {
  ownOps: string;
  copyOps: string;
  ownChanges: string;
  copyChanges: string;
};

/** `site` and `peer` are site letters, so the names need no quoting. A lone site has an empty copy. */
export function tablesOf(site: string, peer: string | undefined): Tables {
  const own = site.toLowerCase();
  const copy = (peer ?? (site === 'A' ? 'B' : 'A')).toLowerCase();
  return {
    ownOps: `ops_${own}`,
    copyOps: `ops_${copy}`,
    ownChanges: `changes_${own}`,
    copyChanges: `changes_${copy}`,
  };
}
