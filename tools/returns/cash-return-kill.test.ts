import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { findKeys, findRange } from '../../src/domain/after/find-keys.ts';
import type { Sale } from '../../src/domain/sale.ts';
import { GERMANY, IDENTITY, NICKEL } from '../../src/domain/testing/sale-arbitraries.ts';
import { Committer, COMMIT_CRASH_POINTS, type CrashPoint } from '../../src/sync/core/commit.ts';
import type { DocRow, ShiftRow } from '../../src/sync/core/ports.ts';
import { repairDisks } from '../../src/sync/core/repair-disks.ts';
import { streamRow } from '../../src/sync/testing/local-store-contract.ts';
import { emptyJournal, MemoryJournal } from '../../src/sync/testing/memory-journal.ts';
import { emptyDisk, MemoryStore, type MemoryDisk } from '../../src/sync/testing/memory-store.ts';
import { VirtualClock } from '../../src/sync/testing/virtual-clock.ts';
import type { SoldView } from '../../src/renderer/shared/till-api.ts';
import type { DocFinder } from '../../src/renderer/till-worker/receipts/doc-finder.ts';
import { LINE_DOWN } from '../../src/renderer/till-worker/receipts/receipts-refusals.ts';
import { ReturnDesk } from '../../src/renderer/till-worker/returns/return-desk.ts';
import { sold } from '../../src/renderer/till-worker/returns/testing-sold-sale.ts';

const SALE = sold(1);
const STREAM = streamRow();
const ALL = {
  docNo: SALE.doc_no,
  lines: [{ line: '1', qtyMilli: 3000, reason: 'faulty' as const }],
};
const POINTS = COMMIT_CRASH_POINTS.filter((point) => point.startsWith('commit:'));

/** What survives a till: its database, its journal, and the paper that came out. */
function machine() {
  const disk = emptyDisk();
  const row = { docId: SALE.doc_id, docNo: SALE.doc_no, finds: findKeys(SALE), body: SALE };
  disk.docs.set(SALE.doc_id, row as unknown as DocRow);
  return { disk, journal: emptyJournal(), paper: [] as string[] };
}
type Machine = ReturnType<typeof machine>;

function finderOf({ docs }: MemoryDisk): DocFinder {
  const inRange = ([from, to]: [string, string]): DocRow[] =>
    [...docs.values()].filter(({ finds = [] }) => finds.some((key) => from <= key && key <= to));
  const finder = {
    named: async (docNo: string) => [...docs.values()].find((row) => row.docNo === docNo),
    returnsOf: async (id: string) => inRange(findRange('returns-of', id)),
    page: async () => ({ docs: [], total: 0 }),
  };
  return finder as unknown as DocFinder;
}

/** One life of the till, from its start until it is killed at that point; a dead one does nothing more. */
async function life({ disk, journal: files, paper }: Machine, point?: CrashPoint) {
  const died = Promise.withResolvers<'died'>();
  const store = new MemoryStore(disk);
  const journal = new MemoryJournal(files);
  const { streams, pending } = await store.load();
  const opened = await journal.open();
  const utf8 = new TextEncoder();
  const committer = new Committer(
    streams[0] ?? STREAM,
    {
      store,
      journal,
      clock: new VirtualClock(IDENTITY.closedMs),
      sha256,
      utf8: (text) => utf8.encode(text),
      print: async ({ docId, docNo }) => {
        // The drawer springs open with the paper: never for what is not on disk (promise 1).
        expect(disk.docs.has(docId)).toBe(true);
        paper.push(docNo);
      },
      reached: async (here) => {
        if (here !== point) return;
        died.resolve('died');
        await new Promise(() => undefined);
      },
      alarm: () => undefined,
    },
    () => undefined,
  );
  const decoder = new TextDecoder();
  const text = (bytes: Uint8Array): string => decoder.decode(bytes);
  await repairDisks({ store, journal, text }, streams, opened.ok ? opened.value.heads : []);
  await committer.resume(pending);
  const desk = new ReturnDesk({
    finder: finderOf(disk),
    atHeadOffice: { open: async () => LINE_DOWN },
    isTraining: () => false,
    own: { store: '0417', till: '02' },
    cashPolicy: NICKEL,
    currency: 'EUR',
    seller: () => ({
      cashier: '104',
      shift: { shiftId: 's', businessDate: IDENTITY.businessDate } as ShiftRow,
    }),
    whyNot: () => undefined,
    alone: (run) => run(),
    may: async () => ({ ok: true, cashier: '104' }),
    versions: () => IDENTITY.versions,
    newId: () => `return-${disk.docs.size}`,
    creditFor: () => undefined,
    wallMs: () => IDENTITY.closedMs,
    beginSale: () => undefined,
    act: () => ({ ok: true }),
    taxSetup: GERMANY,
    refunds: { begin: async () => ({ ok: true }) },
    commit: async (fact) => {
      const written = await committer.commit(fact);
      if (!written.ok) return { ok: false, kind: written.kind, next: written.next };
      return { ok: true, sale: { docNo: written.doc?.docNo ?? '' } as SoldView };
    },
    done: () => undefined,
  });
  const rest = (): Promise<void> => committer.moveTo(committer.head);
  return { desk, rest, died: died.promise };
}

describe('dom-T1, promise 1: killed at every point of a cash return', () => {
  it.each([...POINTS, undefined])(
    '%s: the goods come back once, with their document and paper, whoever asks again',
    async (point) => {
      const till = machine();
      const before = await life(till, point);
      const lived = before.desk.giveBack(ALL).then(async (answer) => {
        await before.rest();
        // Paper and what follows it are behind the answer; they may still be where it dies.
        if (point !== undefined) await before.died;
        return answer;
      });
      await Promise.race([lived, before.died]);
      const after = await life(till);
      const wasWritten = till.disk.docs.size > 1;
      const again = await after.desk.giveBack(ALL);
      await after.rest();
      expect(again.ok ? 'done' : again.kind).toBe(wasWritten ? 'more-than-sold' : 'done');
      const backs = [...till.disk.docs.values()].filter(({ docId }) => docId !== SALE.doc_id);
      // The body of a document is the sale this till wrote.
      expect(backs.map(({ body }) => (body as Sale).tenders)).toMatchObject([
        [{ type: 'cash', amount: -1000 }],
      ]);
      const [docNo] = backs.map((doc) => doc.docNo);
      expect(new Set(till.paper)).toEqual(new Set([docNo]));
      expect(till.disk.ops.get(STREAM.id)).toHaveLength(1);
      expect(till.journal.files.get(STREAM.id)?.lines).toHaveLength(1);
      expect(till.disk.pending.size).toBe(0);
    },
  );
});
