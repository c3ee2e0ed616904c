import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import { escPosBytes } from './esc-pos.ts';
import { openPrinterLine, type PrinterLine } from './printer-line.ts';
import type { PrintProblem, PrinterPort, PrintTry } from './printer-port.ts';
import type { PrinterProfile } from './printer-profile.ts';

export type TcpPrinter = {
  host: string;
  port: number;
  profile: PrinterProfile;
  /** How long a printer may be silent, ms: to take the line, to say how it is, to finish. */
  patienceMs: number;
};

/** Slow printers take this long for a row, ms; a long receipt is waited for longer. */
const ROW_MS = 50;

/** `GS a 0`: says nothing unasked, so that a byte heard is an answer. */
const NO_CHATTER = [0x1d, 0x61, 0x00];
/** `DLE EOT 2` and `4`: why it is offline, and its paper; answered at once, even offline. */
const HOW_ARE_YOU = [0x10, 0x04, 2, 0x10, 0x04, 4];
/** `GS r 1`: answered behind everything that was sent before. */
const ARE_YOU_DONE = [0x1d, 0x72, 0x01];
/** `DLE DC4 1 0 1`: the drawer, also while the printer is offline. */
const DRAWER_NOW = [0x10, 0x14, 1, 0, 1];

const isStatusNow = (byte: number): boolean => (byte & 0x93) === 0x12;
const isDone = (byte: number): boolean => (byte & 0x90) === 0;

/** A printer at a network address, port 9100 by custom (RCP11 - RCP13). */
export function tcpPrinter(printer: TcpPrinter): PrinterPort {
  return {
    async print(doc) {
      const line = await openPrinterLine(printer, printer.patienceMs);
      if (line === undefined) return { ok: false, kind: 'printer-off', drawerDone: false };
      try {
        return await printOn(line, doc, printer);
      } finally {
        line.close();
      }
    },
  };
}

async function printOn(
  line: PrinterLine,
  doc: ReceiptDoc,
  { profile, patienceMs }: TcpPrinter,
): Promise<PrintTry> {
  const hasDrawer = profile.drawer && doc.some(({ kind }) => kind === 'drawer');
  line.write(Uint8Array.from([...NO_CHATTER, ...HOW_ARE_YOU]));
  const trouble = await troubleOf(line, patienceMs);
  if (trouble !== undefined) {
    // Without paper the change must still be given.
    const canOpen = hasDrawer && trouble !== 'silent' && trouble !== 'cut-off';
    if (canOpen) line.write(Uint8Array.from(DRAWER_NOW));
    return { ok: false, kind: trouble, drawerDone: canOpen };
  }
  line.write(escPosBytes(doc, profile));
  line.write(Uint8Array.from(ARE_YOU_DONE));
  const done = await line.hear(isDone, patienceMs + doc.length * ROW_MS);
  if (typeof done === 'number') return { ok: true };
  if (done === 'closed') return { ok: false, kind: 'cut-off', drawerDone: hasDrawer };
  const isSent = line.isSent();
  line.write(Uint8Array.from(HOW_ARE_YOU));
  const midway = await troubleOf(line, patienceMs);
  const kind = midway ?? 'cut-off';
  const isWhole = isSent && (midway === undefined || midway === 'silent');
  return { ok: false, kind, drawerDone: hasDrawer, ...(isWhole ? { isWhole } : {}) };
}

/** What is wrong with it; undefined where it is ready to print. */
async function troubleOf(line: PrinterLine, ms: number): Promise<PrintProblem | undefined> {
  const offline = await line.hear(isStatusNow, ms);
  const paper = typeof offline === 'number' ? await line.hear(isStatusNow, ms) : offline;
  if (offline === 'closed' || paper === 'closed') return 'cut-off';
  if (offline === undefined || paper === undefined) return 'silent';
  if ((paper & 0x60) !== 0) return 'paper-out';
  if ((offline & 0x04) !== 0) return 'cover-open';
  if ((offline & 0x20) !== 0) return 'paper-out';
  return (offline & 0x40) === 0 ? undefined : 'error';
}
