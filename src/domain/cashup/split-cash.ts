import { minor, type Minor } from '../money.ts';

/** What becomes of the cash that was counted. */
export type CashSplit = { readonly nextFloat: Minor; readonly deposit: Minor };

/** So much stays in the drawer, the rest goes to the bank (dom-Z8, vec-cashup-U7). */
export function splitCash(counted: number, targetFloat: number): CashSplit {
  const nextFloat = minor(Math.min(targetFloat, counted));
  return { nextFloat, deposit: minor(counted - nextFloat) };
}
