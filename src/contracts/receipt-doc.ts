import { Type, type Static } from 'typebox';

const Weight = Type.Union([Type.Literal('plain'), Type.Literal('strong'), Type.Literal('quiet')]);

/**
 * One line of a receipt, with its words and figures as the store writes them. The set is closed:
 * paper, screen and text file each show every kind or say why they have no use for it (RCP1).
 */
export const ReceiptLine = Type.Union([
  Type.Object({ kind: Type.Literal('text'), text: Type.String(), weight: Weight }),
  /** Words at the left edge, a figure at the right one. */
  Type.Object({
    kind: Type.Literal('pair'),
    left: Type.String(),
    right: Type.String(),
    weight: Weight,
  }),
  /** The sum a customer looks for. */
  Type.Object({ kind: Type.Literal('total'), left: Type.String(), right: Type.String() }),
  Type.Object({ kind: Type.Literal('rule') }),
  /** Says that this paper proves nothing twice (RCP8). */
  Type.Object({ kind: Type.Literal('copy'), text: Type.String() }),
  /** A square with this text in it; the text stands beneath, for a person to type. */
  Type.Object({
    kind: Type.Literal('qr'),
    text: Type.String({ pattern: '^[ -~]{1,900}$' }),
    /** Nobody types it: no text stands beneath. */
    is_bare: Type.Optional(Type.Literal(true)),
  }),
  Type.Object({ kind: Type.Literal('cut') }),
  /** The drawer springs open. */
  Type.Object({ kind: Type.Literal('drawer') }),
]);
export type ReceiptLine = Static<typeof ReceiptLine>;

/** A whole receipt, top to bottom. */
export const ReceiptDoc = Type.Array(ReceiptLine, { minItems: 1, maxItems: 5000 });
export type ReceiptDoc = Static<typeof ReceiptDoc>;
