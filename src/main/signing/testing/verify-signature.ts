import { createPublicKey, verify } from 'node:crypto';
import type { DeviceSignature } from '../../../contracts/signing-device.ts';
import { signedMessage } from './signed-message.ts';

type Signed = {
  client: string;
  process_type: string;
  process_data: string;
  signed?: DeviceSignature;
};

/** Whether the simulator signed exactly this, by the public key that stands with it. */
export function isSignedBySimulator({ client, process_type, process_data, signed }: Signed) {
  if (signed === undefined) return false;
  const key = createPublicKey({
    key: Buffer.concat([P256_SPKI, Buffer.from(signed.public_key, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const message = signedMessage({ client, process_type, process_data, ...signed });
  const signature = Buffer.from(signed.signature, 'base64');
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** What stands before the 65 bytes of a point on P-256 in a SubjectPublicKeyInfo. */
export const P256_SPKI = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
