import type { ChangeRow } from '../../src/contracts/wire.ts';
import { FlagSet, type EvaluatedFlag } from '../../src/renderer/till-worker/flags/flag-set.ts';
import { isGenuine } from '../../src/renderer/till-worker/head-office/is-genuine.ts';
import { newer } from '../../src/renderer/till-worker/head-office/held-rows.ts';

type Signed = Parameters<typeof isGenuine>[2];

/**
 * What a till makes of rows it pulled: the till's own checks, merge and evaluator, without its database.
 * One till at a time in a process: OpenFeature knows one provider.
 */
export async function evaluatedByTill(
  till: { storeId: string; tillId: string },
  rows: readonly ChangeRow[],
  siteKeys: ReadonlyMap<string, string>,
  holds: Signed,
): Promise<EvaluatedFlag[]> {
  const held = new Map<string, Parameters<FlagSet['load']>[0][number]>();
  for (const row of rows) {
    if (!(await isGenuine(row, siteKeys, holds))) continue;
    const { ds, k, v, hlc, o, sig } = row;
    const next = { ds, k, v, hlc, o, sig };
    const name = `${ds} ${k}`;
    if (newer(next, held.get(name))) held.set(name, next);
  }
  const set = await FlagSet.open(till);
  set.load([...held.values()]);
  return set.evaluate();
}
