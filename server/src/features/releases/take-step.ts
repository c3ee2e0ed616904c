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
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges, type Edit } from '../changes/append-changes.ts';
import { cutHealth } from '../health/read-health.ts';
import { flagEdits, type FlagWinners } from './flag-edits.ts';
import { murmurHash } from './murmur-hash.ts';
import { rankEdits, ranksIn } from './rank-edits.ts';
import type { ReleaseStore } from './read-around.ts';

/** Who does it and why; `isMachine`: the clock or a guard. */
export type Actor = { who: string; why: string; isMachine: boolean };
export type Around = { stores: readonly ReleaseStore[]; flags: FlagWinners };

/** A release's history is read at each look: nobody needs more steps than these, a roll-back always may. */
const MOST_STEPS = 500;

const newId = (): string => randomBytes(12).toString('base64url');
const rowOf = (t: Transition): Edit => ({
  ds: 'release',
  k: `${t.release}/${t.id}`,
  op: 'put',
  v: JSON.stringify(t),
});

/** The first row of a release. */
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
  await appendChanges(site, [rowOf(created)], by.who);
}

/**
 * Writes a step and all that follows from it in the same transaction, as long as that is a thousand
 * rows; beyond, the ranks go before. What a crash cuts off the next look of either site adds (REL10).
 */
export async function takeStep(
  site: SiteContext,
  state: ReleaseState,
  decided: Decided,
  by: Actor,
  around: Around,
): Promise<void> {
  const { release, history } = state;
  if (history.length >= MOST_STEPS && decided.kind !== 'rolled-back')
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
    ...(decided.kind === 'started' ? atStart(release, around) : {}),
  };
  const after = composeRelease([...history, { hlc: Number.MAX_SAFE_INTEGER, o: 'Z', t }]);
  if (after === undefined) throw new ProblemError('internal-error');
  const ranks =
    decided.kind === 'started'
      ? rankEdits(release.id, ranksIn(after, around.stores), new Map())
      : [];
  // A person who resumes wants the release's word again, also where a flag was changed by hand.
  const takesBack = decided.kind === 'resumed' && !by.isMachine;
  const edits = [...ranks, rowOf(t), ...flagEdits(after, around.flags, takesBack)];
  await appendChanges(site, edits, by.who);
  if (after.percent > state.percent) await cutHealth(site.pool, after.stageSinceMs);
}

/** What only the start knows: who is of it, in what order, and what was before. */
function atStart(
  { audience, salt, flags = [] }: Release,
  { stores, flags: winners }: Around,
): Pick<Transition, 'stores' | 'flags_before'> {
  const asked = stores.filter((store) => isInAudience(audience, store));
  if (asked.length === 0) throw new ProblemError('release-refused', 'its audience has no store');
  const before = flags.map(({ key, variant }) => {
    const v = winners.get(key)?.v ?? null;
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
