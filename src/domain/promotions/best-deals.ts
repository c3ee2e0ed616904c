import type { Deal, Taken } from './deal.ts';
import type { Goods } from './goods.ts';
import { lineOrder } from './line-order.ts';
import { sweep, type SearchBudget, type Swept } from './sweep.ts';

/** Units that deals took, by deal. */
export type Chosen = { readonly deal: Deal; readonly taken: readonly Taken[] };

export type BestDeals = { readonly chosen: readonly Chosen[]; readonly isExact: boolean };

/** More units of deals than this in one search stay without a deal: a pallet, not a basket. */
const MOST_UNITS = 4000;

/**
 * The best use of some deals that compete for units (vec-promo-P5). Deals that share no unit, not
 * even through others, are searched apart.
 */
export function bestDeals(deals: readonly Deal[], goods: Goods, budget: SearchBudget): BestDeals {
  const alone = deals.flatMap((deal) => {
    const found = searchDeals([deal], goods, goods.left, 0, budget);
    // A deal that gains nothing with every unit to itself gains nothing beside others.
    return found.best === undefined && found.isExact ? [] : [{ deal, ...found }];
  });
  const chosen: Chosen[] = [];
  let isExact = true;
  for (const group of apart(alone)) {
    const found = group.length === 1 ? only(group[0]) : together(group, goods, budget);
    chosen.push(...found.chosen);
    isExact &&= found.isExact;
  }
  return { chosen, isExact };
}

type Alone = { readonly deal: Deal; readonly best: Swept | undefined; readonly isExact: boolean };

function only(alone: Alone | undefined): BestDeals {
  if (alone === undefined) return { chosen: [], isExact: true };
  return { chosen: chosenOf([alone.deal], alone.best), isExact: alone.isExact };
}

/** A quick look whose result lets the search leave out more; most baskets need no more than it. */
const QUICK_STATES = 500;

/** The search must beat the deals taken one after the other; within its bounds it finds the best. */
function together(group: readonly Alone[], goods: Goods, budget: SearchBudget): BestDeals {
  const sequence = oneAfterOther(group, goods, budget);
  const deals = group.map(({ deal }) => deal);
  const quick = { states: Math.min(QUICK_STATES, budget.states) };
  const first = searchDeals(deals, goods, goods.left, sequence.gain, quick);
  budget.states -= QUICK_STATES - quick.states;
  const known = first.best === undefined ? sequence.chosen : chosenOf(deals, first.best);
  if (first.isExact) return { chosen: known, isExact: true };
  const atLeast = first.best?.gain ?? sequence.gain;
  const found = searchDeals(deals, goods, goods.left, atLeast, budget);
  return {
    chosen: found.best === undefined ? known : chosenOf(deals, found.best),
    isExact: found.isExact,
  };
}

/** The fallback: the deal that saves most by itself first, each at its best on what is left. */
function oneAfterOther(
  group: readonly Alone[],
  goods: Goods,
  budget: SearchBudget,
): { chosen: Chosen[]; gain: number } {
  const left = [...goods.left];
  const chosen: Chosen[] = [];
  let gain = 0;
  const bestFirst = [...group].sort((a, b) => (b.best?.gain ?? 0) - (a.best?.gain ?? 0));
  const touched = new Set<number>();
  for (const { deal, best: alone } of bestFirst) {
    const isUntouched = deal.lines.every((role) => role.every((line) => !touched.has(line)));
    const best = isUntouched ? alone : searchDeals([deal], goods, left, 0, budget).best;
    if (best === undefined) continue;
    gain += best.gain;
    for (const item of chosenOf([deal], best)) {
      chosen.push(item);
      for (const { line } of item.taken) {
        left[line] = (left[line] ?? 0) - 1;
        touched.add(line);
      }
    }
  }
  return { chosen, gain };
}

function searchDeals(
  deals: readonly Deal[],
  goods: Goods,
  left: readonly number[],
  atLeast: number,
  budget: SearchBudget,
): ReturnType<typeof sweep> {
  const lines = [...new Set(deals.flatMap((deal) => deal.lines.flat()))];
  const units: number[] = [];
  let isWhole = true;
  for (const line of lineOrder(lines, deals, goods.price)) {
    const fits = Math.min(left[line] ?? 0, MOST_UNITS - units.length);
    isWhole &&= fits === (left[line] ?? 0);
    for (let unit = 0; unit < fits; unit++) units.push(line);
  }
  const found = sweep(deals, units, goods.price, atLeast, budget);
  return { best: found.best, isExact: found.isExact && isWhole };
}

function chosenOf(deals: readonly Deal[], best: Swept | undefined): Chosen[] {
  return deals.map((deal, at) => ({ deal, taken: best?.taken[at] ?? [] }));
}

/** Groups of deals that are linked by lines. */
function apart(deals: readonly Alone[]): Alone[][] {
  const groups = new Map<Alone[], Set<number>>();
  for (const item of deals) {
    const lines = new Set(item.deal.lines.flat());
    const merged = [item];
    for (const [group, theirs] of groups) {
      if (!item.deal.lines.flat().some((line) => theirs.has(line))) continue;
      groups.delete(group);
      merged.unshift(...group);
      for (const line of theirs) lines.add(line);
    }
    groups.set(merged, lines);
  }
  return [...groups.keys()];
}
