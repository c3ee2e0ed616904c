import type { CashierFace } from '../../shared/till-api.ts';

/** The person signed in as head office's newest rows have them; undefined where they may not sell any more. */
export type StillValid = (number: string, nowMs: number) => Promise<CashierFace | undefined>;

type Ports = {
  cashier: () => CashierFace | undefined;
  stillValid: StillValid;
  /** By head office's clock. */
  correctedMs: () => number;
  /** Another role, as of now. */
  changed: (face: CashierFace) => void;
  /** Signs out; answers whether that could be done now. */
  signOut: () => Promise<boolean>;
  again: (run: () => void) => void;
};

/**
 * Revocation counts with the sync that brings it (dom-A3): whoever stands at the till is signed out, the
 * basket stays. Where a sale is being written, as soon as it is.
 */
export async function followRevocation(p: Ports): Promise<void> {
  const before = p.cashier();
  if (before === undefined) return;
  const face = await p.stillValid(before.number, p.correctedMs());
  // Somebody else may have signed in meanwhile.
  if (p.cashier() !== before) return;
  if (face === undefined) {
    if (!(await p.signOut())) p.again(() => void followRevocation(p));
  } else if (face.role !== before.role || face.name !== before.name) p.changed(face);
}
