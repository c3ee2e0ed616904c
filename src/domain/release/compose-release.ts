import type { Release, StampedTransition, Transition } from './release.ts';

export type ReleaseStatus = 'draft' | 'pending' | 'running' | 'paused' | 'done' | 'rolled-back';

/** A release as its history says it is. */
export type ReleaseState = {
  readonly release: Release;
  readonly status: ReleaseStatus;
  /** Index of the stage it is in; -1 before the start. */
  readonly stage: number;
  /** Percent of the starting audience that has it now; 0 before the start and after a roll-back. */
  readonly percent: number;
  /** Since when it is in its stage, ms. */
  readonly stageSinceMs: number;
  /** The start that counts: it named the stores. */
  readonly started: StampedTransition | undefined;
  /** The first start, also one without effect: its flags went out, so what was before it is what was before. */
  readonly begun: StampedTransition | undefined;
  /** Holds that nobody who knew of them has lifted. */
  readonly holds: readonly Transition[];
  /** What people resumed and nobody overruled: each took the flags back from hands that it knew of. */
  readonly resumes: readonly StampedTransition[];
  readonly approvals: readonly { readonly stage: number; readonly who: string }[];
  /** In the order of their stamps. */
  readonly history: readonly StampedTransition[];
  /** Steps without effect: somebody narrowed beside them. */
  readonly overruled: readonly string[];
};

const NARROWING = ['held', 'rolled-back'];
const STAGES = ['started', 'widened', 'forced'];
const WIDENING = [...STAGES, 'resumed', 'done'];

function byStamp(a: StampedTransition, b: StampedTransition): number {
  if (a.hlc !== b.hlc) return a.hlc - b.hlc;
  if (a.o !== b.o) return a.o < b.o ? -1 : 1;
  return a.t.id < b.t.id ? -1 : 1;
}

const saw = (t: Transition, other: Transition): boolean => t.saw.includes(other.id);

/** Neither knew of the other: two operators at once, or at two sites that were cut off. */
const beside = (a: Transition, b: Transition): boolean => !saw(a, b) && !saw(b, a);

/**
 * What a history says, whatever order its rows came in (REL3). A roll-back stands for ever. A hold
 * stands until it is lifted by somebody who knew of it. A step that widens has no effect where somebody
 * narrowed beside it, and of two that were taken at once the narrower counts. Undefined: never created.
 */
export function composeRelease(rows: readonly StampedTransition[]): ReleaseState | undefined {
  const history = [...new Map(rows.map((row) => [row.t.id, row])).values()].sort(byStamp);
  const all = history.map(({ t }) => t);
  const release = all.find(({ kind }) => kind === 'created')?.spec;
  if (release === undefined) return undefined;
  const narrowing = all.filter(({ kind }) => NARROWING.includes(kind));
  const overruled = all.filter(
    (t) => WIDENING.includes(t.kind) && narrowing.some((n) => beside(t, n)),
  );
  const counts = all.filter((t) => !overruled.includes(t));
  const steps = counts.filter(({ kind }) => STAGES.includes(kind));
  const stage = stageOf(steps);
  const isBack = all.some(({ kind }) => kind === 'rolled-back');
  const lifts = counts.filter(({ kind }) => kind === 'resumed');
  const holds = all.filter((t) => t.kind === 'held' && !lifts.some((lift) => saw(lift, t)));
  const isDone = counts.some(({ kind }) => kind === 'done');
  const status = statusOf({ isBack, isDone, isHeld: holds.length > 0, stage, release });
  return {
    release,
    status,
    stage: stage?.at ?? -1,
    percent: isBack ? 0 : (release.stages[stage?.at ?? -1]?.percent ?? 0),
    stageSinceMs: stage?.sinceMs ?? 0,
    started: history.find(({ t }) => t.kind === 'started' && !overruled.includes(t)),
    begun: history.find(({ t }) => t.kind === 'started'),
    resumes: history.filter(({ t }) => lifts.includes(t) && t.by === 'person'),
    holds,
    approvals: all
      .filter(({ kind }) => kind === 'approved')
      .map(({ stage: at = 0, who }) => ({ stage: at, who })),
    history,
    overruled: overruled.map(({ id }) => id),
  };
}

/**
 * Of the steps that no later one knew of, the narrowest; its time is when the stage began. A step that
 * another site took as well and went on from is no narrower wish: it is the same one, told twice.
 */
function stageOf(steps: readonly Transition[]): { at: number; sinceMs: number } | undefined {
  const at = ({ stage = 0 }: Transition): number => stage;
  const ends = steps.filter((t) => !steps.some((later) => saw(later, t)));
  const isTwin = (t: Transition): boolean =>
    ends.some(
      (end) => at(end) > at(t) && steps.some((u) => u !== t && at(u) >= at(t) && saw(end, u)),
    );
  const last = ends.filter((t) => !isTwin(t));
  if (last.length === 0) return undefined;
  const narrowest = Math.min(...last.map(at));
  const began = last.filter((t) => at(t) === narrowest).map((t) => t.at_ms);
  return { at: narrowest, sinceMs: Math.max(...began) };
}

function statusOf(is: {
  isBack: boolean;
  isDone: boolean;
  isHeld: boolean;
  stage: { at: number } | undefined;
  release: Release;
}): ReleaseStatus {
  if (is.isBack) return 'rolled-back';
  if (is.isHeld) return 'paused';
  if (is.isDone) return 'done';
  if (is.stage !== undefined) return 'running';
  return is.release.start_at_ms === undefined ? 'draft' : 'pending';
}
