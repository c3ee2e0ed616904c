import { SaleBody } from '../../../contracts/op.ts';
import { parse } from '../../../contracts/parse.ts';
import { findKeys, findRange, listKeyOnly } from '../../../domain/after/find-keys.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { DocRow } from '../../../sync/core/ports.ts';

/** Documents of one step: a sale waits no longer than for these. */
const STEP = 100;

/** Whether every document is in the index; two counts, no reading. */
export async function isIndexFull({ docs }: Pick<TillDb, 'docs'>): Promise<boolean> {
  const [from, to] = findRange('all', '');
  const [all, indexed] = await Promise.all([
    docs.count(),
    docs.where('finds').between(from, to, true, true).count(),
  ]);
  return indexed >= all;
}

/**
 * Gives keys to documents that an older version wrote, in small steps behind the selling; where it is
 * cut short, the next start goes on (FND3). Resolves once every document can be found.
 */
export async function fillFinds(db: TillDb): Promise<void> {
  if (await isIndexFull(db)) return;
  for (let after: string | undefined = ''; after !== undefined;) after = await step(db, after);
}

/** Resolves with the last document that was looked at; undefined behind the last of all. */
function step(db: TillDb, after: string): Promise<string | undefined> {
  return db.transaction('rw', [db.docs], async () => {
    const rows = await db.docs.where('docId').above(after).limit(STEP).toArray();
    const bare = rows.filter(({ finds }) => finds === undefined);
    await db.docs.bulkPut(bare.map((row) => ({ ...row, finds: keysOf(row) })));
    return rows.at(-1)?.docId;
  });
}

function keysOf({ businessDate, closedMs, body }: DocRow): string[] {
  const sale = parse(SaleBody, body);
  return sale === undefined ? listKeyOnly(businessDate, closedMs) : findKeys(sale);
}
