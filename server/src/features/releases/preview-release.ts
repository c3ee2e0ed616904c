import type {
  ReleaseChoices,
  ReleasePreview,
  ReleasePreviewAsk,
} from '../../../../src/contracts/release.ts';
import { admittedCount } from '../../../../src/domain/release/rank-stores.ts';
import { isInAudience } from '../../../../src/domain/release/release.ts';
import type { SiteContext } from '../../site-context.ts';
import { currentRows } from '../changes/read-changes.ts';
import { readStores } from './read-around.ts';
import { readReleases } from './read-releases.ts';

const MOST_FLAGS = 1000;
const FOLLOWED: readonly string[] = ['running', 'paused'];

/** How many stores each stage would have: the start counts them by the same rule (REL1). */
export async function previewRelease(
  { pool }: SiteContext,
  { audience, percents }: ReleasePreviewAsk,
): Promise<ReleasePreview> {
  const all = await readStores(pool);
  const known = new Set(all.map(({ store }) => store));
  const stores = all.filter((store) => isInAudience(audience, store)).length;
  return {
    stores,
    unknown: (audience.stores ?? []).filter((store) => !known.has(store)),
    stages: percents.map((percent) => ({ percent, stores: admittedCount(stores, percent) })),
  };
}

/** Flags there are, and the groups and formats that stores say they are of. */
export async function releaseChoices({ pool, region }: SiteContext): Promise<ReleaseChoices> {
  const stores = await readStores(pool);
  const releases = await readReleases(pool);
  const taken = new Map(
    [...releases.values()].flatMap(({ release: { id, flags = [] }, status }) =>
      FOLLOWED.includes(status) ? flags.map(({ key }) => [key, id] as const) : [],
    ),
  );
  const rows = await currentRows(pool, 'flag', undefined, MOST_FLAGS);
  const flags = rows.flatMap(({ k: key, v }) => {
    if (v === null) return [];
    const { variants } = JSON.parse(v) as { variants: object };
    return [{ key, variants: Object.keys(variants), taken_by: taken.get(key) ?? null }];
  });
  const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();
  return {
    stores: stores.length,
    groups: sorted(stores.flatMap(({ groups = [] }) => groups)),
    formats: sorted(stores.flatMap(({ format }) => format ?? [])),
    sites: sorted(region.siteKeys.keys()),
    flags,
  };
}
