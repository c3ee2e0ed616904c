const PARTS = /^(\d+)\.(\d+)\.(\d+)(?:-([a-z0-9.]+))?$/;

/**
 * Below 0 where `a` is the older version, above where it is the newer, 0 where they are one (semver 2, 11).
 * What is no version is older than any.
 */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [PARTS.exec(a), PARTS.exec(b)];
  if (x === null || y === null) return Number(x !== null) - Number(y !== null);
  for (let i = 1; i <= 3; i += 1) {
    const off = Number(x[i]) - Number(y[i]);
    if (off !== 0) return off;
  }
  return comparePre(x[4], y[4]);
}

/** A version with a name behind it comes before the one without. */
function comparePre(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  const [x, y] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(x.length, y.length); i += 1) {
    const off = compareName(x[i], y[i]);
    if (off !== 0) return off;
  }
  return 0;
}

function compareName(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [isA, isB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isA && isB) return Number(a) - Number(b);
  if (isA !== isB) return isA ? -1 : 1;
  return a < b ? -1 : 1;
}
