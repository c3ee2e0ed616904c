import { Type } from 'typebox';
import { parse } from '../../../contracts/parse.ts';
import { basketId } from '../../../domain/ids.ts';
import type { OpenBasket } from '../selling/open-basket.ts';

const Amount = Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});
const Text = Type.String();
const Anything = Type.Object({});

const Line = Type.Object({
  lineId: Text,
  article: Text,
  gtin: Type.Optional(Text),
  name: Text,
  dept: Type.Optional(Text),
  unitPrice: Amount,
  qtyMilli: Amount,
  taxCodes: Type.Array(Text),
  taxClass: Text,
  discountable: Type.Boolean(),
  voided: Type.Boolean(),
  priceStamp: Type.Object({ hlc: Type.Number(), origin: Text }),
  depositOf: Type.Optional(Text),
  discount: Type.Optional(Type.Object({ kind: Text, reason: Text })),
  override: Type.Optional(Type.Object({ bookPrice: Amount, reason: Text })),
  storedValue: Type.Optional(Type.Object({ type: Type.Literal('gift-card'), code: Text })),
});
const Voided = Type.Object({
  lineId: Text,
  article: Text,
  name: Text,
  qtyMilli: Amount,
  unitPrice: Amount,
  atMs: Amount,
});
const Act = Type.Object({ action: Text, cashier: Text, at_ms: Amount });

/** A basket as `park` writes it, with what selling reads of it; further fields stay. */
const OpenShape = Type.Object({
  basket: Type.Object({
    basketId: Text,
    startedMs: Amount,
    status: Type.Literal('open'),
    lines: Type.Array(Line, { minItems: 1 }),
    selectedLineId: Type.Union([Text, Type.Null()]),
    voids: Type.Array(Voided),
    acts: Type.Optional(Type.Array(Act)),
    note: Type.Optional(Text),
    member: Type.Optional(Text),
    coupons: Type.Optional(Type.Array(Text)),
    ageChecked: Type.Optional(Amount),
    ageChecks: Type.Optional(Type.Array(Anything)),
    servedBy: Type.Optional(Type.Array(Text)),
    discount: Type.Optional(Type.Object({ kind: Text, reason: Text })),
    taxExempt: Type.Optional(Text),
    // Nothing is paid and nothing comes back before its till gave it away.
    tenders: Type.Optional(Type.Array(Anything, { maxItems: 0 })),
    exchange: Type.Optional(Type.Never()),
  }),
  flags: Type.Array(Type.Object({ key: Text, variant: Text, hlc: Type.Number(), origin: Text })),
  begunAt: Type.Optional(Text),
});

/**
 * The open basket that another till handed over, judged before anything of it counts here; undefined: it
 * cannot be gone on with. It gets an id of its own: what is kept on gift cards goes by the basket's (PARK9).
 */
export function basketFromElsewhere(open: unknown, newId: () => string): OpenBasket | undefined {
  if (parse(OpenShape, open) === undefined) return undefined;
  // Its shape was read just before; amounts are those of the domain.
  const { basket, flags, begunAt } = open as OpenBasket;
  const { past: _steps, ...plain } = basket;
  return { basket: { ...plain, basketId: basketId(newId()) }, flags, begunAt };
}
