import type { OpRow } from './ports.ts';

/** What a signature beside an op says: `unknown` where no key of the machine that wrote it is known. */
export type SignatureWord = 'holds' | 'fails' | 'unknown';

/**
 * How many of these consecutive ops a till's signature vouches for: through the chain one covers
 * everything before it (D10). `forged`: behind them stands one that no key of the till made.
 */
export async function provenOps(
  ops: readonly OpRow[],
  check: (op: OpRow) => Promise<SignatureWord>,
): Promise<{ proven: number; forged: boolean }> {
  let forged = false;
  for (let count = ops.length; count > 0; count--) {
    const op = ops[count - 1];
    if (op?.sig === undefined) continue;
    const word = await check(op);
    if (word === 'holds') return { proven: count, forged };
    forged ||= word === 'fails';
  }
  return { proven: 0, forged };
}
