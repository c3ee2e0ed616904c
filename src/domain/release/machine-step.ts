import type { ReleaseState } from './compose-release.ts';
import { decideAction, type ReleaseAction, type Standing } from './decide-action.ts';

/** A canary that is done still has all requests: it is watched until it is taken back (CAN3). */
export const isStepped = ({ status, release }: ReleaseState): boolean =>
  ['pending', 'running', 'paused'].includes(status) ||
  (status === 'done' && release.compatible === true);

/** What the clock and the guards do by themselves, and why; undefined: nothing (REL6, REL7). */
export function machineStep(
  state: ReleaseState,
  standing: Standing,
): { action: ReleaseAction; why: string } | undefined {
  const { status, release, stage } = state;
  const may = (action: ReleaseAction): boolean =>
    decideAction(state, { action, by: 'machine', who: MACHINE }, standing).ok;
  if (status !== 'pending' && isStepped(state) && standing.guards === 'rollback')
    return { action: 'rollback', why: standing.guardsWhy ?? 'a guard was beyond its hard limit' };
  const { cutoff_ms: cutoff } = release;
  if (status !== 'done' && cutoff !== undefined && standing.nowMs >= cutoff && may('rollback'))
    return { action: 'rollback', why: 'the cut-off came before it was done' };
  if (status === 'running' && standing.guards === 'hold')
    return { action: 'hold', why: standing.guardsWhy ?? 'the pilot drifts from its control' };
  const { start_at_ms: at } = release;
  if (status === 'pending' && at !== undefined && standing.nowMs >= at && may('start'))
    return { action: 'start', why: 'its time came' };
  if (status !== 'running') return undefined;
  const next = release.stages[stage + 1] ?? release.stages[stage];
  if (next === undefined || next.advance === 'hand') return undefined;
  if (next.advance === 'guards' && standing.guards !== 'well') return undefined;
  if (may('widen')) return { action: 'widen', why: 'the stage has soaked' };
  return may('finish') ? { action: 'finish', why: 'the last stage has soaked' } : undefined;
}

/** Who acts where nobody did. */
export const MACHINE = 'machine';
