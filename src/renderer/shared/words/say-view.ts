import type { TillView } from '../till-api.ts';
import { sayLater } from './say.ts';

/**
 * Sentences of the worker and of the host in the cashier's language as the page hears them. Those with
 * values the worker has said itself already; the others are English, and in the catalogues (LANG8).
 */
export function sayView(view: Partial<TillView>): Partial<TillView> {
  const { phase, alarms } = view;
  return {
    ...view,
    ...(phase === undefined ? {} : { phase: sayPhase(phase) }),
    ...(alarms === undefined
      ? {}
      : {
          alarms: alarms.map((alarm) => ({
            ...alarm,
            text: sayLater(alarm.text),
            next: sayLater(alarm.next),
          })),
        }),
  };
}

function sayPhase(phase: TillView['phase']): TillView['phase'] {
  if (phase.at !== 'unusable') return phase;
  return { ...phase, reason: sayLater(phase.reason), next: sayLater(phase.next) };
}

/** What a refusal asks a person to do, and what an answer warns of. */
export function sayAnswer<A>(answer: A): A {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  return { ...answer, ...said(answer, 'next'), ...said(answer, 'warning') };
}

function said(answer: object, name: 'next' | 'warning'): object {
  const text: unknown = Reflect.get(answer, name);
  return typeof text === 'string' ? { [name]: sayLater(text) } : {};
}
