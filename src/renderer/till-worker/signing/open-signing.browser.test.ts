import { expect, test } from 'vitest';
import type { DocRow } from '../../../sync/core/ports.ts';
import { TillDb } from '../../../sync/adapters/till-db.ts';
import { openSigning } from './open-signing.ts';

const DAY_MS = 86_400_000;
const DATA = 'AAAAAAAAAAAA';
type Asked = { do: string; reference: string; process_data?: string };

/** A device that has begun all it is asked for. */
function answerTo({ do: what, reference, process_data }: Asked): unknown {
  if (what === 'state') return { outcome: 'ready', reference };
  if (what === 'status') return { outcome: 'started', reference, transaction: 1 };
  const keys = { serial: 'SIMULATOR-0001', algorithm: 'ecdsa', time_format: 'unixTime' };
  const times = { transaction: 1, counter: 1, started_ms: 1, logged_ms: 1 };
  const signed = { ...keys, ...times, public_key: DATA, signature: DATA };
  return { outcome: 'signed', reference, process_data, signed };
}

for (const isMarked of [true, false])
  test(`TSE7: sold before a long weekend and found again, it is signed as sold${isMarked ? '' : ', also where a kill or an older build did not write down of what'}`, async () => {
    const db = new TillDb(`open-signing-${String(isMarked)}`);
    const at = Date.now() - 10 * DAY_MS;
    const ids = { doc_id: 'document-1', doc_no: 'n-1' };
    const empty = { lines: [], taxes: [], tenders: [], cash_rounding: 0, currency: 'EUR' };
    await db.docs.put({
      docId: 'document-1',
      docNo: 'n-1',
      closedMs: at + 1000,
      businessDate: new Date(at - 5 * DAY_MS).toISOString().slice(0, 10),
      body: { ...ids, ...empty, started_ms: at, closed_ms: at + 1000 },
    } as unknown as DocRow);
    const basket = { id: 'basket-1', startedMs: at };
    const row = { reference: 'basket-transaction-1', basket };
    const value = [isMarked ? { ...row, doc: 'document-1' } : row];
    await db.one.bulkPut([
      { name: 'signing', value: { since_ms: 1 } },
      { name: 'signing-open', value },
    ]);
    const finished: unknown[] = [];
    const host = {
      invoke: async (_verb: string, question: Asked) => {
        if (question.do === 'finish')
          finished.push([question.reference, question.process_data?.split('^')[0]]);
        return { ok: true, answer: answerTo(question) };
      },
    };
    const told: string[] = [];
    const committer = {
      commit: async (fact: { kind: string; sealed?: { docId: string } }) => {
        told.push(`${fact.kind} ${String(fact.sealed?.docId)}`);
        return { ok: true };
      },
    };
    const profile = { fiscal: { country: 'DE' }, time_zone: 'Europe/Berlin', currency: 'EUR' };
    const desk = await openSigning(
      host as never,
      { profile, store: '0417', till: '02' } as never,
      db,
      { pending: [], basket: undefined },
      () => committer as never,
      { deviceIs: () => undefined, sealed: () => undefined },
    );
    await desk?.look();
    expect(finished).toEqual([['basket-transaction-1', 'Beleg']]);
    expect(told).toEqual(['document-signed document-1']);
    await expect.poll(async () => (await db.one.get('signing-open'))?.value).toEqual([]);
    db.close();
  });
