import type { Refusal, TillCommand } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';

/** What a till does in training as ever, or does to training itself; the rest is not practised. */
const IN_TRAINING: Record<TillCommand, boolean> = {
  enrol: true,
  speak: true,
  'sign-in': true,
  'sign-out': true,
  'staff-list': true,
  'open-shift': false,
  scan: true,
  'add-article': true,
  'answer-question': true,
  'ask-price': true,
  search: true,
  departments: true,
  'quick-keys': true,
  'save-quick-keys': false,
  'select-line': true,
  'change-quantity': true,
  'void-line': true,
  'change-terms': true,
  'take-back-cards': true,
  'show-member': true,
  'find-customers': true,
  'note-sale': true,
  'park-sale': false,
  'parked-sales': true,
  'store-parked': true,
  'take-parked': false,
  'recall-sale': false,
  'drop-parked': false,
  'undo-step': true,
  'cancel-basket': true,
  'pay-cash': true,
  'take-part': true,
  'take-foreign': false,
  'take-back': true,
  'pay-card': false,
  'cancel-card': true,
  'check-card': true,
  'treat-card': true,
  'ask-value': false,
  'load-value': false,
  'take-value': false,
  'leave-value': true,
  'print-copy': false,
  'find-receipts': true,
  'tell-return': true,
  'return-goods': true,
  'exchange-goods': true,
  'pay-out': true,
  'post-void': true,
  'go-on-refund': false,
  'open-drawer': false,
  'begin-training': true,
  'end-training': true,
  'open-receipt': true,
  'next-customer': true,
  'send-again': true,
  'check-line': true,
  'export-waiting': true,
  'import-file': true,
  'dismiss-alarm': true,
};

const NOT_PRACTISED: Refusal = {
  ok: false,
  kind: 'in-training',
  next: later(
    'This is not done in training: no card or gift card, no foreign money, no drawer, no parking, no copies.',
  ),
};

/** Why a command is refused while somebody practises; each is decided here once (TRN2). */
export function whyNotInTraining(command: TillCommand, isTraining: boolean): Refusal | undefined {
  return isTraining && !IN_TRAINING[command] ? NOT_PRACTISED : undefined;
}
