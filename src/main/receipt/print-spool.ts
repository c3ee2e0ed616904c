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
/** A printer that never answers behind the last row prints no receipt more often. */
const MOST_UNCONFIRMED = 2;

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
  /** Done with, and the disk does not let them go: never taken again in this run. */
  private readonly undeleted = new Set<string>();
  /** How often the disk did not give them; they stand behind the others, and stay for the next start. */
  private readonly misreads = new Map<string, number>();

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
      const names = await this.waiting();
      if (this.isClosed) return;
      const tries = (name: string): number => this.misreads.get(name) ?? 0;
      const [name] = names.toSorted((a, b) => tries(a) - tries(b));
      if (name === undefined) {
        if (this.isAskedAgain) continue;
        return;
      }
      if (tries(name) > 0) await this.pause(tries(name));
      if (this.isClosed) return;
      // A new one that ended the pause comes first.
      if (tries(name) > 0 && this.isAskedAgain) continue;
      if (!(await this.printOne(name))) return;
    }
  }

  private async waiting(): Promise<string[]> {
    const isLeft = (name: string): boolean =>
      !this.undeleted.has(name) && (this.misreads.get(name) ?? 0) < MOST_TRIES;
    return (await this.deps.queue.names()).filter(isLeft);
  }

  private pause(tries: number): Promise<void> {
    return this.deps.nap.sleep(PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 0);
  }

  /** False where the app ends meanwhile: the receipt stays for the next start. */
  private async printOne(name: string): Promise<boolean> {
    const { queue, printer, tell } = this.deps;
    const read = await queue.read(name);
    if (read.is === 'unreadable') {
      this.misreads.set(name, (this.misreads.get(name) ?? 0) + 1);
      return true;
    }
    if (read.is !== 'job') {
      // Not a receipt any more; its sale is in the database and can be printed as a copy.
      await this.finish(name);
      return true;
    }
    const { job } = read;
    let unconfirmed = 0;
    const say = async (state: PrinterNews['state'], next: string): Promise<void> => {
      const { length } = await this.waiting();
      tell({ state, doc_no: job.doc_no, waiting: length, next });
    };
    await say('printing', '');
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const doc = this.opensDrawer.has(name) ? job.doc : withoutDrawer(job.doc);
      // A receipt that breaks our own code must not stop the ones behind it, at every start anew.
      const done = await printer.print(doc).catch(() => undefined);
      if (done === undefined) break;
      if (!done.ok && done.isWhole === true) unconfirmed += 1;
      if (done.ok || unconfirmed === MOST_UNCONFIRMED) {
        await this.finish(name);
        await say('printed', '');
        return true;
      }
      // It opens for the customer who stands there: with the first try or not at all.
      this.opensDrawer.delete(name);
      if (this.isClosed) return false;
      if (tries === MOST_TRIES) break;
      await say('waiting', NEXT_STEP[done.kind]);
      await this.pause(tries);
      if (this.isClosed) return false;
    }
    await this.finish(name);
    await say('failed', 'Print a copy of this receipt once the printer works.');
    return true;
  }

  private async finish(name: string): Promise<void> {
    this.opensDrawer.delete(name);
    this.undeleted.add(name);
    // What a virus scanner held before may be free by now.
    for (const one of this.undeleted)
      if (await this.deps.queue.remove(one)) this.undeleted.delete(one);
  }
}

const withoutDrawer = (doc: ReceiptDoc): ReceiptDoc => doc.filter(({ kind }) => kind !== 'drawer');
