import type { HeldHandover } from './fold-shift.ts';
import { plus } from './sum-figures.ts';

/** A shift that was suspended or taken over, as its Z tells it; `expected` stands beside what was counted. */
export type Handover = {
  readonly what: 'suspended' | 'resumed';
  readonly cashier: string;
  readonly at_ms: number;
  readonly counted?: number;
  readonly expected?: number;
};

/** A Z names so many, the last ones. */
const MOST_NAMED = 100;

/** In their order (dom-Z9); `float` is the opening one. */
export function handoversOf(held: readonly HeldHandover[], float: number): Handover[] {
  return held.slice(-MOST_NAMED).map(({ what, cashier, at_ms, counted, due }) => {
    const told = { what, cashier, at_ms };
    return counted === undefined ? told : { ...told, counted, expected: plus(due, float) };
  });
}
