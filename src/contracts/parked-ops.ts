import { Type, type Static } from 'typebox';
import { Ms, SeqOrZero } from './ids.ts';

/** Operations that head office holds and could not read: set aside, visible, never deleted. */

const Words = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' });
const StoreNo = Type.String({ pattern: '^[0-9]{4}$' });
/** Its id in the log, as at both sites. */
export const ParkedOpId = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** `sent-again`: read once more from the log; `resolved`: a person has dealt with it. */
const StepKind = Type.Union([Type.Literal('sent-again'), Type.Literal('resolved')]);

/** One row of head office's change log: what somebody did about an operation, and why. */
export const ParkedStep = Type.Object({
  v: Type.Literal(1),
  op_id: ParkedOpId,
  step_id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  kind: StepKind,
  store: StoreNo,
  till: Type.String(),
  /** Name of who did it; the row's author is their subject. */
  who: Type.String({ minLength: 1, maxLength: 100 }),
  /** Of `resolved`. */
  note: Type.Optional(Words),
  at_ms: Ms,
});
export type ParkedStep = Static<typeof ParkedStep>;

const Told = Type.Intersect([
  Type.Pick(ParkedStep, ['step_id', 'kind', 'who', 'note', 'at_ms']),
  Type.Object({ site: Type.String() }),
]);

export const ParkedOp = Type.Object({
  op_id: ParkedOpId,
  store: StoreNo,
  till: Type.String(),
  stream: Type.String(),
  seq: SeqOrZero,
  /** As the till named it; `?` where nobody can read it. */
  kind: Type.String(),
  /** As the site names it; the page says it in words. */
  reason: Type.String(),
  /** When a site took it; null: its bytes are not held here any more. */
  received_ms: Type.Union([Ms, Type.Null()]),
  /** By the last step. */
  state: Type.Union([Type.Literal('open'), Type.Literal('resolved')]),
  /** Oldest first. */
  steps: Type.Array(Told),
});
export type ParkedOp = Static<typeof ParkedOp>;

/** Where a page of the list ends: `<0 open, 1 resolved>.<seq>.<op id>`. */
export const ParkedMark = Type.String({ pattern: '^[01]\\.[0-9]{1,16}\\.[0-9a-f]{32}$' });

/** Query of `GET /console/api/parked`; `after`: the page below that one. */
export const ParkedAsk = Type.Object({ after: Type.Optional(ParkedMark) });
export type ParkedAsk = Static<typeof ParkedAsk>;

/**
 * Its answer: open ones first, at most `MOST_PARKED` a page; `total` of all pages. `next`: asks for the page
 * below; null where there is none.
 */
export const ParkedList = Type.Object({
  total: SeqOrZero,
  ops: Type.Array(ParkedOp),
  next: Type.Union([ParkedMark, Type.Null()]),
});
export type ParkedList = Static<typeof ParkedList>;
export const MOST_PARKED = 1000;

/** Answer of `GET /console/api/parked/{op}`: the operation, and what it says without secrets. */
export const ParkedDetail = Type.Object({
  op: ParkedOp,
  /** Bytes of the operation as it was sent; null: not held here any more. */
  bytes: Type.Union([SeqOrZero, Type.Null()]),
  payload: Type.String(),
});
export type ParkedDetail = Static<typeof ParkedDetail>;

/** Body of `POST /console/api/parked/{op}/send-again`; made by the page: asking twice counts once. */
export const SendAgainAsk = Type.Object({ step_id: ParkedStep.properties.step_id });
export type SendAgainAsk = Static<typeof SendAgainAsk>;

/** Body of `POST /console/api/parked/{op}/resolve`. */
export const ResolveAsk = Type.Object({ step_id: ParkedStep.properties.step_id, note: Words });
export type ResolveAsk = Static<typeof ResolveAsk>;
