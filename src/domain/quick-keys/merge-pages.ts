import type { QuickPageVersion } from './quick-page.ts';

/** A page as it counts, and who else changed it without knowing of that. */
export type MergedPage = {
  readonly page: QuickPageVersion;
  /** Newest versions of other tills that the page was not made of: what they changed is not in it. */
  readonly beside: readonly QuickPageVersion[];
};

function byAge(a: QuickPageVersion, b: QuickPageVersion): number {
  return a.stamp_ms - b.stamp_ms || (a.till < b.till ? -1 : 1);
}

/** What is kept of two sets of versions: the newest of each page and till, in any order of arrival. */
export function newestVersions(
  ...sets: readonly (readonly QuickPageVersion[])[]
): QuickPageVersion[] {
  const newest = new Map<string, QuickPageVersion>();
  for (const one of sets.flat()) {
    const key = `${one.page_id}/${one.till}`;
    const known = newest.get(key);
    if (known === undefined || one.stamp_ms > known.stamp_ms) newest.set(key, one);
  }
  return [...newest.values()];
}

/**
 * Rule QK2: of each page the last one saved counts, by stamp and then by till, at every till alike. What
 * another till saved meanwhile is not lost: it stands beside, until somebody saves the page knowing of it.
 */
export function mergePages(versions: readonly QuickPageVersion[]): MergedPage[] {
  const newest = newestVersions(versions).sort(byAge);
  const merged = new Map<string, MergedPage>();
  for (const one of newest) {
    const { page, beside = [] } = merged.get(one.page_id) ?? {};
    // The newest comes last: what was seen before stands beside it as far as it was not made of that.
    const others = page === undefined ? [] : [...beside, page];
    merged.set(one.page_id, { page: one, beside: others });
  }
  const pages = [...merged.values()].map(({ page, beside }) => ({
    page,
    beside: beside.filter((one) => one.stamp_ms > page.base_ms),
  }));
  return pages.sort(
    (a, b) => a.page.place - b.page.place || (a.page.page_id < b.page.page_id ? -1 : 1),
  );
}

/** The stamp of a save: never at or below anything known, whatever the clock says (QK2). */
export function nextStamp(nowMs: number, known: readonly QuickPageVersion[]): number {
  return known.reduce((stamp, one) => Math.max(stamp, one.stamp_ms + 1), nowMs);
}
