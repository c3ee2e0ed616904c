import type { ReleaseView } from '../../../../src/contracts/release.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { admits } from '../../../../src/domain/release/rank-stores.ts';
import { nextStepWords } from '../../../../src/domain/release/release-words.ts';
import type { Finding } from '../../../../src/domain/release/judge-guards.ts';
import { whenWords } from './when-words.ts';
import { flagStates, type FlagRows } from './flag-edits.ts';
import type { FullStanding } from './release-standing.ts';

/** A release as people see it: what it is, where it stands, what comes next, and how it came there. */
export function releaseView(
  state: ReleaseState,
  standing: FullStanding,
  winners: FlagRows,
): ReleaseView {
  const { release, status, stage, percent, stageSinceMs, history, overruled } = state;
  const { ranks, sales, findings } = standing;
  const admitted = (isLate: boolean): string[] =>
    ranks
      .filter((one) => one.isLate === isLate && admits(one.rank, percent))
      .map(({ store }) => store);
  return {
    id: release.id,
    spec: structuredClone(release) as ReleaseView['spec'],
    status,
    stage,
    percent,
    stage_since_ms: stageSinceMs,
    next: nextStepWords(state, standing, whenWords),
    stores: {
      audience: ranks.filter(({ isLate }) => !isLate).length,
      admitted: admitted(false),
      late: ranks.filter(({ isLate }) => isLate).length,
      late_admitted: admitted(true),
    },
    sales,
    flags: flagStates(state, winners).map(({ key, variant, isInForce }) => ({
      key,
      variant,
      in_force: isInForce,
    })),
    guards: findings.map(findingView),
    history: history.map(({ o, t }) => ({
      id: t.id,
      kind: t.kind,
      by: t.by,
      who: t.who,
      why: t.why,
      at_ms: t.at_ms,
      before: t.before,
      after: t.after,
      ...(t.stage === undefined ? {} : { stage: t.stage }),
      site: o,
      overruled: overruled.includes(t.id),
    })),
  };
}

function findingView({ guard, verdict, pilot, control }: Finding): ReleaseView['guards'][number] {
  return {
    metric: guard.metric,
    verdict,
    pilot: pilot?.value ?? null,
    control: control?.value ?? null,
    pilot_samples: pilot?.samples ?? 0,
    control_samples: control?.samples ?? 0,
    hard: guard.hard,
    drift: guard.drift,
    min_samples: guard.min_samples,
    window_ms: guard.window_ms,
  };
}
