import { Type, type Static } from 'typebox';
import { RegionId, SiteId } from './ids.ts';

const LARGEST = 1_000_000_000_000;
const Amount = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});

/**
 * What a till asks of a card that holds value. With `redemption` alone its reservation goes; with
 * `amount` too so much is kept for it, or nothing. Asked again, the same redemption is the same one.
 */
export const ValueAsk = Type.Object({
  /** Keyed hash and last four figures: the number itself never travels. */
  code: Type.String({ pattern: '^[A-Za-z0-9_-]{22}[.][0-9]{4}$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  redemption: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' })),
  amount: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST })),
  /** Of a paper voucher: what is printed on it. So much is there until a document used it. */
  face: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST })),
});
export type ValueAsk = Static<typeof ValueAsk>;

/** As far as this site knows; minor units of the currency that was asked for. */
export const ValueAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  /** Some document has moved it. */
  known: Type.Boolean(),
  /** Below nothing where more was taken than there was. */
  balance: Amount,
  /** Without what others are about to take here. */
  available: Amount,
  /** What is kept for this redemption now: what was asked for, or nothing. */
  reserved: Amount,
});
export type ValueAnswer = Static<typeof ValueAnswer>;
