import { fromBase64url, toBase64url } from './base64url.ts';

/** SHA-256 of the bytes; given by each host, since the pure boxes have no crypto. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The op id before the first op of every stream: sixteen zero bytes. */
export const GENESIS = 'AAAAAAAAAAAAAAAAAAAAAA';
const ID_BYTES = 16;

/** Header of the hashed bytes: prev (16) ‖ stream (16) ‖ seq (8, big endian). */
const HEADER_BYTES = ID_BYTES + ID_BYTES + 8;

function idBytes(id: string): Uint8Array {
  const bytes = fromBase64url(id);
  if (bytes?.length !== ID_BYTES) throw new RangeError(`not a 128-bit id: ${id}`);
  return bytes;
}

/**
 * Identity of an op (sync 2.5): first 128 bits of
 * SHA-256(prev_op_id ‖ stream_id ‖ seq ‖ raw bytes), base64url.
 * Same id with other content cannot happen; a fork shows as two ids at one (stream, seq).
 */
export function deriveOpId(
  sha256: Sha256,
  prevOpId: string,
  streamId: string,
  seq: number,
  raw: Uint8Array,
): string {
  const buffer = new Uint8Array(HEADER_BYTES + raw.length);
  buffer.set(idBytes(prevOpId), 0);
  buffer.set(idBytes(streamId), ID_BYTES);
  const view = new DataView(buffer.buffer);
  view.setUint32(2 * ID_BYTES, Math.floor(seq / 2 ** 32));
  view.setUint32(2 * ID_BYTES + 4, seq % 2 ** 32);
  buffer.set(raw, HEADER_BYTES);
  return toBase64url(sha256(buffer).subarray(0, ID_BYTES));
}

/**
 * Stream id = H(till id, salt) (D20): a site sees without any stored row whether a
 * stream belongs to the till that sends it.
 */
export function deriveStreamId(sha256: Sha256, tillId: string, salt: string): string {
  // Till ids are ASCII by schema, so one byte a character is exact.
  const till = Uint8Array.from(`evertill:stream\n${tillId}\n`, (c) => c.charCodeAt(0));
  const buffer = new Uint8Array(till.length + ID_BYTES);
  buffer.set(till, 0);
  buffer.set(idBytes(salt), till.length);
  return toBase64url(sha256(buffer).subarray(0, ID_BYTES));
}
