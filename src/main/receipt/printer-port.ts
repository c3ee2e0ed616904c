import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';

/** Why a receipt did not come out. `cut-off`: the line broke, or nothing was heard, midway. */
export type PrintProblem =
  'printer-off' | 'silent' | 'paper-out' | 'cover-open' | 'error' | 'cut-off';

export type PrintTry =
  /** All of it is on paper: the printer said so behind the last line. */
  | { ok: true }
  /**
   * `drawerDone`: the drawer was told to open, so that no later try opens it again. `isWhole`: the
   * printer took all of it and tells of no trouble; only its word behind the last row is missing.
   */
  | { ok: false; kind: PrintProblem; drawerDone: boolean; isWhole?: boolean };

/** A printer, wherever it is plugged in. Never throws. */
export type PrinterPort = { print(doc: ReceiptDoc): Promise<PrintTry> };

/** What a person does about it. The receipt prints by itself once that is done. */
export const NEXT_STEP: Readonly<Record<PrintProblem, string>> = {
  'printer-off':
    'Switch the printer on and look at its network cable. The receipt then prints by itself.',
  silent: 'Switch the printer off and on. The receipt then prints by itself.',
  'paper-out': 'Put in a new roll of paper. The receipt then prints by itself.',
  'cover-open': 'Close the cover of the printer. The receipt then prints by itself.',
  error: 'The printer tells of a fault: switch it off and on. The receipt then prints by itself.',
  'cut-off':
    'Look at the printer and its cable. The receipt then prints again by itself, from its top.',
};
