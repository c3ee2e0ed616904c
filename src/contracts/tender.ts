import { Type, type Static } from 'typebox';
import { Ms } from './ids.ts';

const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});
/** Minor units of the document's currency: amount = tendered - change. Negative is a pay-out. */
const money = { tendered: Minor, amount: Minor, change: Minor };
const Name = Type.String({ maxLength: 100 });

/** Of a card: our reference, what the terminal said, and at most four of its figures. */
export const CardSlip = Type.Object({
  reference: Name,
  scheme: Name,
  /** Empty where a person signed: nobody knows the card then. */
  last4: Type.String({ pattern: '^([0-9]{4})?$' }),
  auth: Name,
  terminal_ref: Name,
  /** The supervisor who signed that the customer paid, where the terminal never said so. */
  treated_as_paid_by: Type.Optional(Name),
});
export type CardSlip = Static<typeof CardSlip>;

const valueSlip = {
  code: Name,
  redemption: Name,
  /** Taken without asking head office, at the store's risk (G1). */
  offline: Type.Optional(Type.Literal(true)),
  /** What head office said was left after this. */
  left: Type.Optional(Minor),
};
const codeTender = <T extends string>(type: T) =>
  Type.Object({ type: Type.Literal(type), ...money, ...valueSlip });

/** One tender of a document, by its type; see `SaleTender` of the domain. */
export const SaleTenderBody = Type.Union([
  Type.Object({ type: Type.Literal('cash'), ...money }),
  Type.Object({ type: Type.Literal('card'), ...money, card: CardSlip }),
  Type.Object({
    type: Type.Literal('foreign-cash'),
    ...money,
    foreign: Type.Object({
      currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      amount: Minor,
      rate: Type.String({ pattern: '^[0-9]{1,30}([.][0-9]{1,30})?$' }),
      rate_from_ms: Ms,
    }),
  }),
  codeTender('gift-card'),
  codeTender('store-credit'),
  Type.Object({
    type: Type.Literal('voucher'),
    ...money,
    ...valueSlip,
    /** What is printed on it; it is used up as a whole, whatever `amount` paid. */
    face: Type.Optional(Minor),
  }),
]);
