import type { ConsoleReleaseAct, ReleaseView } from '../../../src/contracts/release.ts';

export type ReleaseAction = ConsoleReleaseAct['action'];
type Guard = ReleaseView['guards'][number];

/** What a release lets somebody ask for, in the order of its life; the site has the last word. */
export function actionsOf({ status, stage, spec }: ReleaseView): ReleaseAction[] {
  const isLast = stage >= spec.stages.length - 1;
  const next = spec.stages[stage + 1];
  const approve: ReleaseAction[] = next?.needs_approval === true ? ['approve'] : [];
  switch (status) {
    case 'draft':
    case 'pending':
      return [...approve, 'start', 'rollback'];
    case 'running':
      return [...approve, isLast ? 'finish' : 'widen', 'hold', 'rollback'];
    case 'paused':
      return ['resume', 'rollback'];
    case 'done':
      return ['rollback'];
    case 'rolled-back':
      return [];
  }
}

const ACTIONS: Readonly<Record<ReleaseAction, string>> = {
  approve: 'Approve the next stage',
  start: 'Start',
  widen: 'Widen',
  force: 'Force',
  hold: 'Hold',
  resume: 'Resume',
  rollback: 'Roll back',
  finish: 'Call it done',
};
export const actionWords = (action: ReleaseAction): string => ACTIONS[action];

const STATES: Readonly<Record<ReleaseView['status'], string>> = {
  draft: 'Not started',
  pending: 'Starts by itself',
  running: 'Running',
  paused: 'Held',
  done: 'Done',
  'rolled-back': 'Taken back',
};
export const statusWords = (status: ReleaseView['status']): string => STATES[status];

const STEPS: Readonly<Record<ReleaseView['history'][number]['kind'], string>> = {
  created: 'Created',
  approved: 'Approved',
  started: 'Started',
  widened: 'Widened',
  forced: 'Forced',
  held: 'Held',
  resumed: 'Resumed',
  'rolled-back': 'Rolled back',
  done: 'Done',
};
export const stepWords = (kind: ReleaseView['history'][number]['kind']): string => STEPS[kind];

const METRICS: Readonly<Record<Guard['metric'], string>> = {
  'crash-free-starts': 'Starts after a crash, of a hundred',
  'failed-sales': 'Sales that failed, of a hundred',
  'backlog-age': 'Oldest sale that waits, min (middle store)',
  'scan-to-line': 'Scan to line, ms (95 of 100)',
  'declined-payments': 'Card payments declined, of a hundred',
  'parked-ops': 'Operations set aside, a store',
  'fell-back': 'Requests the champion answered for the set, of a hundred',
};
export const metricWords = (metric: Guard['metric']): string => METRICS[metric];

const VERDICTS: Readonly<Record<Guard['verdict'], string>> = {
  well: 'Well',
  unsure: 'Too little measured yet',
  hold: 'Drifts: held',
  rollback: 'Too far: taken back',
};
export const verdictWords = (verdict: Guard['verdict']): string => VERDICTS[verdict];

/** At most two places, for figures in the metric's own unit. */
export const guardFigure = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
