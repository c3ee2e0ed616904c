import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../../domain/oplog/base64url.ts';

const utf8 = new TextEncoder();
/** As many as a random id has. */
const ID_BYTES = 16;

/** What a redemption is known by: 22 letters, of the same text always the same, so that a restart finds it. */
export function redemptionId(text: string): string {
  return toBase64url(sha256(utf8.encode(text)).subarray(0, ID_BYTES));
}
