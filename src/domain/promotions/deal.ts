import type { ItemRule } from './promotion-rule.ts';

/**
 * A promotion as a small automaton that is fed units one by one: its phase says what its open
 * applications hold already. The search only knows this shape, so that every type of promotion
 * competes with every other by the same rules.
 */
export type Deal = {
  readonly rule: ItemRule;
  /** Lines by role; a role is a place that units fill, such as a slot of a bundle. */
  readonly lines: readonly (readonly number[])[];
  /** Phases are 0 (nothing open, nothing used) to this, exclusive. */
  readonly phases: number;
  /** Whether units must come dearest first, because the cheapest are the reward. */
  readonly dearestFirst: boolean;
  /** What may happen to a unit of the line in a phase, besides nothing. */
  readonly steps: (line: number, phase: number) => readonly Step[];
  /** Units by role that open applications still need; all 0 when none is open. */
  readonly missing: (phase: number) => readonly number[];
  /** Most that a unit of the line can add to the gain, over all phases. */
  readonly share: (line: number) => number;
  /** Most that open applications add beyond the shares, when the next unit has this price. */
  readonly hope: (phase: number, nextPrice: number) => number;
  /** Sorts what was taken into applications; the units of each in the order of the reward. */
  readonly group: (taken: readonly Taken[]) => number[][];
};

/** A unit entering a deal. Gains are in scaled minor units. */
export type Step = {
  readonly to: number;
  readonly gain: number;
  readonly role: number;
  readonly opens: boolean;
};

/** A unit of a line that entered a deal, in the order of the search. */
export type Taken = { readonly line: number; readonly step: Step };

export const NO_HOPE = (): number => 0;
