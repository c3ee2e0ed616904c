import { mkdir, readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { parseJson } from '../../contracts/parse.ts';
import { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import { describeFailure, readIfThere, writeDurably, type WriteResult } from '../durable-file.ts';

const Job = Type.Object({
  v: Type.Literal(1),
  doc_no: Type.String(),
  doc: ReceiptDoc,
});
type Job = Static<typeof Job>;

/** Receipts that are not on paper yet, one file each, so that a power cut forgets none (RCP14). */
export type PrintQueue = {
  /** Names in the order they came. */
  names(): Promise<string[]>;
  add(docNo: string, doc: ReceiptDoc): Promise<WriteResult & { name?: string }>;
  read(name: string): Promise<QueuedJob>;
  /** False where the disk refuses: the file is still there. */
  remove(name: string): Promise<boolean>;
};

/** `broken`: its bytes are no receipt. `unreadable`: the disk gave no bytes, later it may. */
export type QueuedJob =
  { readonly is: 'job'; readonly job: Job } | { readonly is: 'gone' | 'broken' | 'unreadable' };

export function printQueue(folder: string, now: () => number): PrintQueue {
  let last = 0;
  return {
    async names() {
      const all = await readdir(folder).catch(() => []);
      return all.filter((name) => /^\d{15}-.*\.json$/.test(name)).sort();
    },
    async add(docNo, doc) {
      try {
        await mkdir(folder, { recursive: true });
      } catch (error) {
        return { ok: false, ...describeFailure(error) };
      }
      // Two in one millisecond, or a clock that was set back, keep their order.
      last = Math.max(last + 1, now());
      const safe = docNo.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 80);
      const name = `${String(last).padStart(15, '0')}-${safe}.json`;
      const job: Job = { v: 1, doc_no: docNo, doc };
      const written = await writeDurably(path.join(folder, name), JSON.stringify(job));
      return written.ok ? { ok: true, name } : written;
    },
    async read(name) {
      const bytes = await readIfThere(path.join(folder, name)).catch(() => 'unreadable' as const);
      if (bytes === 'unreadable') return { is: 'unreadable' };
      if (bytes === undefined) return { is: 'gone' };
      const job = parseJson(Job, Buffer.from(bytes).toString());
      return job === undefined ? { is: 'broken' } : { is: 'job', job };
    },
    async remove(name) {
      try {
        await unlink(path.join(folder, name));
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT';
      }
    },
  };
}
