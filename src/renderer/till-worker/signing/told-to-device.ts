import { MAX_OP_BYTES, Op } from '../../../contracts/op.ts';
import { parseJson } from '../../../contracts/parse.ts';
import type { LocalStore, OpRow, PendingRow } from '../../../sync/core/ports.ts';
import type { SigningDesk } from './signing-desk.ts';
import { SIGNED_KINDS } from './to-sign.ts';

const text = new TextDecoder();

/** What an op on disk asks the device for is asked for; nobody waits for it (TSE7, TSE8). */
export function toldToDevice(
  signing: Pick<SigningDesk, 'baskets'> | undefined,
  { kind, businessDate, raw }: Pick<OpRow, 'kind' | 'businessDate' | 'raw'>,
): void {
  if (signing === undefined || !SIGNED_KINDS.has(kind)) return;
  const op = parseJson(Op, text.decode(raw));
  if (op !== undefined) signing.baskets.told(kind, businessDate, op.body);
}

/** Those that a kill left between their commit and what comes behind it. */
export async function toldBefore(
  signing: Pick<SigningDesk, 'baskets'> | undefined,
  store: Pick<LocalStore, 'readOps'>,
  pending: readonly PendingRow[],
): Promise<void> {
  if (signing === undefined) return;
  for (const { stream, seq } of pending) {
    const [op] = await store.readOps(stream, seq, 1, MAX_OP_BYTES);
    if (op !== undefined) toldToDevice(signing, op);
  }
}
