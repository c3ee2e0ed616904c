import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { findKeys } from '../src/domain/after/find-keys.ts';
import { deriveOpId } from '../src/domain/oplog/op-id.ts';
import type { OpRow, StreamRow } from '../src/sync/core/ports.ts';

const CHUNK = 1000;

/** A sale of the till itself, as a pattern for more of its kind. */
type Pattern = { stream: StreamRow; op: Omit<OpRow, 'raw'> & { text: string } };

/**
 * Puts `count` more sales into the till's database, each a copy of its last sale with a number of its
 * own, chained as the commit path chains them. The till must be loaded anew afterwards: its start-up
 * repair writes the journal lines. Answers the size of one op, bytes.
 */
export async function stageSales(page: Page, count: number): Promise<number> {
  const { stream, op } = await page.evaluate(readPattern);
  const first = JSON.parse(op.text) as {
    body: Parameters<typeof findKeys>[0] & { number: number };
  };
  const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
  let { headSeq, headOpId, nextDocNo } = stream;
  let rows: Staged[] = [];
  let bytes = 0;
  for (let made = 0; made < count; made++) {
    const number = nextDocNo++;
    const docId = `bench-${number}`;
    const body = { ...first.body, doc_id: docId, doc_no: `${op.stream}-${number}`, number };
    const text = JSON.stringify({ ...first, seq: headSeq + 1, body });
    const opId = deriveOpId(sha256, headOpId, stream.id, headSeq + 1, Buffer.from(text));
    bytes = Buffer.byteLength(text);
    // A commit writes them; without, the restarted till would give 10,000 documents their keys.
    const finds = findKeys(body);
    rows.push({ seq: headSeq + 1, prev: headOpId, opId, docId, text, finds });
    headSeq += 1;
    headOpId = opId;
    if (rows.length < CHUNK && made + 1 < count) continue;
    await page.evaluate(writeRows, {
      rows,
      like: op,
      stream: { ...stream, headSeq, headOpId, nextDocNo },
    });
    rows = [];
  }
  return bytes;
}

type Staged = {
  seq: number;
  prev: string;
  opId: string;
  docId: string;
  text: string;
  finds: readonly string[];
};

/** In the page. */
async function readPattern(): Promise<Pattern> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const db = await done(indexedDB.open('till'));
  const [stream] = (await done(
    db.transaction('streams').objectStore('streams').getAll(),
  )) as StreamRow[];
  const ops = (await done(db.transaction('ops').objectStore('ops').getAll())) as OpRow[];
  db.close();
  const sale = ops.filter(({ kind }) => kind === 'sale').at(-1);
  if (stream === undefined || sale === undefined) throw new Error('the till has sold nothing yet');
  const { raw, ...op } = sale;
  return { stream, op: { ...op, text: new TextDecoder().decode(raw) } };
}

/** In the page: the records that a commit writes. */
async function writeRows(chunk: {
  rows: Staged[];
  like: Pattern['op'];
  stream: StreamRow;
}): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open('till');
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error ?? new Error('IndexedDB')));
  });
  await new Promise<void>((resolve, reject) => {
    const tx = db.transaction(['ops', 'docs', 'streams'], 'readwrite', { durability: 'strict' });
    const encoder = new TextEncoder();
    for (const { seq, prev, opId, docId, text, finds } of chunk.rows) {
      const { stream, kind, businessDate, atMs } = chunk.like;
      const raw = encoder.encode(text);
      tx.objectStore('ops').put({
        stream,
        seq,
        prev,
        opId,
        kind,
        businessDate,
        atMs,
        raw,
        sig: undefined,
      });
      const { body } = JSON.parse(text) as {
        body: { doc_no: string; shift_id: string; closed_ms: number; totals: { gross: number } };
      };
      tx.objectStore('docs').put({
        docId,
        docNo: body.doc_no,
        stream,
        seq,
        shiftId: body.shift_id,
        businessDate,
        closedMs: body.closed_ms,
        gross: body.totals.gross,
        body,
        finds,
      });
    }
    tx.objectStore('streams').put(chunk.stream);
    tx.addEventListener('complete', () => resolve());
    tx.addEventListener('error', () => reject(tx.error ?? new Error('IndexedDB')));
  });
  db.close();
}
