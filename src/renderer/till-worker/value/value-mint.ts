import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { must } from '../../../domain/assert.ts';
import { fromBase64url } from '../../../domain/oplog/base64url.ts';
import type { ValueMint } from '../../../domain/stored-value/credit-number.ts';

/** What this store's numbers are made with; undefined where it has no gift cards, so gives no credit either. */
export function valueMint({ gift_cards: cards }: Pick<StoreProfile, 'gift_cards'>) {
  if (cards === undefined) return undefined;
  const key = must(fromBase64url(cards.key), 'a key that the profile schema let pass');
  const mac: ValueMint['mac'] = (by, message) => hmac(sha256, by, message);
  const { prefix, length } = cards;
  return { prefix, length, key, mac } satisfies ValueMint;
}
