import type {
  DayShift,
  DaySums,
  DayTill,
  StoreDayAnswer,
  ToldZ,
} from '../../../../src/contracts/store-day.ts';
import { ShiftSuspendedBody, type ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { ShiftOpenedBody } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import { judgedAnew } from '../../../../src/domain/cashup/prove-z.ts';
import { storeSums } from '../../../../src/domain/cashup/store-sums.ts';
import { dayMs } from '../../calendar-day.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { adjustmentsOf } from './adjustments.ts';
import { lateOps, namedLate } from './late-ops.ts';
import { proveClosing, type Closing, type Sites } from './prove-closing.ts';
import { readZ } from './read-z.ts';
import { storeLeads } from './store-leads.ts';
import { storeCloses } from './store-closes.ts';
import { shiftRows, type ShiftRow } from './shift-rows.ts';

/** Which store's day, and who is asked about it. */
export type StoreDay = Sites & { region: string; store: string; day: string };
export type DayFound = Pick<StoreDayAnswer, 'tills' | 'sums' | 'closes' | 'leads' | 'is_complete'>;

/** A till that was heard of within this time before a day belongs to the store's day. */
const HEARD_WITHIN_MS = 30 * 86_400_000;

/** A store's end of day as this site knows it: every till, every shift, every Z with its proof. */
export async function storeDay(db: Db, asked: StoreDay): Promise<DayFound> {
  const rows = Map.groupBy(await shiftRows(db, asked), (row) => row.till_id);
  const names = new Set([...(await tillsHeard(db, asked)), ...rows.keys()]);
  const closes = await storeCloses(db, asked.store, asked.day);
  const closedMs = closes[0]?.at_ms;
  const tills: DayTill[] = [];
  const zs: ShiftClosedBody[] = [];
  for (const tillId of [...names].toSorted()) {
    const read = await readTill(db, { ...asked, closedMs }, tillId, rows.get(tillId) ?? []);
    tills.push(read.till);
    zs.push(...read.zs);
  }
  const told = tills.filter(({ shifts }) => shifts.length > 0);
  const isWhole = ({ proof }: ToldZ): boolean =>
    proof.state === 'whole' || proof.state === 'archived';
  const is_complete = told.every(({ shifts }) =>
    shifts.every(({ closings }) => closings.length === 1 && closings.every(isWhole)),
  );
  const leads = await storeLeads(db, asked, zs);
  return { tills, sums: sumsOf(zs), closes, leads, is_complete: told.length > 0 && is_complete };
}

async function tillsHeard(db: Db, { region, store, day }: StoreDay): Promise<string[]> {
  const found = await db.query<{ till_id: string }>(
    `SELECT DISTINCT till_id FROM projection.tills
      WHERE till_id LIKE $1 || '-%' AND last_at_ms >= $2`,
    [`${region}-${store}`, (dayMs(day) ?? 0) - HEARD_WITHIN_MS],
  );
  return found.rows.map((row) => row.till_id);
}

async function readTill(
  db: Db,
  asked: StoreDay & { closedMs: number | undefined },
  tillId: string,
  rows: readonly ShiftRow[],
): Promise<{ till: DayTill; zs: ShiftClosedBody[] }> {
  const closings = rows.flatMap((row) => closingOf(row));
  const zs = closings.map(({ z }) => z);
  const late = await lateOps(db, { tillId, day: asked.day, zs });
  const shifts: DayShift[] = [];
  for (const [shiftId, told] of Map.groupBy(rows, (row) => row.shift_id)) {
    const ofShift = closings.filter(({ z }) => z.shift_id === shiftId);
    const closed: ToldZ[] = [];
    for (const closing of ofShift) {
      const adjustments = adjustmentsOf(closing.z, told, asked.closedMs);
      const z = await toldZ(db, asked, closing);
      closed.push(adjustments.length === 0 ? z : { ...z, adjustments });
    }
    shifts.push({
      ...openingOf(shiftId, told),
      state: stateOf(told),
      closings: closed,
      late: namedLate(late.get(shiftId)),
    });
  }
  const till = tillId.split('-')[2] ?? '';
  return { till: { till, state: tillState(shifts), shifts }, zs };
}

function closingOf(row: ShiftRow): Closing[] {
  const z = row.kind === 'shift-closed' ? readZ(row.body) : undefined;
  if (z === undefined) return [];
  const { till_id: tillId, seq, at_ms: atMs } = row;
  return [{ tillId, stream: idText(row.stream), seq, atMs, opId: idText(row.op_id), z }];
}

async function toldZ(db: Db, sites: Sites, closing: Closing): Promise<ToldZ> {
  const { figures, streams: _streams, ...head } = closing.z;
  return { ...head, net: figures.net, proof: await proveClosing(db, sites, closing) };
}

/** What ends or begins a suspension; a Z ends it too. */
const OF_SUSPENSION: ReadonlySet<string> = new Set([
  'shift-suspended',
  'shift-resumed',
  'shift-closed',
]);

function openingOf(
  shift_id: string,
  rows: readonly ShiftRow[],
): Pick<DayShift, 'shift_id' | 'opened_ms' | 'opened_by' | 'suspended_by' | 'counts'> {
  const opened = rows.find(({ kind }) => kind === 'shift-opened');
  const body = opened && parseJson(ShiftOpenedBody, opened.body);
  const last = rows.findLast(({ kind }) => OF_SUSPENSION.has(kind));
  const by =
    last?.kind === 'shift-suspended'
      ? parseJson(ShiftSuspendedBody, last.body)?.cashier
      : undefined;
  return {
    shift_id,
    opened_ms: body?.opened_ms ?? 0,
    opened_by: body?.cashier ?? '',
    ...(by === undefined ? {} : { suspended_by: by }),
    counts: rows.filter(({ kind }) => kind === 'shift-counted').length,
  };
}

function stateOf(rows: readonly ShiftRow[]): DayShift['state'] {
  if (rows.some(({ kind }) => kind === 'shift-closed')) return 'closed';
  return rows.some(({ kind }) => kind === 'shift-counted') ? 'counted' : 'open';
}

/** As far as the shift that is furthest behind; `silent` without any. */
function tillState(shifts: readonly DayShift[]): DayTill['state'] {
  const states = shifts.map(({ state }) => state);
  return (['open', 'counted', 'closed'] as const).find((one) => states.includes(one)) ?? 'silent';
}

/** A shift that was closed twice is in it twice, as its deposits were: both stand on the page. */
function sumsOf(zs: readonly ShiftClosedBody[]): DaySums[] {
  const byCurrency = Map.groupBy(zs, ({ currency }) => currency);
  const sorted = [...byCurrency].toSorted(([x], [y]) => (x < y ? -1 : 1));
  return sorted.map(([currency, all]) => {
    const { net, deposit, variance, worstStatus } = storeSums(
      all.map((z) => ({ ...z, tenders: judgedAnew(z) })),
    );
    return { currency, net, deposit, variance: { ...variance }, worst_status: worstStatus };
  });
}
