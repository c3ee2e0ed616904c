import type { Deal, Step, Taken } from './deal.ts';

/** How much a search may still do, shared by all searches of one basket. */
export type SearchBudget = { states: number };

/** States kept at each unit once the budget is spent. */
const NARROW = 64;

/** The best found: what it gains, and which units went where, by position of the deal. */
export type Swept = {
  readonly gain: number;
  readonly taken: readonly (readonly Taken[])[];
};

export type Sweep = {
  /** Undefined when nothing gains more than what was known before. */
  readonly best: Swept | undefined;
  /** Whether no choice went unseen. */
  readonly isExact: boolean;
};

/** A choice for every unit so far. States with equal phases have equal futures: the best one stays. */
type State = {
  readonly key: number;
  readonly gain: number;
  readonly before: State | undefined;
  readonly deal: number;
  readonly line: number;
  readonly step: Step | undefined;
};

/**
 * Offers each unit in turn to each deal and to none. A state goes no further when its open
 * applications cannot be filled any more, or when even the most that the units left can add would
 * not beat `atLeast`.
 */
export function sweep(
  deals: readonly Deal[],
  units: readonly number[],
  price: readonly number[],
  atLeast: number,
  budget: SearchBudget,
): Sweep {
  const radix = radices(deals);
  if (radix === undefined) return { best: undefined, isExact: false };
  const outlook = lookAhead(deals, units, price, radix);
  const dealsOf = dealsByLine(deals, units);
  let layer: State[] = [
    { key: 0, gain: 0, before: undefined, deal: -1, line: -1, step: undefined },
  ];
  let isExact = true;
  let stepsOf: Map<number, readonly Step[]>[] = [];
  for (const [at, line] of units.entries()) {
    if (layer.length > Math.max(budget.states, NARROW)) {
      isExact = false;
      layer = mostPromising(layer, ({ key, gain }) => gain + outlook.boundAfter(at - 1, key));
    }
    budget.states -= layer.length;
    const mine = dealsOf.get(line) ?? [];
    if (units[at - 1] !== line) stepsOf = mine.map(() => new Map());
    const next = new Map<number, State>();
    const isWorthIt = (key: number, gain: number): boolean => {
      const known = next.get(key);
      if (known !== undefined && known.gain >= gain) return false;
      return gain + outlook.boundAfter(at, key) > atLeast && outlook.canClose(mine, at, key);
    };
    for (const state of layer) {
      if (isWorthIt(state.key, state.gain)) next.set(state.key, state);
      for (let nth = 0; nth < mine.length; nth++) {
        const deal = mine[nth] ?? -1;
        const place = radix[deal] ?? 1;
        const phase = phaseAt(state.key, place, deals[deal]?.phases ?? 1);
        let steps = stepsOf[nth]?.get(phase);
        if (steps === undefined) {
          steps = deals[deal]?.steps(line, phase) ?? [];
          stepsOf[nth]?.set(phase, steps);
        }
        for (const step of steps) {
          const key = state.key + (step.to - phase) * place;
          const gain = state.gain + step.gain;
          if (isWorthIt(key, gain)) next.set(key, { key, gain, before: state, deal, line, step });
        }
      }
    }
    layer = [...next.values()];
  }
  const best = layer.reduce<State | undefined>(
    (top, state) => (top === undefined || state.gain > top.gain ? state : top),
    undefined,
  );
  return { best: best && { gain: best.gain, taken: takenOf(best, deals.length) }, isExact };
}

function mostPromising(layer: readonly State[], bound: (state: State) => number): State[] {
  return layer
    .map((state) => ({ state, bound: bound(state) }))
    .sort((a, b) => b.bound - a.bound)
    .slice(0, NARROW)
    .map(({ state }) => state);
}

/** Place value of each deal's phase in the key of a state; none when the key would not be exact. */
function radices(deals: readonly Deal[]): number[] | undefined {
  let place = 1;
  const places = deals.map(({ phases }) => {
    const own = place;
    place *= phases;
    return own;
  });
  return Number.isSafeInteger(place) ? places : undefined;
}

/** The digit at a place. Keys pass 32 bits, where a remainder costs more than all the rest. */
function phaseAt(key: number, place: number, phases: number): number {
  const above = Math.floor(key / place);
  return above - Math.floor(above / phases) * phases;
}

