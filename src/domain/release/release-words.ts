import { unreachable } from '../assert.ts';
import type { ReleaseState } from './compose-release.ts';
import { decideAction, type Refusal, type Standing } from './decide-action.ts';

/** Writes a moment down for people, ms since 1970. */
export type When = (ms: number) => string;

/** Why an action was refused, for people. */
export function refusalWords(refusal: Refusal, when: When): string {
  switch (refusal.why) {
    case 'status':
      return `it is ${refusal.status}`;
    case 'no-stage':
      return 'there is no such stage to go to';
    case 'approval':
      return `a second person must approve stage ${refusal.stage + 1}`;
    case 'soak':
      return `its stage must soak until ${when(refusal.untilMs)}`;
    case 'sales':
      return `the pilot's stores must sell ${refusal.missing} times more`;
    case 'hours':
      return 'it waits for office hours, when people can watch it';
    case 'guards':
      return 'a guard says no';
    case 'taken':
      return `flag ${refusal.key} follows release ${refusal.release}`;
    case 'unfit':
      return refusal.words;
    case 'prerequisites':
      return `it waits for ${refusal.missing.join(', ')} to be done`;
    default:
      return unreachable(refusal);
  }
}

/** What happens next, in words: by itself, by whom, or what it waits for. */
export function nextStepWords(state: ReleaseState, standing: Standing, when: When): string {
  const { status, release, stage } = state;
  if (status === 'rolled-back') return 'Nothing: it was taken back.';
  if (status === 'done') return 'Nothing: it is done and can still be rolled back.';
  if (status === 'paused')
    return `It is held: ${state.holds.map(({ why }) => why).join('; ')}. A person resumes it or rolls it back.`;
  if (status === 'draft') return words(state, standing, when, 'start', 'A person starts it');
  if (status === 'pending')
    return words(
      state,
      standing,
      when,
      'start',
      `It starts by itself at ${when(release.start_at_ms ?? 0)}`,
    );
  const next = release.stages[stage + 1];
  const by = (next ?? release.stages[stage])?.advance === 'hand' ? 'A person' : 'The clock';
  return next === undefined
    ? words(state, standing, when, 'finish', `${by} calls it done`)
    : words(state, standing, when, 'widen', `${by} widens it to ${next.percent} %`);
}

function words(
  state: ReleaseState,
  standing: Standing,
  when: When,
  action: 'start' | 'widen' | 'finish',
  sentence: string,
): string {
  // Asked as nobody in particular: who approved may not be who acts.
  const decided = decideAction(state, { action, by: 'person', who: '' }, standing);
  return decided.ok
    ? `${sentence}.`
    : `${sentence}, once it can: ${refusalWords(decided.error, when)}.`;
}
