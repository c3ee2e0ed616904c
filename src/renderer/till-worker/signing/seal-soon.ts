import type { Seal } from '../../../domain/signing/device-signature.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { SigningDesk } from './signing-desk.ts';

const TRIES = 25;
const BETWEEN_MS = 100;

/**
 * What is known of a document's signature, for a copy of it that no paper is: as long as its device is
 * asked it is waited for, and no longer than its paper waits (TSE4).
 */
export async function sealSoon(
  signing: Pick<SigningDesk, 'sealOf' | 'isUnderWay'> | undefined,
  { docId, seal }: Pick<DocRow, 'docId' | 'seal'>,
  wait: (ms: number) => Promise<void>,
): Promise<Seal | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = signing?.sealOf(docId) ?? seal;
    if (known !== undefined || signing?.isUnderWay(docId) !== true) return known;
    await wait(BETWEEN_MS);
  }
  return signing?.sealOf(docId) ?? seal;
}
