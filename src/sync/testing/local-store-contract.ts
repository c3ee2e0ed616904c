import { deriveOpId, GENESIS, type Sha256 } from '../../domain/oplog/op-id.ts';
import type { CommitTx, LocalStore, OpRow, StreamRow } from '../core/ports.ts';

/** What a test runner gives: Vitest in Node for the memory store, in Chromium for Dexie. */
export type Runner = {
  test: (title: string, run: () => Promise<void>) => void;
  equal: (actual: unknown, expected: unknown) => void;
  sha256: Sha256;
  /** A store on an empty disk, and a way to open the same disk again. */
  open: () => Promise<{ store: LocalStore; reopen: () => Promise<LocalStore> }>;
};

export const STREAM = 'c3RyZWFtLXN0cmVhbS1zdA';

export function streamRow(patch: Partial<StreamRow> = {}): StreamRow {
  return {
    id: STREAM,
    salt: GENESIS,
    series: 'A',
    prevStream: undefined,
    headSeq: 0,
    headOpId: GENESIS,
    nextDocNo: 1,
    released: 0,
    firstAvailable: 1,
    closed: false,
    ...patch,
  };
}

export function op(sha256: Sha256, seq: number, prev: string, size = 10): OpRow {
  const raw = new Uint8Array(size).fill(97 + (seq % 26));
  const opId = deriveOpId(sha256, prev, STREAM, seq, raw);
  return {
    stream: STREAM,
    seq,
    prev,
    opId,
    kind: 'sale',
    businessDate: '2026-11-21',
    atMs: seq,
    raw,
    sig: undefined,
  };
}

export function txOf(o: OpRow, patch: Partial<CommitTx> = {}): CommitTx {
  return {
    op: o,
    stream: streamRow({ headSeq: o.seq, headOpId: o.opId, nextDocNo: o.seq + 1 }),
    doc: {
      docId: `doc-${o.seq}`,
      docNo: `A-${o.seq}`,
      stream: STREAM,
      seq: o.seq,
      shiftId: 's1',
      businessDate: '2026-11-21',
      closedMs: 1,
      gross: 100,
      body: { n: o.seq },
    },
    clearBasket: true,
    shift: undefined,
    pending: { stream: STREAM, seq: o.seq, docId: `doc-${o.seq}` },
    ...patch,
  };
}

const SEAL = {
  doc_id: 'd',
  doc_no: 'd',
  client: '0417-02',
  process_type: 'Kassenbeleg-V1',
  process_data: 'Beleg^',
  unsigned: { why: 'silent' as const, since_ms: 1 },
};

async function fill(store: LocalStore, sha256: Sha256, count: number, size = 10): Promise<OpRow[]> {
  const ops: OpRow[] = [];
  for (let seq = 1, prev = GENESIS; seq <= count; seq++) {
    const o = op(sha256, seq, prev, size);
    await store.commit(txOf(o));
    ops.push(o);
    prev = o.opId;
  }
  return ops;
}

