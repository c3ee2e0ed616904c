import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { decideAction } from '../../../../src/domain/release/decide-action.ts';
import { isStepped, MACHINE, machineStep } from '../../../../src/domain/release/machine-step.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges } from '../changes/append-changes.ts';
import { cutHealth } from '../health/read-health.ts';
import { flagEdits, flagStates } from './flag-edits.ts';
import { rankEdits, ranksIn } from './rank-edits.ts';
import { readFlags, readRanks, readStores } from './read-around.ts';
import { readReleases } from './read-releases.ts';
import { releaseStanding } from './release-standing.ts';
import { checkSeen, takeStep, type Around } from './take-step.ts';

/**
 * One look of the machine at every release: what the clock and the guards ask for is done, and rows are
 * made to say what the histories say, also where two sites that were cut off wrote side by side. Both
 * sites look; what both do is one step (REL3). The clock is the site's.
 */
export async function releaseStep(site: SiteContext): Promise<number> {
  // A restored site lacks what the other knows: its clock and guards wait until it has caught up.
  if (site.identity.current.recovering) return 0;
  const all = await readReleases(site.pool);
  const begun = [...all.values()].filter(
    (one) => one.status !== 'draft' || one.begun !== undefined,
  );
  if (begun.length === 0) return 0;
  const around: Around = {
    stores: await readStores(site.pool),
    flags: await readFlags(site.pool, begun),
  };
  await cutHealth(site.pool, Math.max(...begun.map(({ stageSinceMs }) => stageSinceMs)));
  let done = 0;
  for (const state of begun) {
    // One that cannot be stepped must not keep the guards of the others waiting.
    done += await lookAt(site, state, all, around).catch((error: unknown) => {
      site.log.warn({ release: state.release.id, err: error }, 'release will be looked at again');
      return 0;
    });
  }
  return done;
}

async function lookAt(
  site: SiteContext,
  state: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
  around: Around,
): Promise<number> {
  const wasStepped = isStepped(state) && (await stepOne(site, state, all, around));
  // What was stepped is mended at the next look, when it was read again.
  return wasStepped ? 1 : mendRows(site, state, around);
}

async function stepOne(
  site: SiteContext,
  state: ReleaseState,
  all: ReadonlyMap<string, ReleaseState>,
  around: Around,
): Promise<boolean> {
  const standing = await releaseStanding(site, state, all, around.stores);
  const byHand = flagStates(state, around.flags).find(({ isByHand }) => isByHand);
  const step =
    machineStep(state, standing) ??
    (byHand !== undefined && state.status === 'running'
      ? ({ action: 'hold', why: `flag ${byHand.key} was changed by hand` } as const)
      : undefined);
  if (step === undefined) return false;
  // A clock widens nothing that a person has taken out of the release's hands.
  const narrows = step.action === 'rollback' || step.action === 'hold';
  const { action, why } =
    byHand !== undefined && !narrows && state.status === 'running'
      ? ({ action: 'hold', why: `flag ${byHand.key} was changed by hand` } as const)
      : step;
  const decided = decideAction(state, { action, by: 'machine', who: MACHINE }, standing);
  if (!decided.ok) return false;
  await takeStep(site, state, decided.value, { who: MACHINE, why, isMachine: true }, around);
  site.log.info({ release: state.release.id, action, why }, 'release stepped by itself');
  return true;
}

/** Flags and ranks that are not as the history says; late stores get their ranks here. */
async function mendRows(site: SiteContext, state: ReleaseState, around: Around): Promise<number> {
  const { release, begun, status } = state;
  if (begun === undefined) return 0;
  const ranks =
    status === 'rolled-back' || release.compatible === true
      ? []
      : rankEdits(
          release.id,
          ranksIn(state, around.stores),
          await readRanks(site.pool, release.id),
        );
  const flags = flagEdits(state, around.flags);
  if (ranks.length > 0) await appendChanges(site, ranks, MACHINE);
  if (flags.length > 0) await appendChanges(site, flags, MACHINE, (tx) => checkSeen(tx, state));
  return ranks.length + flags.length;
}
