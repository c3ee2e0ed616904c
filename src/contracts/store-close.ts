import { Type, type Static } from 'typebox';
import { BusinessDate, Ms } from './ids.ts';

const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});
const Name = Type.String({ maxLength: 100 });

/** A till of the store as it stood when its manager closed the day. */
const ClosedTill = Type.Object({
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('counted'),
    Type.Literal('closed'),
    Type.Literal('not-used'),
    Type.Literal('unreachable'),
    /** Its open shift belongs to another day. */
    Type.Literal('other-day'),
  ]),
  /** Whose word that is: its own, over the LAN, head office's; empty: nobody's. */
  heard: Type.Array(
    Type.Union([Type.Literal('own'), Type.Literal('lan'), Type.Literal('head-office')]),
  ),
  zs: Type.Array(
    Type.Object({
      z_id: Name,
      number: Name,
      currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      net: Minor,
      deposit: Minor,
    }),
    { maxItems: 50 },
  ),
});

/**
 * Body of `store-closed`: a manager says that the day is over (dom-Z11). It is never changed; what a
 * missing till tells later stands beside it, and another close of the same day stands beside this one.
 */
export const StoreClosedBody = Type.Object({
  close_id: Name,
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  business_date: BusinessDate,
  /** Where it was closed. */
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  at_ms: Ms,
  closed_by: Name,
  /** The second person, where the first had counted a drawer of the day or has not the right (dom-Z13). */
  approver: Type.Optional(Name),
  tills: Type.Array(ClosedTill, { maxItems: 100 }),
  /** Tills that may have sold and have no Z: the day is closed without them. */
  missing: Type.Array(Type.String({ pattern: '^[0-9]{2}$' }), { maxItems: 100 }),
  /** Addresses of the store's network where nobody answered who could be told apart. */
  unheard: Type.Optional(Type.Array(Name, { maxItems: 100 })),
  sums: Type.Array(
    Type.Object({
      currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      net: Minor,
      deposit: Minor,
      variance: Type.Record(Type.String(), Minor),
      worst_status: Type.Union([
        Type.Literal('ok'),
        Type.Literal('review'),
        Type.Literal('approve'),
      ]),
    }),
  ),
  /** Head office had proven every Z by then. */
  proven: Type.Boolean(),
  note: Type.Optional(Type.String({ maxLength: 200 })),
});
export type StoreClosedBody = Static<typeof StoreClosedBody>;
