import { noFigures, type Figures } from './figures.ts';
import {
  documentFigures,
  givenUpValue,
  type CountedDocument,
  type GivenUp,
} from './document-figures.ts';

/**
 * An op as a fold reads it. Its body must have been found to have the shape of its kind: here it is
 * trusted. Kinds that no Z counts are welcome.
 */
export type ShiftOp = { readonly kind: string; readonly body: unknown };

/** One of the counts that were declared; `other` by tender, see `ShiftCountedBody`. */
export type DeclaredCount = {
  readonly count: number;
  readonly pieces: readonly CountedPiece[];
  readonly other: Readonly<Record<string, number>>;
  readonly cashier: string;
};
export type CountedPiece = { readonly value: number; readonly count: number };

/** The shift was suspended, or taken over; `counted` is cash. */
export type ToldHandover = {
  readonly what: 'suspended' | 'resumed';
  readonly cashier: string;
  readonly at_ms: number;
  readonly counted?: number | undefined;
};

type OfShift = { readonly shift_id: string };
type Opening = OfShift & {
  readonly float: number;
  readonly opened_ms: number;
  readonly cashier: string;
  readonly currency: string;
  readonly drawer?: 'own' | undefined;
};
type Practised = { readonly document: CountedDocument };
type Move = OfShift & { readonly type: string; readonly amount: number };
type Cancelled = { readonly shift_id?: string; readonly voids?: unknown };

/** What an op means for a shift: which one it names, and what it adds to it. */
export type ShiftFact = {
  /** The shift it names; undefined: that of its place in the stream. */
  readonly shiftId?: string | undefined;
  readonly adds?: Figures;
  readonly opens?: Opening;
  readonly counts?: DeclaredCount;
  readonly hands?: ToldHandover;
  readonly closes?: true;
  readonly docNo?: string;
};

const NOTHING: ShiftFact = {};

/** Reads an op; nothing for what no Z knows. */
export function shiftFact({ kind, body }: ShiftOp): ShiftFact {
  switch (kind) {
    case 'shift-opened': {
      const opens = body as Opening;
      return { shiftId: opens.shift_id, opens };
    }
    case 'sale': {
      const doc = body as CountedDocument;
      return { shiftId: doc.shift_id, adds: documentFigures(doc), docNo: doc.doc_no };
    }
    case 'training-sale': {
      const { document: doc } = body as Practised;
      const training = { count: 1, amount: Math.abs(doc.totals.gross) };
      return { shiftId: doc.shift_id, adds: { ...noFigures, training } };
    }
    case 'shift-counted': {
      const counts = body as DeclaredCount & OfShift;
      return { shiftId: counts.shift_id, counts };
    }
    case 'shift-closed':
      return { shiftId: (body as OfShift).shift_id, closes: true };
    default:
      return smallFact(kind, body);
  }
}

function smallFact(kind: string, body: unknown): ShiftFact {
  switch (kind) {
    case 'cash-moved': {
      const { shift_id: shiftId, type, amount } = body as Move;
      const moves = Object.fromEntries([[type, { count: 1, amount }]]);
      return { shiftId, adds: { ...noFigures, moves } };
    }
    case 'shift-suspended':
    case 'shift-resumed': {
      const { shift_id: shiftId, ...told } = body as OfShift & Omit<ToldHandover, 'what'>;
      const what = kind === 'shift-suspended' ? 'suspended' : 'resumed';
      return { shiftId, hands: { ...told, what } };
    }
    case 'drawer-opened':
      return { shiftId: (body as OfShift).shift_id, adds: { ...noFigures, drawer_openings: 1 } };
    case 'training-began':
      return { shiftId: (body as OfShift).shift_id };
    case 'basket-cancelled':
    case 'parked-dropped': {
      const { shift_id: shiftId, voids } = body as Cancelled;
      const cancelled = { count: 1, amount: givenUpValue(goodsOf(voids)) };
      return { shiftId, adds: { ...noFigures, cancelled } };
    }
    // Where several drawers are open at a till these name theirs (dom-Z9).
    case 'receipt-copied':
      return { shiftId: (body as Partial<OfShift>).shift_id, adds: { ...noFigures, copies: 1 } };
    case 'basket-parked':
      return { shiftId: (body as Partial<OfShift>).shift_id, adds: { ...noFigures, parked: 1 } };
    case 'price-asked':
      return {
        shiftId: (body as Partial<OfShift>).shift_id,
        adds: { ...noFigures, price_inquiries: 1 },
      };
    default:
      return NOTHING;
  }
}

/** No schema stands for what a cancelled basket tells, so what is no goods is left out. */
function goodsOf(voids: unknown): readonly GivenUp[] {
  if (!Array.isArray(voids)) return [];
  return (voids as readonly (Partial<GivenUp> | null)[]).filter(
    (one): one is GivenUp =>
      Number.isSafeInteger(one?.qty_milli) && Number.isSafeInteger(one?.unit_price),
  );
}
