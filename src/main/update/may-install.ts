import type { IpcArg } from '../../contracts/ipc.ts';

/** What the page says of its moment. */
export type TillMoment = IpcArg<'till.moment'>;

/** Why not: `busy` while somebody works at the till, `not-closed` in a shift, `sales-wait` with sales unsent. */
export type InstallWord = { ok: true } | { ok: false; kind: 'sales-wait' | 'not-closed' | 'busy' };

/**
 * Whether a build may be put in place now (D25, UPD4). Never with a sale, a payment or a file under way,
 * nor over the head of somebody signed in. Forward with the shift closed and every sale at head office;
 * back to an older build with neither: it is the way out of a bad one.
 */
export function mayInstall(moment: TillMoment, isRollback: boolean): InstallWord {
  const { is_free: isFree, is_signed_in: isSignedIn, is_shift_open: isOpen, waiting } = moment;
  if (!isFree || isSignedIn) return { ok: false, kind: 'busy' };
  if (isRollback) return { ok: true };
  if (isOpen) return { ok: false, kind: 'not-closed' };
  return waiting === 0 ? { ok: true } : { ok: false, kind: 'sales-wait' };
}
