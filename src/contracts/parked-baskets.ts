import { Type, type Static } from 'typebox';
import { RegionId, Ms, SiteId } from './ids.ts';
import { BasketParkedBody } from './op.ts';

/** Names a basket on one till's shelf; every life on a shelf has an id of its own. */
export const ParkId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
/** Number of a till in its store. */
const TillNumber = Type.String({ pattern: '^[A-Za-z0-9]{1,20}$' });

/** So long another till may still say yes, ms: somebody stands and waits. */
export const ASK_LIVES_MS = 10_000;
/** So many hand-overs a till asks about at once. */
export const MOST_HANDS = 20;

/**
 * Body of `basket-handed-over`, told by the till that held the basket and by no other: from here on it is
 * that of `to`, which knows it by the `hand_id` it asked with.
 */
export const BasketHandedOverBody = Type.Object({
  park_id: ParkId,
  to: TillNumber,
  hand_id: ParkId,
  /** Who is signed in where it leaves; nobody has to be. */
  cashier: Type.Optional(Type.String()),
  /** As it stood on the shelf; without it nobody can take it over. */
  basket: Type.Optional(BasketParkedBody),
});
export type BasketHandedOverBody = Static<typeof BasketHandedOverBody>;

/** Body of `basket-taken-over`: a basket as parked, `park_id` is the `hand_id` it was handed over by. */
export const BasketTakenOverBody = Type.Object({
  ...BasketParkedBody.properties,
  from: Type.Object({ till: TillNumber, park_id: ParkId }),
  /** Who is signed in where it arrives; `cashier` is who parked it. */
  taken_by: Type.Optional(Type.String()),
});
export type BasketTakenOverBody = Static<typeof BasketTakenOverBody>;

/** What a till asks another one for, through a site; `hand_id` is the id it will know it by. */
export const ParkedAsk = Type.Object({
  till: TillNumber,
  park_id: ParkId,
  hand_id: ParkId,
  /** How long it still waits. */
  left_ms: Type.Integer({ minimum: 0, maximum: ASK_LIVES_MS }),
});
export type ParkedAsk = Static<typeof ParkedAsk>;

/** The other till is told; it decides. */
export const ParkedAskAnswer = Type.Object({ region: RegionId, site: SiteId });
export type ParkedAskAnswer = Static<typeof ParkedAskAnswer>;

/** Answer of `GET /v1/store/parked`: what waits at the store's other tills, newest first, as far as known. */
export const StoreParkedAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
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
});
export type StoreParkedAnswer = Static<typeof StoreParkedAnswer>;

/** Ids that this till asked with, by commas. */
export const HandsQuery = Type.Object({
  hands: Type.String({
    pattern: `^[A-Za-z0-9_-]{1,64}(,[A-Za-z0-9_-]{1,64}){0,${MOST_HANDS - 1}}$`,
  }),
});
export type HandsQuery = Static<typeof HandsQuery>;

/** Answer of `GET /v1/store/parked/handed`: of those, what was handed to this till and not taken over yet. */
export const ParkedHandedAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  handed: Type.Array(
    Type.Object({
      hand_id: Type.String(),
      till: Type.String(),
      park_id: Type.String(),
      body: BasketParkedBody,
    }),
  ),
});
export type ParkedHandedAnswer = Static<typeof ParkedHandedAnswer>;

/** Answer of `GET /v1/store/parked/asked`: what other tills ask this one for. */
export const ParkedAskedAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  asked: Type.Array(
    Type.Object({
      till: TillNumber,
      park_id: Type.String(),
      hand_id: Type.String(),
      left_ms: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type ParkedAskedAnswer = Static<typeof ParkedAskedAnswer>;
