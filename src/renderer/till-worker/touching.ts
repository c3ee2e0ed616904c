import type { Refusal, TillCommand } from '../shared/till-api.ts';
import type { Counter } from './counter.ts';
import { NOT_SIGNED_IN } from './desk-answers.ts';

/** What changes the open basket or its selection; what takes money for it is judged by the pay desks. */
const TOUCHING = [
  'scan',
  'add-article',
  'answer-question',
  'select-line',
  'change-quantity',
  'void-line',
  'change-terms',
  'show-member',
  'take-back-cards',
  'note-sale',
  'park-sale',
  'take-parked',
  'recall-sale',
  'undo-step',
  'cancel-basket',
  'load-value',
] as const satisfies readonly TillCommand[];

const NAMES: ReadonlySet<string> = new Set(TOUCHING);

export function touchesBasket(command: TillCommand): boolean {
  return NAMES.has(command);
}

/** Why nobody may touch the basket now: nobody is signed in, it is being finished, a card of it is open. */
export function whyNotTouched(desk: {
  readonly cashier: object | undefined;
  readonly counter: Pick<Counter, 'busy'>;
}): Refusal | undefined {
  return desk.cashier === undefined ? NOT_SIGNED_IN : desk.counter.busy();
}
