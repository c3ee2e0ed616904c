import { randomBytes } from 'node:crypto';
import type {
  NewRelease,
  ReleaseAct,
  ReleaseList,
  ReleaseView,
} from '../../../../src/contracts/release.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { decideAction, type Standing } from '../../../../src/domain/release/decide-action.ts';
import { refusalWords } from '../../../../src/domain/release/release-words.ts';
import { releaseFault, type Release } from '../../../../src/domain/release/release.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { readFlags, readStores } from './read-around.ts';
import { readReleases } from './read-releases.ts';
import { releaseStanding } from './release-standing.ts';
import { releaseView } from './release-view.ts';
import { whenWords } from './when-words.ts';
import { alreadyThere, takeStep, writeCreated, type Around } from './take-step.ts';

async function viewOf(
  site: SiteContext,
  state: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
  { stores, flags }: Around,
): Promise<ReleaseView> {
  return releaseView(state, await releaseStanding(site, state, all, stores), flags);
}

async function readAround({ pool }: SiteContext, states: Iterable<ReleaseState>): Promise<Around> {
  return { stores: await readStores(pool), flags: await readFlags(pool, states) };
}

/** Every release there ever was, as it stands now. */
export async function listReleases(site: SiteContext): Promise<ReleaseList> {
  const all = await readReleases(site.pool);
  const around = await readAround(site, all.values());
  const releases: ReleaseView[] = [];
  for (const state of all.values()) releases.push(await viewOf(site, state, all, around));
  return { releases };
}

export async function oneRelease(site: SiteContext, id: string): Promise<ReleaseView> {
  const all = await readReleases(site.pool);
  const state = all.get(id);
  if (state === undefined) throw new ProblemError('not-found', `there is no release ${id}`);
  return viewOf(site, state, all, await readAround(site, [state]));
}

export async function createRelease(
  site: SiteContext,
  { who, why, release }: NewRelease,
): Promise<ReleaseView> {
  const spec: Release = {
    guards: [],
    prerequisites: [],
    audience: {},
    ...release,
    region: site.config.region,
    salt: randomBytes(12).toString('base64url'),
  };
  const fault = releaseFault(spec);
  if (fault !== undefined) throw new ProblemError('malformed-request', fault);
  if ((await readReleases(site.pool)).has(spec.id)) throw alreadyThere(spec.id);
  await writeCreated(site, spec, { who, why, isMachine: false });
  return oneRelease(site, spec.id);
}

const NARROWS: readonly string[] = ['hold', 'rollback'];

const unmeasured = ({ now }: SiteContext): Standing => ({
  nowMs: now(),
  sales: 0,
  isOfficeHours: false,
  missing: [],
  guards: 'unsure',
});

/** So often a step is decided anew where somebody else was quicker. */
const TRIES = 8;

/** Takes a step that somebody asked for, or says in words why not. */
export async function actOnRelease(
  site: SiteContext,
  id: string,
  ask: ReleaseAct,
): Promise<ReleaseView> {
  // Who resumes takes flags back from hands that they know of, not from one that came meanwhile.
  const tries = ask.action === 'resume' ? 1 : TRIES;
  for (let i = 1; ; i += 1) {
    try {
      return await actOnce(site, id, ask);
    } catch (error) {
      const isConflict = error instanceof ProblemError && error.kind === 'head-office-conflict';
      if (!isConflict || i >= tries) throw error;
    }
  }
}

async function actOnce(site: SiteContext, id: string, ask: ReleaseAct): Promise<ReleaseView> {
  const all = await readReleases(site.pool);
  const state = all.get(id);
  if (state === undefined) throw new ProblemError('not-found', `there is no release ${id}`);
  const around = await readAround(site, [state]);
  const { who, why, action, stage } = ask;
  // What narrows hangs on nothing that is measured, so nothing that cannot be measured stops it.
  const standing = NARROWS.includes(action)
    ? unmeasured(site)
    : await releaseStanding(site, state, all, around.stores);
  const asked = { action, by: 'person', who, ...(stage === undefined ? {} : { stage }) } as const;
  const decided = decideAction(state, asked, standing);
  if (!decided.ok)
    throw new ProblemError('release-refused', refusalWords(decided.error, whenWords));
  await takeStep(site, state, decided.value, { who, why, isMachine: false }, around);
  return oneRelease(site, id);
}
