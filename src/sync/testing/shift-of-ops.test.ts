import { expect, test } from 'vitest';
import { orphanShifts, shiftsOfOps } from '../core/shift-of-ops.ts';
import type { Fact } from '../core/commit.ts';
import type { OpRow, StreamRow, ZRow } from '../core/ports.ts';
import { drawerClosedFact, drawerFact, openedFact } from './shift-fact.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Machines of one till, oldest first, each with its own stream of these facts; and the Zs among them. */
function machines(...lives: readonly (readonly Fact[])[]) {
  const ops = lives.map((facts, life) =>
    facts.map((fact, i) => {
      const seq = i + 1;
      const body = fact.body({ series: 'A', number: 1 });
      const head = { v: 1, seq, kind: fact.kind, business_date: fact.businessDate, at_ms: seq };
      const raw = encoder.encode(JSON.stringify({ ...head, body }));
      return { stream: `s${String(life)}`, seq, kind: fact.kind, raw } as OpRow;
    }),
  );
  const zs = ops.flat().flatMap(({ kind, raw }) => {
    const { body } = JSON.parse(decoder.decode(raw)) as { body: { shift_id: string } };
    return kind === 'shift-closed' ? [{ shiftId: body.shift_id } as ZRow] : [];
  });
  const store = {
    readOps: async (stream: string, from: number, most: number) =>
      ops.flat().filter((op) => op.stream === stream && op.seq >= from && op.seq < from + most),
    zs: async () => zs,
  };
  const streams = ops.map(
    (own, life) =>
      ({ id: `s${String(life)}`, headSeq: own.length, firstAvailable: 1 }) as StreamRow,
  );
  return { p: { store, text: (bytes: Uint8Array) => decoder.decode(bytes) }, streams };
}

async function open({ p, streams }: ReturnType<typeof machines>) {
  const ids = ({ shift, drawers }: Awaited<ReturnType<typeof shiftsOfOps>>) => [
    shift?.shiftId,
    drawers.map(({ shiftId }) => shiftId).toSorted(),
  ];
  return [ids(await shiftsOfOps(p, streams)), ids(await orphanShifts(p, streams))];
}

test('dom-Z9 OO6: a drawer of the machine before last comes back, though the machine between opened one alone', async () => {
  const till = machines([drawerFact('first')], [drawerFact('second')], []);
  const both = [undefined, ['first', 'second']];
  expect(await open(till)).toEqual([both, both]);
});

test('dom-Z9 D12: one that came back and was closed by the machine between is over, wherever its Z stands', async () => {
  const closes = [
    drawerFact('second'),
    drawerClosedFact('first', 1),
    drawerClosedFact('second', 2),
  ];
  const till = machines([drawerFact('first')], [...closes, drawerFact('third')], []);
  const third = [undefined, ['third']];
  expect(await open(till)).toEqual([third, third]);
});

test('dom-Z9 D12: what is everybody’s on a machine before is not open beside what the next one opened alone', async () => {
  const till = machines([openedFact('shared'), drawerFact('first', 1)], [drawerFact('second')]);
  const both = [undefined, ['first', 'second']];
  expect(await open(till)).toEqual([both, both]);
});
