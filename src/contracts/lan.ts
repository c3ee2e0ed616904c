import { Type, type Static } from 'typebox';
import { DeclarationAdjustedBody } from './declaration-adjusted.ts';
import { ShiftClosedBody } from './end-of-day.ts';
import { BusinessDate, Id128, Ms, SeqOrZero } from './ids.ts';
import { PublicKey, SignedToken } from './region.ts';

/** One shift as its till tells the other tills of the store; of an open one nothing that a blind count must not see. */
export const LanShift = Type.Object({
  shift_id: Type.String({ maxLength: 100 }),
  state: Type.Union([Type.Literal('open'), Type.Literal('counted'), Type.Literal('closed')]),
  opened_ms: Ms,
  opened_by: Type.String({ maxLength: 100 }),
  /** Documents so far. */
  documents: SeqOrZero,
  /** How often was counted. */
  counts: SeqOrZero,
  /** Who suspended it, where nobody took it over since. */
  suspended_by: Type.Optional(Type.String({ maxLength: 100 })),
  /** Of a closed shift: its Z, and the id of the op that it is. */
  z: Type.Optional(
    Type.Object({
      op_id: Id128,
      body: ShiftClosedBody,
      /** What was put right of it since; absent where nothing was. */
      adjusted: Type.Optional(Type.Array(DeclarationAdjustedBody, { maxItems: 100 })),
    }),
  ),
});
export type LanShift = Static<typeof LanShift>;

/** A till's business day, by its own word. */
export const LanDay = Type.Object({
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  day: BusinessDate,
  /** The till's clock. */
  at_ms: Ms,
  shifts: Type.Array(LanShift, { maxItems: 50 }),
  /** Business date of the shift that is open there, where that is another one. */
  open_on: Type.Optional(BusinessDate),
  /** Ops that some site has not confirmed. */
  unsent: SeqOrZero,
});
export type LanDay = Static<typeof LanDay>;

/** Why a till of the store did not answer. `stranger`: something did, and could not prove that it is one. */
export const LanFailure = Type.Union([
  Type.Literal('unreachable'),
  Type.Literal('silent'),
  Type.Literal('stranger'),
  Type.Literal('refused'),
  /** It is one of ours and has nothing to tell of this day yet. */
  Type.Literal('nothing'),
]);
export type LanFailure = Static<typeof LanFailure>;

/** What one address of the store's LAN said. */
export const LanHeard = Type.Union([
  Type.Object({ ok: Type.Literal(true), address: Type.String(), day: LanDay }),
  Type.Object({ ok: Type.Literal(false), address: Type.String(), failure: LanFailure }),
]);
export type LanHeard = Static<typeof LanHeard>;

/** A till asks another for its day: who it is, and a key of this one exchange. */
export const LanAsk = Type.Object({
  v: Type.Literal(1),
  credential: SignedToken,
  /** Raw X25519 public key. */
  key: PublicKey,
  day: BusinessDate,
  /** Purpose `lan`, over `lanAskText`. */
  sig: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
});
export type LanAsk = Static<typeof LanAsk>;

/** The answer: who it is, its key of this exchange, and its day sealed with what both keys give. */
export const LanAnswer = Type.Object({
  v: Type.Literal(1),
  credential: SignedToken,
  key: PublicKey,
  /** AES-256-GCM, base64url; absent where the till has nothing to tell of that day. */
  sealed: Type.Optional(Type.String({ maxLength: 2_000_000, pattern: '^[A-Za-z0-9_-]+$' })),
  /** Purpose `lan`, over `lanAnswerText`. */
  sig: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
});
export type LanAnswer = Static<typeof LanAnswer>;

/** What an asker signs. */
export function lanAskText(ask: Omit<LanAsk, 'sig'>): string {
  return ['ask', String(ask.v), ask.credential, ask.key, ask.day].join('\n');
}

/** What an answer signs: the whole question (its signed text and signature) is in it, so that no answer fits another. */
export function lanAnswerText(asked: string, sig: string, answer: Omit<LanAnswer, 'sig'>): string {
  const said = [String(answer.v), answer.credential, answer.key, answer.sealed ?? ''];
  return ['answer', asked, sig, ...said].join('\n');
}
