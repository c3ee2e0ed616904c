import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { IpcAnswer } from '../../contracts/ipc.ts';
import { describeFailure, writeDurably, type WriteResult } from '../durable-file.ts';
import type { MainHost } from '../main-host.ts';
import { openPrintSpool } from './open-print-spool.ts';

type Printed = IpcAnswer<'receipt.print'>;

const WRITTEN: WriteResult = { ok: true };

/**
 * Answers `receipt.print`: the receipt's text is on disk before it counts as printed, one file a
 * document, so that a person can read it without a printer. Where there is one, it gets the receipt
 * behind that.
 */
export function registerReceipts(host: MainHost): void {
  const folder = path.join(host.userData, 'receipts');
  const spool = openPrintSpool(host, path.join(folder, 'waiting'));
  host.ipc.handle('receipt.print', async ({ doc_no, text, doc, open_drawer }) => {
    // A drawer that opens ahead of its receipt has nothing to read.
    const written = text === '' ? WRITTEN : await spoolReceipt(folder, doc_no, text);
    if (!written.ok) return refusal(written.kind);
    if (spool !== undefined && doc !== undefined) {
      const queued = await spool.add(doc_no, doc);
      if (!queued.ok) return refusal(queued.kind);
    }
    host.log.info('receipt.spooled', { doc_no, open_drawer });
    return { ok: true };
  });
}

/** Writes one receipt. A document printed again replaces its file. */
export async function spoolReceipt(
  folder: string,
  docNo: string,
  text: string,
): Promise<WriteResult> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return { ok: false, ...describeFailure(error) };
  }
  // Document numbers come from the page: nothing of one may be read as a path.
  const name = docNo.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 80);
  return writeDurably(path.join(folder, `${name}.txt`), text);
}

function refusal(kind: 'disk-full' | 'io'): Printed {
  const next =
    kind === 'disk-full'
      ? 'The disk is full. The sale is safe; free space, then print again.'
      : 'The receipt could not be written. The sale is safe; print again.';
  return { ok: false, kind, next };
}