/** Every LocalStore keeps these promises; the memory store and the real one run the same list. */
export function localStoreContract({ test, equal, sha256, open }: Runner): void {
  test('D11 a commit writes document, head, op and pending, and clears the basket', async () => {
    const { store, reopen } = await open();
    await store.saveBasket({ lines: 1 });
    const o = op(sha256, 1, GENESIS);
    equal(await store.commit(txOf(o)), 'committed');
    const again = await (await reopen()).load();
    equal(
      again.streams.map((s) => [s.headSeq, s.headOpId, s.nextDocNo]),
      [[1, o.opId, 2]],
    );
    equal(again.pending, [{ stream: STREAM, seq: 1, docId: 'doc-1' }]);
    equal(again.basket, undefined);
    equal((await store.doc('doc-1'))?.docNo, 'A-1');
    equal(await store.readOps(STREAM, 1, 9, 9999), [o]);
  });

  test('D11 a commit on a head that moved writes nothing at all', async () => {
    const { store } = await open();
    const [first] = await fill(store, sha256, 1);
    await store.saveBasket({ lines: 2 });
    const rival = op(sha256, 2, GENESIS);
    equal(await store.commit(txOf(rival)), 'moved');
    equal(await store.commit(txOf(op(sha256, 3, first?.opId ?? ''))), 'moved');
    equal((await store.readOps(STREAM, 1, 9, 9999)).length, 1);
    equal((await store.load()).basket, { lines: 2 });
    equal(await store.doc('doc-2'), undefined);
  });

  test('RCP8 a copy of a receipt is counted with its op, or not at all', async () => {
    const { store, reopen } = await open();
    const [first, second] = await fill(store, sha256, 2);
    const copied = { docId: 'doc-1', count: 1 };
    const copying = op(sha256, 3, second?.opId ?? '');
    const rival = op(sha256, 2, first?.opId ?? '');
    equal(await store.commit(txOf(rival, { doc: undefined, copied })), 'moved');
    equal((await store.doc('doc-1'))?.copies, undefined);
    equal(await store.commit(txOf(copying, { doc: undefined, copied })), 'committed');
    const again = await reopen();
    const { copies, body } = (await again.doc('doc-1')) ?? {};
    equal({ copies, body }, { copies: 1, body: { n: 1 } });
    equal((await again.doc('doc-2'))?.copies, undefined);
  });

  test('TSE6 the word of a signature stands with its document once its op does, practised or not', async () => {
    const { store, reopen } = await open();
    const [first, second] = await fill(store, sha256, 2);
    const sealed = { docId: 'doc-1', seal: SEAL };
    const rival = op(sha256, 2, first?.opId ?? '');
    equal(await store.commit(txOf(rival, { doc: undefined, sealed })), 'moved');
    equal((await store.doc('doc-1'))?.seal, undefined);
    const sealing = op(sha256, 3, second?.opId ?? '');
    equal(await store.commit(txOf(sealing, { doc: undefined, sealed })), 'committed');
    const practised = op(sha256, 4, sealing.opId);
    const { doc } = txOf(practised);
    const trainingDoc = doc && { ...doc, docId: 't' };
    const practice = trainingDoc === undefined ? {} : { trainingDoc };
    equal(await store.commit(txOf(practised, { doc: undefined, ...practice })), 'committed');
    const last = op(sha256, 5, practised.opId);
    const ofPractice = { docId: 't', seal: SEAL };
    equal(await store.commit(txOf(last, { doc: undefined, sealed: ofPractice })), 'committed');
    const again = await reopen();
    equal((await again.doc('doc-1'))?.seal, SEAL);
    equal((await again.doc('t'))?.seal, SEAL);
    equal((await again.doc('doc-2'))?.seal, undefined);
  });

  test('TRN1 TRN4 training begins and ends with its op; what was practised is among no documents', async () => {
    const { store, reopen } = await open();
    const first = op(sha256, 1, GENESIS);
    const training = { cashier: '104', sinceMs: 5 };
    const rival = op(sha256, 2, first.opId);
    equal(await store.commit(txOf(rival, { doc: undefined, training })), 'moved');
    equal((await store.load()).training, undefined);
    equal(await store.commit(txOf(first, { doc: undefined, training })), 'committed');
    const second = op(sha256, 2, first.opId);
    const { doc } = txOf(second);
    if (doc === undefined) throw new Error('txOf makes a document');
    const practised = { doc: undefined, trainingDoc: doc };
    equal(await store.commit(txOf(second, practised)), 'committed');
    const again = await reopen();
    equal((await again.load()).training, training);
    equal((await again.doc('doc-2'))?.body, { n: 2 });
    const third = op(sha256, 3, second.opId);
    equal(await again.commit(txOf(third, { doc: undefined, training: null })), 'committed');
    equal((await (await reopen()).load()).training, undefined);
    await again.prune(STREAM, 4);
    await again.pruneDocs('2026-11-22');
    equal(await again.doc('doc-2'), undefined);
  });

  test('promise 3: released only rises, and a commit does not set it back', async () => {
    const { store } = await open();
    const ops = await fill(store, sha256, 3);
    await store.release(STREAM, 3);
    await store.release(STREAM, 2);
    await store.commit(txOf(op(sha256, 4, ops[2]?.opId ?? '')));
    equal((await store.load()).streams[0]?.released, 3);
    equal((await store.readOps(STREAM, 1, 9, 9999)).length, 4);
  });

  test('a batch is limited by count and bytes, and is never empty for want of bytes', async () => {
    const { store } = await open();
    await fill(store, sha256, 6, 100);
    equal(
      (await store.readOps(STREAM, 2, 3, 9999)).map((o) => o.seq),
      [2, 3, 4],
    );
    equal(
      (await store.readOps(STREAM, 1, 9, 250)).map((o) => o.seq),
      [1, 2],
    );
    equal(
      (await store.readOps(STREAM, 1, 9, 1)).map((o) => o.seq),
      [1],
    );
    equal(await store.readOps(STREAM, 7, 9, 9999), []);
    equal(await store.readOps('bm8tc3VjaC1zdHJlYW0tYQ', 1, 9, 9999), []);
  });

  test('D10 the signature stands beside the op once its journal line is written', async () => {
    const { store, reopen } = await open();
    await fill(store, sha256, 2);
    await store.pendingDone(STREAM, 1, 'sig-1');
    const again = await reopen();
    equal(
      (await again.load()).pending.map((p) => p.seq),
      [2],
    );
    equal(
      (await again.readOps(STREAM, 1, 2, 9999)).map((o) => o.sig),
      ['sig-1', undefined],
    );
  });

  test('promise 4: a parked op stays until it is taken, its bytes untouched', async () => {
    const { store, reopen } = await open();
    const [o] = await fill(store, sha256, 1);
    const row = {
      stream: STREAM,
      seq: 1,
      opId: o?.opId ?? '',
      kind: 'sale',
      reason: 'too-large',
      atMs: 5,
    };
    await store.park(row);
    equal(await (await reopen()).parked(), [row]);
    equal(await store.readOps(STREAM, 1, 1, 9999), [o]);
    await store.unpark(STREAM, 1);
    equal(await store.parked(), []);
  });

  test('D4 the life of a site met last is remembered over a restart', async () => {
    const { store, reopen } = await open();
    await store.rememberSite({ site: 'B', incarnation: 'B-life0001', past: [] });
    await store.rememberSite({ site: 'B', incarnation: 'B-life0002', past: ['B-life0001'] });
    equal((await (await reopen()).load()).sites, [
      { site: 'B', incarnation: 'B-life0002', past: ['B-life0001'] },
    ]);
  });

  test('D12 ops taken back from another copy join what is held', async () => {
    const { store } = await open();
    const { store: other } = await open();
    const ops = await fill(other, sha256, 4);
    const head = ops[3];
    await fill(store, sha256, 2);
    const row = streamRow({ headSeq: 4, headOpId: head?.opId ?? '', nextDocNo: 5 });
    await store.importOps(row, ops.slice(1), []);
    equal(
      (await store.readOps(STREAM, 1, 9, 9999)).map((o) => o.opId),
      ops.map((o) => o.opId),
    );
    equal((await store.load()).streams[0]?.headSeq, 4);
  });

  test('RCP8 no import sets the number of copies back, and one brings what it tells', async () => {
    const { store, reopen } = await open();
    const ops = await fill(store, sha256, 2);
    const docs = [1, 2].map((n) => txOf(op(sha256, n, GENESIS)).doc).filter((d) => d !== undefined);
    const row = streamRow({ headSeq: 2, headOpId: ops[1]?.opId ?? '', nextDocNo: 3 });
    const counts = async (): Promise<unknown[]> => {
      const again = await reopen();
      return [(await again.doc('doc-1'))?.copies, (await again.doc('doc-2'))?.copies];
    };
    await store.importOps(row, ops, docs, [
      { docId: 'doc-1', count: 2 },
      { docId: 'doc-1', count: 1 },
      { docId: 'nobody', count: 1 },
    ]);
    equal(await counts(), [2, undefined]);
    await store.importOps(row, ops, docs);
    equal(await counts(), [2, undefined]);
    await store.importOps(row, [], [], [{ docId: 'doc-2', count: 1 }]);
    equal(await counts(), [2, 1]);
    equal(await store.doc('nobody'), undefined);
  });

  test('RL7 what is forgotten is gone, what is not stays, and a commit does not bring it back', async () => {
    const { store, reopen } = await open();
    const ops = await fill(store, sha256, 5);
    equal(await store.prune(STREAM, 4), 4);
    equal(await store.prune(STREAM, 2), 4);
    await store.commit(txOf(op(sha256, 6, ops[4]?.opId ?? '')));
    const again = await reopen();
    equal(await again.readOps(STREAM, 3, 9, 9999), []);
    equal(
      (await again.readOps(STREAM, 4, 9, 9999)).map((o) => o.seq),
      [4, 5, 6],
    );
    equal((await again.load()).streams[0]?.firstAvailable, 4);
  });

  test('RL7 a parked op is not forgotten, nor what an import brings sets back what was', async () => {
    const { store } = await open();
    const ops = await fill(store, sha256, 6);
    const row = { stream: STREAM, seq: 3, opId: 'x', kind: 'sale', reason: 'refused', atMs: 1 };
    await store.park(row);
    equal(await store.prune(STREAM, 6), 3);
    equal((await store.load()).streams[0]?.firstAvailable, 3);
    await store.unpark(STREAM, 3);
    await store.prune(STREAM, 6);
    const stale = streamRow({ headSeq: 2, headOpId: ops[1]?.opId ?? '', firstAvailable: 1 });
    await store.importOps(stale, ops.slice(1, 2), []);
    const [after] = (await store.load()).streams;
    equal([after?.firstAvailable, after?.headSeq, after?.headOpId], [6, 6, ops[5]?.opId]);
  });
}
