import type { ParkedOp } from '../../../src/contracts/parked-ops.ts';

type Words = { reason: string; next: string };

const LATER =
  'A newer build of head office may read it: send it again once that build runs at both sites.';
const LOOK = 'Look at what it says, book it by hand if money moved, then resolve it with a note.';

const KNOWN: Readonly<Record<string, Words>> = {
  'not JSON': { reason: 'Its bytes are no text that head office reads', next: LOOK },
  'op has another shape': { reason: 'It is not built like an operation', next: LATER },
  'sequence in the body differs': {
    reason: 'It says another number than the one it was sent under',
    next: LOOK,
  },
  'unknown kind': { reason: 'This build does not know what kind it is', next: LATER },
  'cannot be counted': { reason: 'Its figures do not fit into the books', next: LOOK },
  'amounts beyond all reason': { reason: 'Its amounts are beyond all reason', next: LOOK },
  'lines do not add up to the total': {
    reason: 'Its lines do not add up to its total',
    next: LOOK,
  },
  'business date is no date': { reason: 'Its business day is no date', next: LOOK },
  'time is no time': { reason: 'Its time is no time', next: LOOK },
  'text holds NUL': { reason: 'Its text holds signs that no text has', next: LOOK },
  'text is too long': { reason: 'A text in it is far too long', next: LOOK },
  'practised, but told as a sale': {
    reason: 'It was practised, but told as a sale',
    next: 'It is in no sum. Resolve it with a note.',
  },
  'sold, but told as practised': { reason: 'It was sold, but told as practised', next: LOOK },
  'sold by an old image of the till, below the floor': {
    reason: 'Sold by an old copy of the till, where nothing can follow it any more',
    next: LOOK,
  },
};

/** Pure. Why an operation stands aside, and what a person does about it. */
export function parkedWords({ reason }: Pick<ParkedOp, 'reason'>): Words {
  const known = Object.hasOwn(KNOWN, reason) ? KNOWN[reason] : undefined;
  if (known !== undefined) return known;
  const kind = /^(\S+) has another shape$/.exec(reason)?.[1];
  if (kind !== undefined)
    return { reason: `It is called ${kind}, but is not built like one`, next: LATER };
  return { reason: `It cannot be read: ${reason}`, next: LOOK };
}

/** Pure. The last thing that somebody did about it, at a glance. */
export function parkedState({ state, steps }: ParkedOp): string {
  if (state === 'resolved') return 'Resolved';
  return steps.length === 0 ? 'Open' : 'Sent again';
}

export const PARKED_SHOWN = ['open', 'resolved', 'all'] as const;
export type ParkedShown = (typeof PARKED_SHOWN)[number];

/** Pure. Every word must be found, in store, till, kind or reason. */
export function findParked(
  ops: readonly ParkedOp[],
  words: string,
  shown: ParkedShown,
): readonly ParkedOp[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return ops.filter((op) => {
    if (shown !== 'all' && op.state !== shown) return false;
    const text = `${op.store}-${op.till} ${op.kind} ${parkedWords(op).reason}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Pure. How many each choice shows while nothing is searched. */
export function countParked(ops: readonly ParkedOp[]): Readonly<Record<ParkedShown, number>> {
  const open = ops.filter(({ state }) => state === 'open').length;
  return { open, resolved: ops.length - open, all: ops.length };
}
