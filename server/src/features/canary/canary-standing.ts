import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import type { Standing } from '../../../../src/domain/release/decide-action.ts';
import type { SiteContext } from '../../site-context.ts';

type Guards = Pick<Standing, 'sales' | 'guards' | 'guardsWhy'> & { findings: [] };
const OUT = ['running', 'paused', 'done'];

/** What the balancer says of a canary that is out at this site; the other site has no eyes there. */
export function canaryStanding({ config, canary }: SiteContext, state: ReleaseState): Guards {
  const { release, status } = state;
  const unsure: Guards = { sales: 0, guards: 'unsure', findings: [] };
  if (release.site !== config.site || !OUT.includes(status)) return unsure;
  // One that is done may outlive its balancer.
  if (status !== 'done' && config.haproxySocket === '')
    return { ...unsure, guards: 'rollback', guardsWhy: noBalancer(config.site) };
  const judged = canary?.verdictOn(release.id);
  if (judged === undefined) return unsure;
  return judged.verdict === 'rollback'
    ? { ...unsure, guards: 'rollback', guardsWhy: judged.why }
    : { ...unsure, guards: judged.verdict };
}

/** Why a canary may not start: one at a time, at a site of the region with a balancer that it may step. */
export function canaryUnfit(
  { config, region }: SiteContext,
  { release }: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
): Pick<Standing, 'unfit'> {
  const { id, site } = release;
  if (release.compatible !== true || site === undefined) return {};
  if (!region.siteKeys.has(site)) return { unfit: `there is no site ${site}` };
  if (site === config.site && config.haproxySocket === '') return { unfit: noBalancer(site) };
  const other = [...all.values()].find(
    (one) => one.release.id !== id && one.release.site === site && OUT.includes(one.status),
  );
  return other === undefined
    ? {}
    : { unfit: `canary ${other.release.id} is out at site ${site}: take it back first` };
}

const noBalancer = (site: string): string =>
  `site ${site} has no balancer that it may step (EVERTILL_HAPROXY_SOCKET)`;
