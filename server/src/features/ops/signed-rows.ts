import { verifyText } from '../../keys/ed25519.ts';
import type { Till } from '../../plugins/till-auth.ts';
import type { SignedRow } from './insert-rows.ts';
import type { Batch } from './read-batch.ts';

/** A batch and the till that is proven to have sent it. */
export type Push = { till: Till; batch: Batch };

/** Adds the till's signature and what is to be said against it; nothing here refuses (D19). */
export function signedRows({ batch, till }: Push): SignedRow[] {
  const sigText = batch.header.last_sig;
  const bad =
    sigText !== undefined && !verifyText(till.key, 'op', batch.header.last_op_id, sigText);
  const after = till.standing === 'good' ? [] : ['after-revocation'];
  return batch.rows.map((row, i) => {
    const last = i === batch.rows.length - 1;
    return {
      ...row,
      sig: last && sigText !== undefined ? Buffer.from(sigText, 'base64url') : undefined,
      flags: [...row.flags, ...after, ...(last && bad ? ['bad-signature'] : [])],
    };
  });
}
