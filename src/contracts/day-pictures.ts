import { Type, type Static } from 'typebox';
import { BusinessDate, RegionId, SeqOrZero, SiteId } from './ids.ts';

const Amount = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});

/** What a store's day looks like, in one currency; amounts in its minor units. */
export const DayPictures = Type.Object({
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** Sales by the hour of the store's clock; `usual`: mean of the same hour of those weekdays before. */
  hours: Type.Array(
    Type.Object({
      hour: Type.Integer({ minimum: 0, maximum: 47 }),
      amount: Amount,
      usual: Type.Union([Amount, Type.Null()]),
    }),
  ),
  /** Days that `usual` is made of: the same weekday of the four weeks before, as far as there were sales. */
  compared: Type.Array(BusinessDate),
  /** What was paid with. */
  tenders: Type.Array(Type.Object({ tender: Type.String(), count: SeqOrZero, amount: Amount })),
  /** How far each drawer's cash was off, a Z a row, the four weeks up to this day. */
  variances: Type.Array(
    Type.Object({
      day: BusinessDate,
      till: Type.String(),
      z_no: SeqOrZero,
      amount: Amount,
      /** Whose drawer it was alone (dom-Z9); everybody's at the till where absent. */
      cashier: Type.Optional(Type.String()),
    }),
  ),
});
export type DayPictures = Static<typeof DayPictures>;

/** Answer of `GET /v1/store/day/pictures`: one a currency, none where nothing was sold and no Z is here. */
export const DayPicturesAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  store: Type.String(),
  day: BusinessDate,
  pictures: Type.Array(DayPictures),
});
export type DayPicturesAnswer = Static<typeof DayPicturesAnswer>;
