import { Type, type Static } from 'typebox';

/** Ours, the same for every question about one payment: what makes them idempotent (Y4). */
export const TerminalReference = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });

/** What a terminal calls a payment. */
const TerminalOwnReference = Type.String({ pattern: '^[A-Za-z0-9._:/-]{1,40}$' });
const Minor = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 });
const Words = Type.String({ maxLength: 60 });

/**
 * What a till asks of a payment terminal. `pay` takes the card; `refund` gives the card of an earlier
 * payment `amount` of it back, under a reference of its own: `of` is that payment's reference,
 * `of_terminal_ref` what the terminal called it. `status` asks what became of a reference; `reverse`
 * undoes all of it, a payment or a refund; `cancel` takes the question off the terminal's screen where
 * no card was read yet. Amounts are minor units, and positive either way.
 *
 * To `reverse`, `reversed` alone says that the money went back, now or earlier. `declined` says that
 * the terminal refuses and the card stays charged; a reference under which no card was ever charged,
 * also one that was declined, is `not-found` there.
 */
export const TerminalQuestion = Type.Object({
  do: Type.Union([
    Type.Literal('pay'),
    Type.Literal('refund'),
    Type.Literal('status'),
    Type.Literal('reverse'),
    Type.Literal('cancel'),
  ]),
  reference: TerminalReference,
  amount: Minor,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** Of `refund` alone. */
  of: Type.Optional(TerminalReference),
  of_terminal_ref: Type.Optional(TerminalOwnReference),
});
export type TerminalQuestion = Static<typeof TerminalQuestion>;

/**
 * What a terminal says of a reference. No more of a card than its last four figures can be said:
 * anything longer is no answer (Y2, Y3).
 */
export const TerminalAnswer = Type.Union([
  Type.Object({
    outcome: Type.Literal('approved'),
    reference: TerminalReference,
    /** May be less than was asked for (Y8). */
    amount: Minor,
    scheme: Type.String({ pattern: '^[A-Za-z][A-Za-z .-]{0,30}$' }),
    last4: Type.String({ pattern: '^[0-9]{4}$' }),
    auth: Type.String({ pattern: '^[A-Za-z0-9]{0,12}$' }),
    terminal_ref: TerminalOwnReference,
  }),
  Type.Object({
    outcome: Type.Literal('declined'),
    reference: TerminalReference,
    reason: Words,
  }),
  /** Still at it; also said now and then while a customer takes their time. */
  Type.Object({ outcome: Type.Literal('in-progress'), reference: TerminalReference }),
  Type.Object({ outcome: Type.Literal('reversed'), reference: TerminalReference }),
  Type.Object({ outcome: Type.Literal('not-found'), reference: TerminalReference }),
]);
export type TerminalAnswer = Static<typeof TerminalAnswer>;

/**
 * An answer, or why there is none. `unreachable`: nothing was sent, so nothing happened. `silent`,
 * `cut-off` and `garbled`: it was sent, and what became of it is unknown.
 */
export const TerminalHeard = Type.Union([
  Type.Object({ ok: Type.Literal(true), answer: TerminalAnswer }),
  Type.Object({
    ok: Type.Literal(false),
    failure: Type.Union([
      Type.Literal('no-terminal'),
      Type.Literal('unreachable'),
      Type.Literal('silent'),
      Type.Literal('cut-off'),
      Type.Literal('garbled'),
    ]),
  }),
]);
export type TerminalHeard = Static<typeof TerminalHeard>;

/** A card terminal of whatever make; one adapter each. */
export type PaymentTerminal = {
  ask(question: TerminalQuestion): Promise<TerminalHeard>;
};
