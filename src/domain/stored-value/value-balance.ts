/** A step as it counts: who told it is for whoever lists them. */
export type CountedStep = { readonly id: string; readonly amount: number };

/**
 * What is on a card: the sum of its steps, each id once. Nothing hangs on the order in which they
 * came, so two sites that hold the same ops say the same (dom-G1). Below nothing where two tills that
 * could not ask each other took the same value.
 */
export function balanceOf(steps: readonly CountedStep[]): number {
  return distinctSteps(steps).reduce((sum, { amount }) => sum + amount, 0);
}

/** Told twice with other amounts, the larger one counts, and at another time the earlier one: whichever came first. */
export function distinctSteps<Step extends CountedStep & Partial<TimedStep>>(
  steps: readonly Step[],
): Step[] {
  const known = new Map<string, Step>();
  for (const step of steps) {
    const before = known.get(step.id);
    if (before === undefined || isLarger(step, before)) known.set(step.id, step);
  }
  return [...known.values()];
}

function isLarger(step: CountedStep & Partial<TimedStep>, before: typeof step): boolean {
  const [now, then] = [Math.abs(step.amount), Math.abs(before.amount)];
  if (now !== then) return now > then;
  if (step.amount !== before.amount) return step.amount > before.amount;
  return (step.atMs ?? 0) < (before.atMs ?? 0);
}

/** A step with what puts it in one order at every site: when its till closed it, then its id. */
export type TimedStep = CountedStep & { readonly atMs: number };

/** What one step took beyond what was on the card; a magnitude. */
export type Shortfall<Step extends TimedStep> = { readonly step: Step; readonly amount: number };

/**
 * Which steps took what was not there: the newest that took, until the missing sum is covered. Whoever
 * took last took what was gone; the old sales stand (dom-G1: a loss of the store, never a failed sale).
 */
export function shortfallsOf<Step extends TimedStep>(steps: readonly Step[]): Shortfall<Step>[] {
  let missing = 0 - balanceOf(steps);
  const found: Shortfall<Step>[] = [];
  const takers = distinctSteps(steps).filter(({ amount }) => amount < 0);
  for (const step of takers.sort(newestFirst)) {
    if (missing <= 0) break;
    const amount = Math.min(missing, 0 - step.amount);
    found.push({ step, amount });
    missing -= amount;
  }
  return found;
}

function newestFirst(left: TimedStep, right: TimedStep): number {
  if (left.atMs !== right.atMs) return right.atMs - left.atMs;
  return left.id < right.id ? 1 : -1;
}
