import { Type, type Static } from 'typebox';
import { parseJson } from '../../../../src/contracts/parse.ts';
import { StoreCloseTold } from '../../../../src/contracts/store-day.ts';
import type { SiteContext } from '../../site-context.ts';
import type { Db } from '../../db/pool.ts';
import { appendChanges } from '../changes/append-changes.ts';

/**
 * A day that somebody closed at head office. No till said so, hence it is no op: it is a row of this
 * site's own change log, which is never changed, reaches the other site, and is no till's dataset.
 */
const DATASET = 'store-close';
const MOST_CLOSES = 100;

const ConsoleClose = Type.Object({ ...StoreCloseTold.properties, at: Type.Literal('head-office') });
export type ConsoleClose = Static<typeof ConsoleClose>;

/** Asked for twice with one id, it is one close. */
export async function tellConsoleClose(
  site: SiteContext,
  of: { store: string; day: string },
  close: ConsoleClose,
  author: string,
): Promise<void> {
  const k = `${of.store}/${of.day}/${close.close_id}`;
  await appendChanges(site, [{ ds: DATASET, k, op: 'put', v: JSON.stringify(close) }], author);
}

/** Those of a day, the first word on each. */
export async function consoleCloses(db: Db, store: string, day: string): Promise<ConsoleClose[]> {
  const found = await db.query<{ value: string }>(
    `SELECT DISTINCT ON (key) value FROM all_changes
      WHERE dataset = '${DATASET}' AND key LIKE $1 || '/%' AND op = 'put'
      ORDER BY key, hlc, origin LIMIT ${MOST_CLOSES}`,
    [`${store}/${day}`],
  );
  return found.rows.flatMap(({ value }) => parseJson(ConsoleClose, value) ?? []);
}
