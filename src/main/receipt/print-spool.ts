import type { IpcEventData } from '../../contracts/ipc.ts';
import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { WriteResult } from '../durable-file.ts';
import type { PrintQueue } from './print-queue.ts';
import { NEXT_STEP, type PrinterPort } from './printer-port.ts';

export type PrinterNews = IpcEventData<'printer.state'>;

export type PrintSpoolDeps = {
  queue: PrintQueue;
  printer: PrinterPort;
  /** Resolves after so many ms, or as soon as `wake` is called. */
  nap: { sleep(ms: number): Promise<void>; wake(): void };
  tell: (news: PrinterNews) => void;
};

/** Waits between tries, ms; the last one repeats. */
const PAUSES = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** About a quarter of an hour; who has waited longer prints a copy. */
export const MOST_TRIES = 30;

/**
 * Prints receipts one after the other, each until the printer has all of it (RCP14, RCP15). Nobody
 * waits for it: `add` answers when the receipt is on disk.
 */
export class PrintSpool {
  private readonly deps: PrintSpoolDeps;
  private running: Promise<void> | undefined;
  private isClosed = false;
  /** Something came since the queue was last read. */
  private isAskedAgain = false;
  /** Receipts of this run whose drawer has not been told to open. An older one's customer is gone. */
  private readonly opensDrawer = new Set<string>();

  constructor(deps: PrintSpoolDeps) {
    this.deps = deps;
  }

  async add(docNo: string, doc: ReceiptDoc): Promise<WriteResult> {
    const added = await this.deps.queue.add(docNo, doc);
    if (added.name !== undefined) this.opensDrawer.add(added.name);
    // Somebody stands at the till: what waits is tried at once.
    this.deps.nap.wake();
    this.run();
    return added;
  }

  /** Prints what is there, an earlier run's receipts too. */
  run(): void {
    this.isAskedAgain = true;
    this.running ??= this.printAll().finally(() => (this.running = undefined));
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.deps.nap.wake();
    await this.running;
  }

  private async printAll(): Promise<void> {
    for (;;) {
      this.isAskedAgain = false;
      const [name] = await this.deps.queue.names();
      if (this.isClosed) return;
      if (name === undefined) {
        if (this.isAskedAgain) continue;
        return;
      }
      if (!(await this.printOne(name))) return;
    }
  }

  /** False where the app ends meanwhile: the receipt stays for the next start. */
  private async printOne(name: string): Promise<boolean> {
    const { queue, printer, tell, nap } = this.deps;
    const job = await queue.read(name);
    if (job === undefined) {
      // Not a receipt any more; its sale is in the database and can be printed as a copy.
      await queue.remove(name);
      return true;
    }
    const say = async (state: PrinterNews['state'], next: string): Promise<void> => {
      const { length } = await queue.names();
      tell({ state, doc_no: job.doc_no, waiting: length, next });
    };
    await say('printing', '');
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const doc = this.opensDrawer.has(name) ? job.doc : withoutDrawer(job.doc);
      // A receipt that breaks our own code must not stop the ones behind it, at every start anew.
      const done = await printer.print(doc).catch(() => undefined);
      if (done === undefined) break;
      if (done.ok) {
        await this.finish(name);
        await say('printed', '');
        return true;
      }
      // It opens for the customer who stands there: with the first try or not at all.
      this.opensDrawer.delete(name);
      if (this.isClosed) return false;
      if (tries === MOST_TRIES) break;
      await say('waiting', NEXT_STEP[done.kind]);
      await nap.sleep(PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 0);
      if (this.isClosed) return false;
    }
    await this.finish(name);
    await say('failed', `Print a copy of ${job.doc_no} once the printer works.`);
    return true;
  }

  private async finish(name: string): Promise<void> {
    this.opensDrawer.delete(name);
    await this.deps.queue.remove(name);
  }
}

const withoutDrawer = (doc: ReceiptDoc): ReceiptDoc => doc.filter(({ kind }) => kind !== 'drawer');
