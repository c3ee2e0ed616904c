import type { MainHost } from '../main-host.ts';
import { makeNap } from './nap.ts';
import { printQueue } from './print-queue.ts';
import { PrintSpool } from './print-spool.ts';
import { readPrinterSetting } from './printer-setting.ts';
import { tcpPrinter } from './tcp-printer.ts';

const PATIENCE_MS = 3_000;

/** The spool of this machine's printer, at work on what an earlier run left; none without a printer. */
export function openPrintSpool(
  host: Pick<MainHost, 'env' | 'log' | 'tellPages' | 'onQuit'>,
  folder: string,
): PrintSpool | undefined {
  const setting = readPrinterSetting(host.env);
  if (!setting.ok) host.log.error('printer.setting', { reason: setting.reason });
  if (!setting.ok || setting.printer === undefined) return undefined;
  const spool = new PrintSpool({
    queue: printQueue(folder, Date.now),
    printer: tcpPrinter({ ...setting.printer, patienceMs: PATIENCE_MS }),
    nap: makeNap(),
    tell: (news) => {
      host.log.info(`printer.${news.state}`, { doc_no: news.doc_no, waiting: news.waiting });
      host.tellPages('printer.state', news);
    },
  });
  spool.run();
  // A try under way is left to end with the process: the receipt stays in the queue.
  host.onQuit(() => void spool.close());
  return spool;
}
