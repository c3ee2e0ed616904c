import { Type, type Static } from 'typebox';
import { BuildHash, LARGEST_BUILD_BYTES } from './build-feed.ts';
import { PublicKey, SignedToken } from './region.ts';

/** The largest piece of a build that one till gives another, bytes. */
export const LAN_PIECE_BYTES = 128 * 1024;

const Bytes = Type.Integer({ minimum: 0, maximum: LARGEST_BUILD_BYTES });

/** A till asks another for a piece of a build's file, or how it stands with it (`bytes` 0). */
export const LanBuildAsk = Type.Object({
  v: Type.Literal(1),
  credential: SignedToken,
  /** Raw X25519 public key of this one exchange. */
  key: PublicKey,
  /** Of the whole file. */
  hash: BuildHash,
  from: Bytes,
  bytes: Type.Integer({ minimum: 0, maximum: LAN_PIECE_BYTES }),
  /** Purpose `lan`, over `lanBuildAskText`. */
  sig: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
});
export type LanBuildAsk = Static<typeof LanBuildAsk>;

/** What an asker signs; no question for a day has this text. */
export function lanBuildAskText(ask: Omit<LanBuildAsk, 'sig'>): string {
  const { v, credential, key, hash, from, bytes } = ask;
  return ['ask-build', String(v), credential, key, hash, String(from), String(bytes)].join('\n');
}

/**
 * How a till stands with a file. `whole`: it has it, its hash checked; `busy`: it has it and gives nothing
 * now; `fetching`: it brings it from head office; `wanting`: it wants it and waits; `none`: none of these.
 */
export const LanBuildWord = Type.Object({
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  hash: BuildHash,
  from: Bytes,
  state: Type.Union([
    Type.Literal('whole'),
    Type.Literal('busy'),
    Type.Literal('fetching'),
    Type.Literal('wanting'),
    Type.Literal('none'),
  ]),
  /** Bytes that it has of it. */
  held: Bytes,
  /** Base64url; of `whole` alone, and where bytes were asked for. */
  piece: Type.Optional(Type.String({ maxLength: 180_000, pattern: '^[A-Za-z0-9_-]+$' })),
});
export type LanBuildWord = Static<typeof LanBuildWord>;
