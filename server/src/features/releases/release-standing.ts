import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import type { Standing } from '../../../../src/domain/release/decide-action.ts';
import { guardsOf } from '../../../../src/domain/release/guard-defaults.ts';
import { judgeGuard, overall, type Finding } from '../../../../src/domain/release/judge-guards.ts';
import { admits } from '../../../../src/domain/release/rank-stores.ts';
import type { SiteContext } from '../../site-context.ts';
import { buildUnfit, buildVerdict } from '../builds/build-standing.ts';
import { isTimeZone } from '../changes/time-zone.ts';
import { canaryStanding, canaryUnfit } from '../canary/canary-standing.ts';
import { readHealth } from '../health/read-health.ts';
import { ranksIn, type StoreRank } from './rank-edits.ts';
import type { ReleaseStore } from './read-around.ts';

export type FullStanding = Standing & { findings: Finding[]; ranks: StoreRank[] };

/**
 * People are at work Monday to Friday from 9 to 17 in the time zone of the release's first store. Of a
 * zone that nobody can read nobody knows that they are: a roll-back must not hang on it (REL4).
 */
export function isOfficeHours(nowMs: number, timeZone: string): boolean {
  if (!isTimeZone(timeZone)) return false;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(nowMs);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const hour = Number(of('hour'));
  return !['Sat', 'Sun'].includes(of('weekday')) && hour >= 9 && hour < 17;
}

/** All that a decision on a release hangs on, measured now. */
export async function releaseStanding(
  site: SiteContext,
  state: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
  stores: readonly ReleaseStore[],
): Promise<FullStanding> {
  const nowMs = site.now();
  const isCanary = state.release.compatible === true;
  // Shares of requests know no stores.
  const ranks = isCanary ? [] : ranksIn(state, stores);
  const has = (one: StoreRank): boolean => admits(one.rank, state.percent);
  const pilot = ranks.filter(has).map(({ store }) => store);
  const control = ranks.filter((one) => !has(one)).map(({ store }) => store);
  const first = stores.find(({ store }) => ranks[0] === undefined || store === ranks[0].store);
  const asksForHours = state.release.stages.some(({ business_hours: asks }) => asks);
  return {
    nowMs,
    ranks,
    ...(isCanary
      ? canaryStanding(site, state)
      : await measured(site, state, nowMs, pilot, control)),
    isOfficeHours: asksForHours && isOfficeHours(nowMs, first?.time_zone ?? 'UTC'),
    ...takenBy(state, all),
    ...(await unfitOf(site, state)),
    ...canaryUnfit(site, state, all),
    missing: state.release.prerequisites.filter((id) => all.get(id)?.status !== 'done'),
  };
}

async function unfitOf(
  { pool }: SiteContext,
  state: ReleaseState,
): Promise<Pick<Standing, 'unfit'>> {
  const unfit = await buildUnfit(pool, state);
  return unfit === undefined ? {} : { unfit };
}

/** A flag follows one release at a time; the second would undo the first (REL9). */
function takenBy(
  { release: { id, flags = [] } }: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
): Pick<Standing, 'taken'> {
  const keys = new Set(flags.map(({ key }) => key));
  for (const { release, status } of all.values()) {
    if (release.id === id || (status !== 'running' && status !== 'paused')) continue;
    const taken = release.flags?.find(({ key }) => keys.has(key));
    if (taken !== undefined) return { taken: { key: taken.key, release: release.id } };
  }
  return {};
}

async function measured(
  site: SiteContext,
  state: ReleaseState,
  nowMs: number,
  pilot: readonly string[],
  control: readonly string[],
): Promise<Pick<FullStanding, 'sales' | 'guards' | 'guardsWhy' | 'findings'>> {
  const isOut = state.status === 'running' || state.status === 'paused';
  if (!isOut) return { sales: 0, guards: 'unsure', findings: [] };
  const since = state.stageSinceMs;
  const findings: Finding[] = [];
  for (const guard of guardsOf(state.release.guards, state.release.kind)) {
    const from = nowMs - guard.window_ms;
    const mine = await readHealth(site.pool, pilot, since, from);
    const theirs =
      control.length === 0 ? undefined : await readHealth(site.pool, control, since, from);
    findings.push(judgeGuard(guard, mine, theirs));
  }
  const sold = await readHealth(site.pool, pilot, since, since);
  const sales = sold.reduce((n, store) => n + store.sales, 0);
  const guards = overall(findings);
  const told = await buildVerdict(site.pool, state, pilot);
  // What tills say of the build is said in its own words; a guard that is as bad has its own.
  const isWorse = told !== undefined && guards !== 'rollback' && guards !== told.guards;
  if (!isWorse) return { sales, guards, findings };
  return { sales, guards: told.guards, guardsWhy: told.why, findings };
}
