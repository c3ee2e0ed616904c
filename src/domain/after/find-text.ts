import { normaliseGtin } from '../gtin.ts';
import { isCardText } from '../pay/card-text.ts';
import type { FindBy } from './find-keys.ts';

/** Why a text is not looked for. */
export type FindTextProblem = 'no-last-four' | 'card-number' | 'long-number';

const LAST_FOUR = /^\d{4}$/;
const LONG_NUMBER = /\d(?:[ .-]?\d){11}/;

/**
 * What must not be looked for, at a till or at head office: a question's text ends up in logs, so no
 * card's number may stand in it (dom-Y2). Of a card its last four figures are enough.
 */
export function findTextProblem(by: FindBy | 'any', text: string): FindTextProblem | undefined {
  if (text === '') return undefined;
  if (by === 'card') return LAST_FOUR.test(text) ? undefined : 'no-last-four';
  if (isCardText(text)) return 'card-number';
  // The list is asked at each key: these may be the first figures of a card that is being keyed.
  return LONG_NUMBER.test(text) && !normaliseGtin(text).ok ? 'long-number' : undefined;
}
