import { StoreClosedBody } from '../../../../src/contracts/store-close.ts';
import type { StoreCloseTold } from '../../../../src/contracts/store-day.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import { consoleCloses } from './console-closes.ts';
import type { Db } from '../../db/pool.ts';

/** Every close of the store's day, oldest first: each stands for ever, also where two were made. */
export async function storeCloses(db: Db, store: string, day: string): Promise<StoreCloseTold[]> {
  const found = await db.query<{ body: string }>(
    `SELECT body FROM projection.shift_events
      WHERE store = $1 AND business_date = $2::date AND kind = 'store-closed'
      ORDER BY at_ms, op_id`,
    [store, day],
  );
  const byTills = found.rows.flatMap(({ body }) => {
    const close = parseJson(StoreClosedBody, body);
    // Of another store by its own word: a till closes its own and no other.
    return close === undefined || close.store !== store ? [] : [toldOf(close)];
  });
  const atHeadOffice = await consoleCloses(db, store, day);
  return [...byTills, ...atHeadOffice].toSorted((x, y) => x.at_ms - y.at_ms);
}

function toldOf(close: StoreClosedBody): StoreCloseTold {
  const { close_id, till, at_ms, closed_by, approver, missing, proven, note } = close;
  return {
    close_id,
    till,
    at_ms,
    closed_by,
    ...(approver === undefined ? {} : { approver }),
    missing,
    proven,
    ...(note === undefined ? {} : { note }),
  };
}
