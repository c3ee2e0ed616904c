/** What a site found of one till of a drill. */
export type FoundTill = {
  /** What the till told when its drill was over; undefined: nothing yet. */
  readonly told:
    { readonly documents: number; readonly gross: number; readonly began_on?: string } | undefined;
  /** Of what it named: ops that are here, and how many there must be. */
  readonly held: number;
  readonly ops: number;
  /** Documents among them and their sum, as read here. */
  readonly documents: number;
  readonly gross: number;
  /** The other site confirms the last of them, on the till's own chain; true where there is no other. */
  readonly isThere: boolean;
  /** Its month was dropped by retention: both sites had held it alike. */
  readonly isArchived: boolean;
};

export type TillState = 'untold' | 'draining' | 'one-site' | 'differs' | 'unproven' | 'whole';

/** Pure. Where a till of a drill stands (LD6). */
export function tillState(found: FoundTill): TillState {
  const { told, held, ops, documents, gross, isThere, isArchived } = found;
  if (told === undefined) return 'untold';
  // It began on another stream: what was sold on that one is in nobody's figures.
  const whole = told.began_on === undefined ? 'whole' : 'unproven';
  if (isArchived) return whole;
  if (held < ops) return 'draining';
  if (documents !== told.documents || gross !== told.gross) return 'differs';
  return isThere ? whole : 'one-site';
}

export type DrillState = 'running' | 'reconciling' | 'whole' | 'differs' | 'unproven' | 'nobody';

/** A till that nobody heard of so long after the end did not take part, ms. */
export const UNTOLD_AFTER_MS = 30 * 60_000;

/** Pure. Where the drill as a whole stands, and in words (LD6). */
export function judgeDrill(
  states: readonly TillState[],
  { endsMs, nowMs }: { endsMs: number; nowMs: number },
): { state: DrillState; verdict: string } {
  const many = (state: TillState): number => states.filter((one) => one === state).length;
  const tills = (n: number): string => `${n} ${n === 1 ? 'till' : 'tills'}`;
  const [untold, whole, differs] = [many('untold'), many('whole'), many('differs')];
  const open = many('draining') + many('one-site');
  if (differs > 0)
    return { state: 'differs', verdict: `${tills(differs)}: not what the till said. Look below.` };
  if (nowMs < endsMs && untold > 0)
    return {
      state: 'running',
      verdict: `The line is away: ${tills(untold)} ${untold === 1 ? 'sells' : 'sell'} without it.`,
    };
  if (states.length === 0)
    return { state: 'nobody', verdict: 'No till of these stores was there lately.' };
  if (open > 0)
    return {
      state: 'reconciling',
      verdict: `${tills(open)} still ${open === 1 ? 'sends' : 'send'} what was sold.`,
    };
  const late = nowMs - endsMs > UNTOLD_AFTER_MS;
  if (untold > 0 && !late)
    return { state: 'reconciling', verdict: `${tills(untold)} not heard since the end.` };
  const unproven = many('unproven');
  if (unproven > 0)
    return {
      state: 'unproven',
      verdict: `Not proven: ${tills(unproven)} opened a new stream in it, and what was sold before that is not in these figures.`,
    };
  if (whole === 0)
    return { state: 'nobody', verdict: 'No till told of it: none was on, or none heard of it.' };
  const silent =
    untold > 0 ? ` ${tills(untold)} told nothing: off then, or off now. Look in the fleet.` : '';
  return { state: 'whole', verdict: `All of it arrived at both sites.${silent}` };
}
