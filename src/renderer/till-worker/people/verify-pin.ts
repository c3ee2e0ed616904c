import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { PinVerifier } from '../../../contracts/datasets.ts';
import { fromBase64url } from '../../../domain/oplog/base64url.ts';

/** Does the PIN fit? Runs in slices so that a scan during sign-in is not held up. */
export async function pinFits(pin: string, verifier: PinVerifier): Promise<boolean> {
  const salt = fromBase64url(verifier.salt);
  const hash = fromBase64url(verifier.hash);
  if (salt === undefined || hash === undefined || hash.length < 16) return false;
  const { n, r, p } = verifier;
  const made = await scryptAsync(pin, salt, { N: n, r, p, dkLen: hash.length });
  let differs = 0;
  // All bytes are compared, so that time tells nothing about how much was right.
  for (const [i, byte] of made.entries()) differs |= byte ^ (hash[i] ?? 0);
  return differs === 0;
}
