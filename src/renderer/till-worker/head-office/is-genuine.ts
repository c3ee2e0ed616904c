import { LONGEST_FLAG_CHARS } from '../../../contracts/datasets.ts';
import { DRILL_DATASET } from '../../../contracts/line-drill.ts';
import { changeText } from '../../../contracts/signed-token.ts';
import type { ChangeRow } from '../../../contracts/wire.ts';
import { FLAG_ROWS } from '../flags/flag-set.ts';

const ACTS: readonly string[] = [...FLAG_ROWS, DRILL_DATASET];

/**
 * What acts on its own, flags, the ranks that they are targeted by and line drills, must be signed by a site of the
 * region (D17), row by row, and be of a length that a flag can have. Other rows are only shown or sold.
 */
export async function isGenuine(
  row: ChangeRow,
  siteKeys: ReadonlyMap<string, string>,
  holds: (key: string, purpose: 'flag', text: string, sig: string) => Promise<boolean>,
): Promise<boolean> {
  if (!ACTS.includes(row.ds)) return true;
  const key = siteKeys.get(row.o);
  if (key === undefined || row.sig === undefined) return false;
  if ((row.v?.length ?? 0) > LONGEST_FLAG_CHARS) return false;
  return holds(key, 'flag', changeText(row), row.sig);
}
