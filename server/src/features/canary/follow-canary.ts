import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import type { SiteContext } from '../../site-context.ts';
import { readReleases } from '../releases/read-releases.ts';
import type { CanaryOut } from './canary-watch.ts';

/** Pure. A release that is done keeps all requests until its servers are the champion's; held, it keeps its share. */
export function canaryOut(states: Iterable<ReleaseState>, site: string): CanaryOut | undefined {
  const out = [...states].findLast(
    ({ release, status }) =>
      release.compatible === true && release.site === site && IS_OUT.includes(status),
  );
  return out && { release: out.release.id, percent: out.percent };
}

const IS_OUT = ['running', 'paused', 'done'];

/** Makes the balancer of this site say what the release says. */
export async function followCanary(site: SiteContext): Promise<void> {
  const all = await readReleases(site.pool);
  await site.canary?.follow(canaryOut(all.values(), site.config.site));
}