function dealsByLine(deals: readonly Deal[], units: readonly number[]): Map<number, number[]> {
  const byLine = new Map<number, number[]>(units.map((line) => [line, []]));
  for (const [at, { lines }] of deals.entries()) {
    for (const line of new Set(lines.flat())) byLine.get(line)?.push(at);
  }
  return byLine;
}

type Outlook = {
  /** Most that the units after position `at` add to a state. */
  boundAfter: (at: number, key: number) => number;
  /** Whether the units after `at` can fill what these deals have open. */
  canClose: (deals: readonly number[], at: number, key: number) => boolean;
};

function lookAhead(
  deals: readonly Deal[],
  units: readonly number[],
  price: readonly number[],
  radix: readonly number[],
): Outlook {
  const most = mostAhead(deals, units);
  const ahead = deals.map(({ lines }) => lines.map((role) => unitsAhead(new Set(role), units)));
  const hopeful = deals.flatMap(({ dearestFirst, lines }, deal) =>
    dearestFirst ? [{ deal, nextPrice: pricesAhead(new Set(lines.flat()), units, price) }] : [],
  );
  const missing = deals.map(() => new Map<number, readonly number[]>());
  const phaseOf = (key: number, deal: number): number =>
    phaseAt(key, radix[deal] ?? 1, deals[deal]?.phases ?? 1);
  return {
    boundAfter: (at, key) => {
      let bound = most[at + 1] ?? 0;
      if (key === 0) return bound;
      for (const { deal, nextPrice } of hopeful) {
        const phase = phaseOf(key, deal);
        if (phase > 0) bound += deals[deal]?.hope(phase, nextPrice[at + 1] ?? 0) ?? 0;
      }
      return bound;
    },
    canClose: (mine, at, key) => {
      if (key === 0) return true;
      for (const deal of mine) {
        const phase = phaseOf(key, deal);
        if (phase === 0) continue;
        let wanted = missing[deal]?.get(phase);
        if (wanted === undefined) {
          wanted = deals[deal]?.missing(phase) ?? [];
          missing[deal]?.set(phase, wanted);
        }
        for (let role = 0; role < wanted.length; role++) {
          const count = wanted[role] ?? 0;
          if (count > 0 && count > (ahead[deal]?.[role]?.[at + 1] ?? 0)) return false;
        }
      }
      return true;
    },
  };
}

/** By position: the sum of the most that each unit from there on can add. */
function mostAhead(deals: readonly Deal[], units: readonly number[]): number[] {
  const most = new Map<number, number>();
  for (const { lines, share } of deals) {
    for (const line of new Set(lines.flat())) {
      most.set(line, Math.max(most.get(line) ?? 0, share(line)));
    }
  }
  const ahead: number[] = Array.from({ length: units.length + 1 }, () => 0);
  for (let at = units.length - 1; at >= 0; at--) {
    ahead[at] = (ahead[at + 1] ?? 0) + (most.get(units[at] ?? -1) ?? 0);
  }
  return ahead;
}

/** By position: how many units from there on are of these lines. */
function unitsAhead(lines: ReadonlySet<number>, units: readonly number[]): number[] {
  const ahead: number[] = Array.from({ length: units.length + 1 }, () => 0);
  for (let at = units.length - 1; at >= 0; at--) {
    ahead[at] = (ahead[at + 1] ?? 0) + (lines.has(units[at] ?? -1) ? 1 : 0);
  }
  return ahead;
}

/** By position: the price of the next unit of these lines, which is the dearest of those to come. */
function pricesAhead(
  lines: ReadonlySet<number>,
  units: readonly number[],
  price: readonly number[],
): number[] {
  const ahead: number[] = Array.from({ length: units.length + 1 }, () => 0);
  for (let at = units.length - 1; at >= 0; at--) {
    const line = units[at] ?? -1;
    ahead[at] = lines.has(line) ? (price[line] ?? 0) : (ahead[at + 1] ?? 0);
  }
  return ahead;
}

function takenOf(last: State, deals: number): Taken[][] {
  const taken: Taken[][] = Array.from({ length: deals }, () => []);
  for (let state: State | undefined = last; state !== undefined; state = state.before) {
    if (state.step !== undefined) taken[state.deal]?.push({ line: state.line, step: state.step });
  }
  for (const steps of taken) steps.reverse();
  return taken;
}
