import { err, ok, type Result } from '../result.ts';
import type { ReleaseState } from './compose-release.ts';
import type { Stage, Transition } from './release.ts';

export const RELEASE_ACTIONS = [
  'approve',
  'start',
  'widen',
  'force',
  'hold',
  'resume',
  'rollback',
  'finish',
] as const;
export type ReleaseAction = (typeof RELEASE_ACTIONS)[number];

/** Who asks for what. `stage`: of `approve` and `force`, which stage; of the others it follows. */
export type ActionAsk = {
  readonly action: ReleaseAction;
  readonly by: 'person' | 'machine';
  readonly who: string;
  readonly stage?: number;
};

/** What the decision hangs on beside the history. */
export type Standing = {
  readonly nowMs: number;
  /** Sales of admitted stores since the stage began. */
  readonly sales: number;
  /** People are at work in the release's stores. */
  readonly isOfficeHours: boolean;
  /** Releases that this one waits for and that are not done. */
  readonly missing: readonly string[];
  /** A flag of this release that follows another one now. */
  readonly taken?: { readonly key: string; readonly release: string };
  /** Of a build: why it may not go out, or how another one is out. */
  readonly unfit?: string;
  /** What the guards say; `unsure` where too little was measured. */
  readonly guards: 'well' | 'unsure' | 'hold' | 'rollback';
  /** In words, where it is no guard that says so. */
  readonly guardsWhy?: string;
};

/** Why an action is not taken; each has its words in `release-words.ts`. */
export type Refusal =
  | { readonly why: 'status'; readonly status: string }
  | { readonly why: 'no-stage' }
  | { readonly why: 'approval'; readonly stage: number }
  | { readonly why: 'soak'; readonly untilMs: number }
  | { readonly why: 'sales'; readonly missing: number }
  | { readonly why: 'hours' }
  | { readonly why: 'guards' }
  | { readonly why: 'taken'; readonly key: string; readonly release: string }
  | { readonly why: 'unfit'; readonly words: string }
  | { readonly why: 'prerequisites'; readonly missing: readonly string[] };

/** What the transition will say beside who, why and when. */
export type Decided = Pick<Transition, 'kind' | 'before' | 'after'> & { readonly stage?: number };

/** Whether an action may be taken now, and what it does (REL4, REL5). Never looks at a clock itself. */
export function decideAction(
  state: ReleaseState,
  ask: ActionAsk,
  standing: Standing,
): Result<Decided, Refusal> {
  switch (ask.action) {
    case 'approve':
      return approve(state, ask);
    case 'start':
      return start(state, ask, standing);
    case 'widen':
      return widen(state, ask, standing);
    case 'force':
      return force(state, ask);
    case 'hold':
      return only(state, ['pending', 'running'], { ...still(state), kind: 'held' });
    case 'resume':
      return only(state, ['paused'], { ...still(state), kind: 'resumed' });
    case 'rollback':
      return only(state, ['draft', 'pending', 'running', 'paused', 'done'], {
        kind: 'rolled-back',
        before: state.percent,
        after: 0,
      });
    case 'finish':
      return finish(state, ask, standing);
  }
}

const still = ({ percent }: ReleaseState) => ({ before: percent, after: percent });

function only(
  { status }: ReleaseState,
  statuses: readonly string[],
  decided: Decided,
): Result<Decided, Refusal> {
  return statuses.includes(status) ? ok(decided) : err({ why: 'status', status });
}

/** Somebody other than who acts; the machine acts for whoever set the release up. */
function isApproved({ approvals, history }: ReleaseState, ask: ActionAsk, stage: number): boolean {
  const acts =
    ask.by === 'machine' ? history.find(({ t }) => t.kind === 'created')?.t.who : ask.who;
  return approvals.some((a) => a.stage === stage && a.who !== acts);
}

function approve(state: ReleaseState, { stage }: ActionAsk): Result<Decided, Refusal> {
  if (state.status === 'rolled-back' || state.status === 'done')
    return err({ why: 'status', status: state.status });
  if (stage === undefined || state.release.stages[stage] === undefined)
    return err({ why: 'no-stage' });
  return ok({ kind: 'approved', stage, ...still(state) });
}

function start(state: ReleaseState, ask: ActionAsk, at: Standing): Result<Decided, Refusal> {
  const { status, release } = state;
  if (status !== 'draft' && status !== 'pending') return err({ why: 'status', status });
  if (at.missing.length > 0) return err({ why: 'prerequisites', missing: at.missing });
  if (at.taken !== undefined) return err({ why: 'taken', ...at.taken });
  if (at.unfit !== undefined) return err({ why: 'unfit', words: at.unfit });
  return enter(state, ask, at, 0, () => ({
    kind: 'started',
    stage: 0,
    before: 0,
    after: release.stages[0]?.percent ?? 0,
  }));
}

function widen(state: ReleaseState, ask: ActionAsk, at: Standing): Result<Decided, Refusal> {
  const { status, release, stage, percent } = state;
  if (status !== 'running') return err({ why: 'status', status });
  const left = leave(state, at);
  if (left !== undefined) return err(left);
  const next = release.stages[stage + 1];
  if (next === undefined) return err({ why: 'no-stage' });
  return enter(state, ask, at, stage + 1, () => ({
    kind: 'widened',
    stage: stage + 1,
    before: percent,
    after: next.percent,
  }));
}

/** Over soak, sales, hours and guards, by two people: one said yes to that stage, another does it. */
function force(state: ReleaseState, ask: ActionAsk): Result<Decided, Refusal> {
  const { status, release, percent } = state;
  if (status !== 'running') return err({ why: 'status', status });
  const stage = ask.stage ?? state.stage + 1;
  const to = release.stages[stage];
  if (to === undefined || stage <= state.stage) return err({ why: 'no-stage' });
  if (ask.by === 'machine' || !isApproved(state, ask, stage))
    return err({ why: 'approval', stage });
  return ok({ kind: 'forced', stage, before: percent, after: to.percent });
}

function finish(state: ReleaseState, ask: ActionAsk, at: Standing): Result<Decided, Refusal> {
  const { status, release, stage } = state;
  if (status !== 'running') return err({ why: 'status', status });
  if (stage < release.stages.length - 1) return err({ why: 'no-stage' });
  const left = leave(state, at);
  if (left !== undefined) return err(left);
  return ok({ kind: 'done', ...still(state) });
}

/** What the present stage still asks for before anything follows it. */
function leave({ release, stage, stageSinceMs }: ReleaseState, at: Standing): Refusal | undefined {
  const now: Stage | undefined = release.stages[stage];
  if (now === undefined) return { why: 'no-stage' };
  if (at.guards === 'hold' || at.guards === 'rollback') return { why: 'guards' };
  const untilMs = stageSinceMs + now.min_soak_ms;
  if (at.nowMs < untilMs) return { why: 'soak', untilMs };
  const missing = now.min_sales - at.sales;
  return missing > 0 ? { why: 'sales', missing } : undefined;
}

/** What a stage asks for before it begins. */
function enter(
  state: ReleaseState,
  ask: ActionAsk,
  at: Standing,
  stage: number,
  decided: () => Decided,
): Result<Decided, Refusal> {
  const to = state.release.stages[stage];
  if (to === undefined) return err({ why: 'no-stage' });
  if (to.needs_approval && !isApproved(state, ask, stage)) return err({ why: 'approval', stage });
  if (to.business_hours && !at.isOfficeHours) return err({ why: 'hours' });
  return ok(decided());
}
