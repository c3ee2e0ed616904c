import type { TillDb } from '../../sync/adapters/till-db.ts';
import type { OpRow } from '../../sync/core/ports.ts';

/** Keeps what a site passed off as this till's, byte for byte, where support finds it; told twice it is kept once. */
export async function keepAside(
  db: TillDb,
  site: string,
  atMs: number,
  ops: readonly OpRow[],
): Promise<void> {
  const [first] = ops;
  if (first === undefined) return;
  const name = `not-ours ${site} ${first.stream} ${first.opId}`;
  await db.one.put({ name, value: { site, at_ms: atMs, ops } });
}
