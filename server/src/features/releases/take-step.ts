import { randomBytes } from 'node:crypto';
import {
  composeRelease,
  type ReleaseState,
} from '../../../../src/domain/release/compose-release.ts';
import type { Decided } from '../../../../src/domain/release/decide-action.ts';
import { orderStores } from '../../../../src/domain/release/rank-stores.ts';
import {
  isInAudience,
  type Release,
  type Transition,
} from '../../../../src/domain/release/release.ts';
import type { Db } from '../../db/pool.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { buildUnfit, tillsHeard } from '../builds/build-standing.ts';
import { appendChanges, type Edit } from '../changes/append-changes.ts';
import { cutHealth } from '../health/read-health.ts';
import { flagEdits, flagStates, type FlagRows } from './flag-edits.ts';
import { murmurHash } from './murmur-hash.ts';
import { rankEdits, ranksIn } from './rank-edits.ts';
import type { ReleaseStore } from './read-around.ts';
import { readReleases } from './read-releases.ts';

/** Who does it and why; `isMachine`: the clock or a guard. */
export type Actor = { who: string; why: string; isMachine: boolean };
export type Around = { stores: readonly ReleaseStore[]; flags: FlagRows };

/** A release's history is read at each look: nobody needs more steps than these, what narrows always may. */
const MOST_STEPS = 500;
/** Of these many stores on the ranks go before the step, so that the rest is one transaction. */
const MANY_RANKS = 800;
const ALWAYS = ['rolled-back', 'held'];

const HEARS = ['held', 'resumed'];

const newId = (): string => randomBytes(12).toString('base64url');
const rowOf = (t: Transition): Edit => ({
  ds: 'release',
  k: `${t.release}/${t.id}`,
  op: 'put',
  v: JSON.stringify(t),
});

export const alreadyThere = (id: string): ProblemError =>
  new ProblemError('head-office-conflict', `there is a release ${id} already`);

/** The first row of a release. Refuses an id that there is by now, behind the lock of every writer. */
export async function writeCreated(site: SiteContext, spec: Release, by: Actor): Promise<void> {
  const created: Transition = {
    v: 1,
    release: spec.id,
    id: newId(),
    kind: 'created',
    by: 'person',
    who: by.who,
    why: by.why,
    at_ms: site.now(),
    saw: [],
    before: 0,
    after: 0,
    spec,
  };
  await appendChanges(site, [rowOf(created)], by.who, async (tx) => {
    // Of two people that create one id at once the second is told.
    if ((await readReleases(tx, spec.id)).has(spec.id)) throw alreadyThere(spec.id);
  });
}

/**
 * Writes a step and all that follows from it in the same transaction; of many stores the ranks go before.
 * What a crash cuts off the next look of either site adds (REL10). Refuses as a conflict where the release
 * or one of its flags is no longer what the step was decided on: whoever asked looks again (REL3).
 */
export async function takeStep(
  site: SiteContext,
  state: ReleaseState,
  decided: Decided,
  by: Actor,
  around: Around,
): Promise<void> {
  const { release, history } = state;
  if (history.length >= MOST_STEPS && !ALWAYS.includes(decided.kind))
    throw new ProblemError(
      'release-refused',
      'its history is full: roll it back and begin another',
    );
  const t: Transition = {
    v: 1,
    release: release.id,
    id: newId(),
    by: by.isMachine ? 'machine' : 'person',
    who: by.who,
    why: by.why,
    at_ms: site.now(),
    saw: history.map((row) => row.t.id),
    ...decided,
    ...(decided.kind === 'started' ? atStart(state, around) : {}),
    // A person who resumes wants the release's word again, also where a flag was changed by hand.
    ...(decided.kind === 'resumed' ? { over: handsKnown(state, around) } : {}),
    ...(HEARS.includes(decided.kind) ? await heardOf(site, state) : {}),
  };
  const after = composeRelease([...history, { hlc: Number.MAX_SAFE_INTEGER, o: 'Z', t }]);
  if (after === undefined) throw new ProblemError('internal-error');
  const ranks =
    decided.kind === 'started' && release.compatible !== true
      ? rankEdits(release.id, ranksIn(after, around.stores), new Map())
      : [];
  const first = ranks.length > MANY_RANKS ? ranks : [];
  if (first.length > 0) await appendChanges(site, first, by.who);
  const edits = [...(first.length > 0 ? [] : ranks), rowOf(t), ...flagEdits(after, around.flags)];
  await appendChanges(site, edits, by.who, async (tx) => {
    await checkSeen(tx, state);
    if (decided.kind === 'started') await checkBuild(tx, state);
  });
  if (after.percent > state.percent) await cutHealth(site.pool, after.stageSinceMs);
}

/** Of two builds that are started at once one goes out (BLD6). */
async function checkBuild(tx: Db, state: ReleaseState): Promise<void> {
  const unfit = await buildUnfit(tx, state);
  if (unfit !== undefined) throw new ProblemError('head-office-conflict', unfit);
}

/** Nobody of this site stepped meanwhile; what the other site did beside it composes (REL3). */
export async function checkSeen(tx: Db, { release, history }: ReleaseState): Promise<void> {
  const now = (await readReleases(tx, release.id)).get(release.id);
  if (now?.history.length !== history.length)
    throw new ProblemError('head-office-conflict', `release ${release.id} was stepped meanwhile`);
}

/** A hold must not hang on it: where it cannot be read the step goes without. */
async function heardOf(site: SiteContext, state: ReleaseState): Promise<Pick<Transition, 'heard'>> {
  const heard = await tillsHeard(site.pool, state).catch(() => []);
  return heard.length === 0 ? {} : { heard };
}

const handsKnown = (state: ReleaseState, { flags }: Around): string[] =>
  flagStates(state, flags).flatMap(({ byHand }) => byHand);

/** What only the start knows: who is of it, in what order, and what was before. */
function atStart(
  { release: { audience, salt, compatible, flags = [] }, begun }: ReleaseState,
  { stores, flags: rows }: Around,
): Pick<Transition, 'stores' | 'flags_before'> {
  if (compatible === true) return { stores: [], flags_before: [] };
  const asked = stores.filter((store) => isInAudience(audience, store));
  if (asked.length === 0) throw new ProblemError('release-refused', 'its audience has no store');
  const before = flags.map(({ key, variant }) => {
    // A start without effect has published its rule: what was before it is still what was before.
    const earlier = begun?.t.flags_before?.find((flag) => flag.key === key);
    const v = earlier === undefined ? (rows.get(key)?.[0]?.v ?? null) : earlier.v;
    const known = v === null ? {} : (JSON.parse(v) as { variants: object }).variants;
    if (!Object.hasOwn(known, variant))
      throw new ProblemError(
        'release-refused',
        `there is no flag ${key} with a variant ${variant}`,
      );
    return { key, v };
  });
  const order = orderStores(
    asked.map(({ store }) => store),
    salt,
    murmurHash,
  );
  return { stores: order, flags_before: before };
}
