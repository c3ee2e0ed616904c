import { Type, type Static } from 'typebox';
import { Ms, RegionId, SiteId } from './ids.ts';
import { BasketParkedBody } from './op.ts';

/** Names a basket on one till's shelf; every life on a shelf has an id of its own. */
export const ParkId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
/** Number of a till in its store. */
const TillNumber = Type.String({ pattern: '^[A-Za-z0-9]{1,20}$' });

/**
 * Body of `basket-handed-over`, told by the till that held the basket and by no other: from here on it is
 * that of `to`, which knows it by `hand_id`.
 */
export const BasketHandedOverBody = Type.Object({
  park_id: ParkId,
  to: TillNumber,
  hand_id: ParkId,
  /** Who is signed in where it leaves; nobody has to be. */
  cashier: Type.Optional(Type.String()),
});
export type BasketHandedOverBody = Static<typeof BasketHandedOverBody>;

/** Body of `basket-taken-over`: a basket as parked, `park_id` is the `hand_id` it was handed over by. */
export const BasketTakenOverBody = Type.Object({
  ...BasketParkedBody.properties,
  from: Type.Object({ till: TillNumber, park_id: ParkId }),
});
export type BasketTakenOverBody = Static<typeof BasketTakenOverBody>;

/** What a till asks another one for, through a site. */
export const ParkedAsk = Type.Object({ till: TillNumber, park_id: ParkId });
export type ParkedAsk = Static<typeof ParkedAsk>;

/** The other till is told; it decides, until then and not later. */
export const ParkedAskAnswer = Type.Object({ region: RegionId, site: SiteId, expires_ms: Ms });
export type ParkedAskAnswer = Static<typeof ParkedAskAnswer>;

/** Answer of `GET /v1/store/parked`, as far as this site knows. */
export const StoreParkedAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  /** What waits at the store's other tills, newest first. */
  parked: Type.Array(
    Type.Object({
      till: Type.String(),
      park_id: Type.String(),
      name: Type.String(),
      cashier: Type.String(),
      at_ms: Ms,
      total: Type.Integer(),
      items: Type.Number(),
      currency: Type.String(),
    }),
  ),
  /** Baskets that other tills handed to this one, and that no op of it took over yet. */
  handed: Type.Array(
    Type.Object({
      hand_id: Type.String(),
      till: Type.String(),
      park_id: Type.String(),
      body: BasketParkedBody,
    }),
  ),
  /** What other tills ask this one for. */
  asked: Type.Array(Type.Object({ till: TillNumber, park_id: Type.String(), expires_ms: Ms })),
});
export type StoreParkedAnswer = Static<typeof StoreParkedAnswer>;
