import { expectedTenders, type Amounts } from './count-tenders.ts';
import { noFigures, type Figures } from './figures.ts';
import {
  shiftFact,
  type DeclaredCount,
  type ShiftFact,
  type ShiftOp,
  type ToldHandover,
} from './shift-fact.ts';
import { addFigures } from './sum-figures.ts';

/** An op with its place; ops of one stream come in order, streams in any. */
export type PlacedOp = ShiftOp & {
  readonly stream: string;
  readonly seq: number;
  readonly opId: string;
};

/** How a shift began. */
export type ShiftOpening = {
  readonly float: number;
  readonly openedMs: number;
  readonly openedBy: string;
  readonly currency: string;
  /** Of who opened it alone (dom-Z9). */
  readonly drawer?: 'own';
};

/**
 * Where a stream stands to the shift: `unnamed` until one of its ops names a shift, for a till that opens
 * a new stream goes on with the shift it has.
 */
type Place = 'unnamed' | 'inside' | 'outside';

/** What one stream told of the shift. */
export type StreamPart = {
  /** The last op that was folded, of whatever shift. */
  readonly seq: number;
  readonly place: Place;
  /** First and last op inside, and that one's id; 0 and '' where there is none. */
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly head: string;
  /** Printed numbers of the first and the last document; '' where there is none. */
  readonly firstNo: string;
  readonly lastNo: string;
  /** Of ops that wait for a name. */
  readonly loose: Figures;
};

/**
 * A declared count, and what it should have found: by the figures of that moment, the opening float left
 * out. Who counts again has seen what is expected, so each count is judged by itself (vec-cashup-U5).
 */
export type HeldCount = DeclaredCount & { readonly due: Amounts };

/** A handover, and the cash that should have been there then, the opening float left out. */
export type HeldHandover = ToldHandover & { readonly due: number };

/** One shift as far as its ops were read. */
export type ShiftFold = {
  readonly shiftId: string;
  readonly figures: Figures;
  readonly opening: ShiftOpening | undefined;
  /** Each declared count, in order (vec-cashup-U5). */
  readonly counts: readonly HeldCount[];
  /** Each time it was suspended or taken over, in order (dom-Z9). */
  readonly handovers: readonly HeldHandover[];
  readonly streams: Readonly<Record<string, StreamPart>>;
  readonly isClosed: boolean;
};

const UNREAD: StreamPart = {
  seq: 0,
  place: 'unnamed',
  fromSeq: 0,
  toSeq: 0,
  head: '',
  firstNo: '',
  lastNo: '',
  loose: noFigures,
};

/** A shift of which nothing was read yet. */
export function emptyShift(shiftId: string): ShiftFold {
  return {
    shiftId,
    figures: noFigures,
    opening: undefined,
    counts: [],
    handovers: [],
    streams: {},
    isClosed: false,
  };
}

/**
 * The shift with one op more (dom-Z5, peers-32: never by the time). A document counts by the shift that
 * stands on it, an op without one by its place in its stream. An op that was folded already changes
 * nothing, so a fold goes on from any earlier state of itself.
 */
export function foldOp(shift: ShiftFold, op: PlacedOp): ShiftFold {
  const before = shift.streams[op.stream] ?? UNREAD;
  if (op.seq <= before.seq) return shift;
  const fact = shiftFact(op);
  const place = placeAfter(fact, shift.shiftId, before.place);
  // What stood before the first name belongs to the shift that is named then, which may be another.
  const isLeft = before.place === 'unnamed' && place === 'outside';
  const part = { ...(isLeft ? UNREAD : before), seq: op.seq, place };
  if (place === 'outside' || fact.closes === true) {
    const closes = place === 'inside';
    const closed = closes ? settledPart(shift, op.stream, part) : shift;
    const left = { ...part, place: 'outside' as const, loose: noFigures };
    return { ...withPart(closed, op.stream, left), isClosed: shift.isClosed || closes };
  }
  const adds = fact.adds ?? noFigures;
  if (place === 'unnamed') {
    const loose = addFigures(part.loose, adds);
    return withPart(shift, op.stream, { ...inside(part, op, fact), loose });
  }
  const figures = addFigures(addFigures(shift.figures, part.loose), adds);
  const placed = { ...inside(part, op, fact), loose: noFigures };
  return withPart(opened({ ...shift, figures }, fact), op.stream, placed);
}

/**
 * The shift as it is closed: a stream in which it was not named yet is its own, for the till has no other
 * shift. Head office does the same with the ops that a Z says it counts.
 */
export function settleShift(shift: ShiftFold): ShiftFold {
  return Object.entries(shift.streams).reduce(
    (settled, [stream, part]) =>
      part.place === 'unnamed' ? settledPart(settled, stream, part) : settled,
    shift,
  );
}

function settledPart(shift: ShiftFold, stream: string, part: StreamPart): ShiftFold {
  const figures = addFigures(shift.figures, part.loose);
  const placed = { ...part, place: 'inside' as const, loose: noFigures };
  return { ...withPart(shift, stream, placed), figures };
}

/** The shift with all of these ops; each stream's in order. */
export function foldOps(shift: ShiftFold, ops: Iterable<PlacedOp>): ShiftFold {
  let folded = shift;
  for (const op of ops) folded = foldOp(folded, op);
  return folded;
}

function placeAfter({ shiftId }: ShiftFact, ours: string, before: Place): Place {
  if (shiftId === undefined) return before;
  return shiftId === ours ? 'inside' : 'outside';
}

function opened(shift: ShiftFold, { opens, counts, hands }: ShiftFact): ShiftFold {
  if (hands !== undefined) {
    const due = expectedTenders(shift.figures, 0)['cash'] ?? 0;
    return { ...shift, handovers: [...shift.handovers, { ...hands, due }] };
  }
  if (counts !== undefined) {
    const held = { ...counts, due: expectedTenders(shift.figures, 0) };
    return { ...shift, counts: [...shift.counts, held] };
  }
  if (opens === undefined) return shift;
  const { float, opened_ms: openedMs, cashier: openedBy, currency, drawer } = opens;
  const own = drawer === undefined ? {} : { drawer };
  return { ...shift, opening: { float, openedMs, openedBy, currency, ...own } };
}

function inside(part: StreamPart, op: PlacedOp, { docNo = '' }: ShiftFact): StreamPart {
  return {
    ...part,
    fromSeq: part.fromSeq === 0 ? op.seq : part.fromSeq,
    toSeq: op.seq,
    head: op.opId,
    firstNo: part.firstNo === '' ? docNo : part.firstNo,
    lastNo: docNo === '' ? part.lastNo : docNo,
  };
}

function withPart(shift: ShiftFold, stream: string, part: StreamPart): ShiftFold {
  return { ...shift, streams: { ...shift.streams, [stream]: part } };
}
