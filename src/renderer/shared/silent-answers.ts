import type { Refusal, TillCommand, TillCommands } from './till-api.ts';

const NO_ANSWER: Refusal = {
  ok: false,
  kind: 'no-answer',
  next: 'The till did not answer. Please try again.',
};

/**
 * What a screen is told where the worker gave no answer. The outcome is unknown then, so a payment
 * names what to look at before anyone takes money twice.
 */
export const SILENT_ANSWERS: { [C in TillCommand]: TillCommands[C]['answer'] } = {
  enrol: NO_ANSWER,
  'sign-in': NO_ANSWER,
  'sign-out': NO_ANSWER,
  'staff-list': [],
  'open-shift': NO_ANSWER,
  scan: NO_ANSWER,
  'add-article': NO_ANSWER,
  'answer-question': NO_ANSWER,
  'ask-price': NO_ANSWER,
  search: { hits: [], total: 0 },
  departments: [],
  'select-line': NO_ANSWER,
  'change-quantity': NO_ANSWER,
  'void-line': NO_ANSWER,
  'change-terms': NO_ANSWER,
  'note-sale': NO_ANSWER,
  'park-sale': NO_ANSWER,
  'parked-sales': [],
  'recall-sale': NO_ANSWER,
  'drop-parked': NO_ANSWER,
  'undo-step': NO_ANSWER,
  'cancel-basket': NO_ANSWER,
  'pay-cash': {
    ok: false,
    kind: 'no-answer',
    next: 'The till did not answer. Keep the money aside: if the change appears, the sale is stored; if not, pay again.',
  },
  'take-part': NO_ANSWER,
  'take-back': NO_ANSWER,
  'print-copy': NO_ANSWER,
  'find-receipts': NO_ANSWER,
  'open-receipt': NO_ANSWER,
  'next-customer': NO_ANSWER,
  'send-again': NO_ANSWER,
  'check-line': NO_ANSWER,
  'export-waiting': NO_ANSWER,
  'import-file': NO_ANSWER,
  'dismiss-alarm': NO_ANSWER,
};

/**
 * Longest wait for an answer, ms. Enrolment talks to head office, a PIN is hashed slowly, a payment
 * waits for two disks, an export reads and an import sends days of sales; all else is memory.
 */
export const ANSWER_WITHIN_MS: { [C in TillCommand]: number } = {
  enrol: 60_000,
  'sign-in': 20_000,
  'sign-out': 10_000,
  'staff-list': 10_000,
  'open-shift': 20_000,
  scan: 10_000,
  'add-article': 10_000,
  'answer-question': 10_000,
  'ask-price': 10_000,
  search: 10_000,
  departments: 20_000,
  'select-line': 10_000,
  'change-quantity': 10_000,
  'void-line': 10_000,
  'change-terms': 20_000,
  'note-sale': 10_000,
  'park-sale': 20_000,
  'parked-sales': 10_000,
  'recall-sale': 20_000,
  'drop-parked': 20_000,
  'undo-step': 10_000,
  'cancel-basket': 10_000,
  'pay-cash': 60_000,
  'take-part': 10_000,
  'take-back': 10_000,
  'print-copy': 30_000,
  'find-receipts': 30_000,
  'open-receipt': 30_000,
  'next-customer': 20_000,
  'send-again': 20_000,
  'check-line': 20_000,
  'export-waiting': 300_000,
  'import-file': 900_000,
  'dismiss-alarm': 10_000,
};
