import { registerAppVerbs } from './app-verbs.ts';
import { registerExport } from './export/save-export.ts';
import type { MainPart } from './main-host.ts';
import { registerPaper } from './paper/save-paper.ts';
import { registerQueueMarker } from './queue/waiting-marker.ts';
import { registerReceipts } from './receipt/receipt-spool.ts';
import { registerSigning } from './signing/signing-part.ts';
import { registerTerminal } from './terminal/terminal-part.ts';
import { registerTill } from './till-part.ts';

/** The parts of main, in order of start; they end in reverse. */
export const MAIN_PARTS: readonly MainPart[] = [
  registerAppVerbs,
  registerReceipts,
  registerExport,
  registerPaper,
  registerQueueMarker,
  registerTerminal,
  registerSigning,
  registerTill,
];
