import type { CashierFace } from '../../shared/till-api.ts';
import type { TillCore } from '../till-core.ts';
import { followRevocation } from './still-valid.ts';

const AGAIN_MS = 1000;

/** Whoever stands at this till, held against its newest rows. */
export function followAtTill(
  { people, wire }: Pick<TillCore, 'people' | 'wire'>,
  till: {
    cashier: CashierFace | undefined;
    signOut: (why: 'revoked') => Promise<{ ok: boolean }>;
  },
): Promise<void> {
  return followRevocation({
    cashier: () => till.cashier,
    stillValid: (number, ms) => people.face(number, ms),
    correctedMs: () => wire.correctedMs(),
    changed: (face) => (till.cashier = face),
    signOut: async () => (await till.signOut('revoked')).ok,
    again: (run) => setTimeout(run, AGAIN_MS),
  });
}
